/// Keeps the strings it visits, up to a limit: for the few strings whose text is needed, not for data.
struct StringCollector: RDBValueVisitor {
    private(set) var strings: [[UInt8]] = []
    private(set) var firstDamage: RDBError?
    /// Whether strings were dropped or cut because they were too long.
    private(set) var overflowed = false
    private var room: Int

    init(room: Int = RDBTemplates.largestTotal) {
        self.room = room
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch value {
        case .bytes(let bytes):
            strings.append([])
            append(bytes)
        case .integer(let integer):
            strings.append(Array(integer.description.utf8))
        }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) { strings.append([]) }

    mutating func largeChunk(_ bytes: RawSpan) { append(bytes) }

    mutating func damage(_ error: RDBError) {
        firstDamage = firstDamage ?? error
    }

    private mutating func append(_ bytes: RawSpan) {
        let count = min(bytes.byteCount, room)
        overflowed = overflowed || count < bytes.byteCount
        room -= count
        let last = strings.count - 1
        unsafe bytes.extracting(first: count).withUnsafeBytes { unsafe strings[last].append(contentsOf: $0) }
    }
}
