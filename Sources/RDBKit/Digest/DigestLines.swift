/// How the digests of single keys are written.
public enum DigestLineFormat: Sendable {
    /// `DIGEST DB TYPE "KEY"`
    case text
    /// One JSON object for each key.
    case json
}

/// Writes the digests of single keys, in the order of the file.
struct DigestLines: ~Copyable {
    var output: TurnOutput
    private let format: DigestLineFormat

    init(_ order: OrderedOutput, _ format: DigestLineFormat) {
        output = TurnOutput(order)
        self.format = format
    }

    mutating func endTurn(isLast: Bool) -> Bool { output.endTurn(keys: 0, isLast: isLast) }

    mutating func write(_ reader: borrowing RDBReader, _ digest: ContentDigest) {
        output.beginRecord()
        let type = reader.objectType.valueType?.name ?? ""
        switch format {
        case .text:
            output.append(text: "\(digest) \(reader.database) \(type) ")
            writeName(reader)
        case .json:
            output.append(text: "{\"db\":\(reader.database),\"key\":")
            writeName(reader)
            output.append(text: ",\"type\":\"\(type)\",\"digest\":\"\(digest)\"}")
        }
        output.append(UInt8(ascii: "\n"))
    }

    private mutating func writeName(_ reader: borrowing RDBReader) {
        guard let base = unsafe reader.key.base else { return output.append("\"\"") }
        unsafe output.appendJSON(base, reader.key.count)
    }
}
