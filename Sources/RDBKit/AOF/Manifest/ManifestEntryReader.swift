/// Gathers the pairs of one line of a manifest. A key that is repeated counts as it is given last.
struct ManifestEntryReader {
    private var name: [UInt8]?
    private var sequence: Int64 = 0
    private var role: AOFManifestEntry.Role?
    private var startOffset: Int64?
    private var endOffset: Int64?

    /// Takes a pair; unknown keys are passed over. Answers what is wrong with it.
    mutating func read(_ key: [UInt8], _ value: [UInt8]) -> RDBError.Code? {
        switch String(decoding: key, as: UTF8.self).lowercased() {
        case "file":
            if value.contains(0x2F) || value.contains(0x5C) { return .manifestPath }
            name = value
        case "seq": sequence = Self.leadingNumber(value)
        case "type":
            guard let letter = value.first, let known = AOFManifestEntry.Role(rawValue: letter) else {
                return .manifestType
            }
            role = known
        case "startoffset": startOffset = Self.leadingNumber(value)
        case "endoffset": endOffset = Self.leadingNumber(value)
        default: break
        }
        return nil
    }

    /// The entry, if nothing is missing.
    var entry: AOFManifestEntry? {
        guard let name, !name.isEmpty, sequence != 0, let role else { return nil }
        var entry = AOFManifestEntry(name: name, sequence: sequence, role: role)
        entry.startOffset = startOffset
        entry.endOffset = endOffset
        return entry
    }

    /// The number that `text` begins with, as `atoll` reads it; 0 where there is none.
    static func leadingNumber(_ text: [UInt8]) -> Int64 {
        var rest = text.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let isNegative = rest.first == 0x2D
        if isNegative || rest.first == 0x2B { rest = rest.dropFirst() }
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        let number = Int64(String(decoding: digits, as: UTF8.self)) ?? (digits.isEmpty ? 0 : .max)
        return isNegative ? -number : number
    }
}
