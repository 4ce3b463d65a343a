/// Writes a line for each key of a base file: where it is, its type, its size, when it expires, its name.
@safe
struct AOFKeyLineWriter: RDBRecordWriter, ~Copyable {
    var output: TurnOutput
    var damages: [RDBError] = []
    var losses: [RDBConvertLoss: UInt64] = [:]
    private var place: LinePlace

    init(_ order: OrderedOutput, file: String) {
        output = TurnOutput(order)
        place = LinePlace(file: AOFLineWriter.escaped(file))
    }

    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError) {
        place.write(reader.recordOffset, seconds: nil, database: reader.database, transaction: nil, to: &output)
        let type = reader.objectType
        output.append(text: "[\(type.valueType?.name ?? "unknown") \(type.encoding), ")
        // The key does not outlive its value: the window may move on.
        let name = reader.keyBytes
        let start = reader.valueOffset
        let expiry = reader.metadata.expiresMs
        try reader.skipValue()
        let size = reader.offset - start
        output.append(size)
        output.append(size == 1 ? " byte" : " bytes")
        if let expiry { output.append(text: ", expires \(UTCTime.text(expiry / 1000))") }
        output.append(UInt8(ascii: "]"))
        unsafe name.withUnsafeBytes { unsafe TextEncoding.argument($0.baseAddress, $0.count, &output) }
        TextEncoding.end(&output)
    }
}
