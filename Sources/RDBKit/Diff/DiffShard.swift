/// A part of all keys: those that wait for their counterpart, in a table with open addressing.
@safe
struct DiffShard: ~Copyable {
    /// Two records under one name that are not the same.
    struct Pair: BitwiseCopyable {
        var before: UInt64
        var after: UInt64
        /// One of the values cannot be read.
        var isUnknown: Bool
    }

    private static let smallest = 64

    private var slots: UnsafeMutablePointer<DiffEntry>
    private var capacity = smallest
    /// Keys that wait.
    private(set) var count = 0
    /// Keys that were found on both sides and are not the same.
    private(set) var pairs: [Pair] = []

    init() {
        unsafe slots = Self.allocate(Self.smallest)
    }

    deinit {
        unsafe slots.deallocate()
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<DiffEntry> {
        let slots = UnsafeMutablePointer<DiffEntry>.allocate(capacity: capacity)
        unsafe slots.initialize(repeating: .none, count: capacity)
        return unsafe slots
    }

    /// Bytes of the table.
    var bytes: Int { capacity * MemoryLayout<DiffEntry>.stride }

    /// Whether the next key makes the table grow.
    var isFull: Bool {
        @inline(__always) get { count * 4 >= capacity * 3 }
    }

    /// Adds a key; where its counterpart waits, both are done with.
    @inline(__always)
    mutating func add(_ entry: DiffEntry) {
        let mask = capacity - 1
        var index = Int(truncatingIfNeeded: entry.name[1]) & mask
        while true {
            let slot = unsafe slots[index]
            if slot.name[0] == 0 { break }
            if slot.name == entry.name && slot.side != entry.side {
                meet(slot, entry)
                return remove(at: index)
            }
            index = (index + 1) & mask
        }
        unsafe slots[index] = entry
        count += 1
    }

    @inline(__always)
    private mutating func meet(_ one: DiffEntry, _ other: DiffEntry) {
        let isUnknown = one.isUnknown || other.isUnknown
        if one.value == other.value && one.expiry == other.expiry && !isUnknown { return }
        let (before, after) = one.side == .before ? (one, other) : (other, one)
        pairs.append(Pair(before: before.offset, after: after.offset, isUnknown: isUnknown))
    }

    /// Closes the gap, so that no search ends at it too early.
    private mutating func remove(at place: Int) {
        let mask = capacity - 1
        var gap = place
        var index = (gap + 1) & mask
        while true {
            let slot = unsafe slots[index]
            if slot.name[0] == 0 { break }
            let home = Int(truncatingIfNeeded: slot.name[1]) & mask
            if (index - home) & mask >= (index - gap) & mask {
                unsafe slots[gap] = slot
                gap = index
            }
            index = (index + 1) & mask
        }
        unsafe slots[gap] = .none
        count -= 1
    }

    /// Doubles the table.
    mutating func grow() {
        let old = unsafe slots
        let oldCapacity = capacity
        capacity *= 2
        unsafe slots = Self.allocate(capacity)
        let mask = capacity - 1
        for place in 0..<oldCapacity {
            let entry = unsafe old[place]
            if entry.name[0] == 0 { continue }
            var index = Int(truncatingIfNeeded: entry.name[1]) & mask
            while unsafe slots[index].name[0] != 0 { index = (index + 1) & mask }
            unsafe slots[index] = entry
        }
        unsafe old.deallocate()
    }

    /// All keys that wait.
    var waiting: [DiffEntry] {
        var entries: [DiffEntry] = []
        entries.reserveCapacity(count)
        for index in 0..<capacity where unsafe slots[index].name[0] != 0 { unsafe entries.append(slots[index]) }
        return entries
    }

    /// Forgets the keys that wait; the pairs stay.
    mutating func clear() {
        unsafe slots.deallocate()
        capacity = Self.smallest
        unsafe slots = Self.allocate(capacity)
        count = 0
    }

    /// Forgets the pairs.
    mutating func takePairs() -> [Pair] {
        defer { pairs = [] }
        return pairs
    }
}
