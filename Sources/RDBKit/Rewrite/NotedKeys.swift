/// The names that keys had which others may collide with, to be said then.
struct NotedKeys {
    /// Bytes of names that are kept; of keys beyond, only the place is known.
    private static let mostBytes = 16 << 20

    private var keys: [UInt64: (database: UInt64, name: [UInt8])] = [:]
    private var bytesKept = 0

    /// Notes the key at which `reader` stands.
    mutating func note(_ reader: borrowing RDBReader) {
        let name = Array(reader.keyBytes.prefix(RDBFinding.longestKey))
        guard bytesKept + name.count <= Self.mostBytes else { return }
        bytesKept += name.count
        keys[reader.recordOffset] = (reader.database, name)
    }

    /// The key of the record at `offset`, as a part of a sentence.
    func text(at offset: UInt64) -> String {
        let place = "at \(RDBOffset(offset))"
        guard let key = keys[offset] else { return place }
        return "db \(key.database), key \(PrintableText.quoted(key.name)), \(place)"
    }
}
