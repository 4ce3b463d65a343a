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
        guard begin() else { return }
        switch value {
        case .bytes(let bytes): append(bytes)
        case .integer(let integer): strings[strings.count - 1] = Array(integer.description.utf8)
        }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) { _ = begin() }

    mutating func largeChunk(_ bytes: RawSpan) {
        if !strings.isEmpty { append(bytes) }
    }

    /// Memory that a string takes besides its bytes.
    private static let bytesPerString = 64

    /// Starts a string, if there is room for another.
    private mutating func begin() -> Bool {
        guard room >= Self.bytesPerString || strings.isEmpty else {
            overflowed = true
            return false
        }
        room = max(0, room - Self.bytesPerString)
        strings.append([])
        return true
    }

    mutating func damage(_ error: RDBError) {
        firstDamage = firstDamage ?? error
    }

    private mutating func append(_ bytes: RawSpan) {
        let count = min(bytes.byteCount, room)
        overflowed = overflowed || count < bytes.byteCount
        room -= count
        let last = strings.count - 1
        // Visitors may read past the end of what they are given, as they may in every buffer here.
        strings[last].reserveCapacity(strings[last].count + count + RawBuffer.slack)
        unsafe bytes.extracting(first: count).withUnsafeBytes { unsafe strings[last].append(contentsOf: $0) }
    }
}
