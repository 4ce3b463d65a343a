/// Writes the names of keys, as they are, each with a newline or a zero byte behind it.
struct KeysWriter: RDBRecordWriter, ~Copyable {
    var output: TurnOutput
    var damages: [RDBError] = []
    var losses: [RDBConvertLoss: UInt64] = [:]
    private let terminator: UInt8
    private let escapes: Bool

    init(_ order: OrderedOutput, _ options: RDBConvertOptions) {
        output = TurnOutput(order)
        escapes = options.escapesNames
        terminator = options.usesZeroBytes ? 0 : UInt8(ascii: "\n")
    }

    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError) {
        if let base = unsafe reader.key.base {
            if escapes {
                unsafe TextEncoding.large(base, reader.key.count, &output)
            } else {
                unsafe output.append(base, reader.key.count)
            }
        }
        output.append(terminator)
        try reader.skipValue()
    }
}
