/// Writes the bytes of strings, and nothing else.
struct RawStringWriter: RDBRecordWriter, ~Copyable {
    var output: TurnOutput
    var damages: [RDBError] = []
    var losses: [RDBConvertLoss: UInt64] = [:]

    init(_ order: OrderedOutput) {
        output = TurnOutput(order)
    }

    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError) {
        guard reader.objectType == .string else {
            lose(.collections)
            return try reader.skipValue()
        }
        try reader.decodeValue(into: &self)
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch value {
        case .bytes(let bytes): largeChunk(bytes)
        case .integer(let integer): output.append(integer)
        }
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes {
            if let base = $0.baseAddress { unsafe output.append(base, $0.count) }
        }
    }
}
