/// The elements of one value that must differ: hash fields, set and sorted set members.
///
/// A small open-addressing table of hashes serves nearly every value; one that declares more elements than that,
/// or does not say, uses a ``FingerprintStore``. Equal hashes only name suspects.
@safe
struct ElementSet: ~Copyable {
    /// More elements than this go into the store.
    private static let tableLimit: UInt64 = 1 << 16

    /// Low halves of the hashes; where one stands says some of its high bits.
    private var slots: UnsafeMutablePointer<UInt32>
    private var allocated = 64
    private var capacity = 64
    private var shift: UInt64 = 58
    private var room = 0
    private let store: FingerprintStore
    private var usesStore = false
    /// Whether two hashes were equal.
    private(set) var hasSuspects = false

    init(store: FingerprintStore) {
        unsafe slots = .allocate(capacity: 64)
        self.store = store
    }

    deinit {
        unsafe slots.deallocate()
    }

    /// Forgets all elements; `count` will come, nil for an unknown number.
    @inline(__always)
    mutating func begin(count: UInt64?) {
        hasSuspects = false
        if usesStore { leaveStore() }
        guard let count, count <= Self.tableLimit else {
            usesStore = true
            return
        }
        room = Int(count)
        let bits = UInt64(64 - (max(count, 8) * 4 - 1).leadingZeroBitCount)
        capacity = 1 << bits
        shift = 64 - bits
        if capacity > allocated { reallocate() }
        unsafe slots.update(repeating: 0, count: capacity)
    }

    /// Adds the hash of an element. More elements than were declared are damage of their own, and left out.
    @inline(__always)
    mutating func insert(_ hash: UInt64) {
        if usesStore { return store.add(hash) }
        let marked = UInt32(truncatingIfNeeded: hash) | 1
        let mask = capacity - 1
        var index = Int(hash >> shift)
        while true {
            let slot = unsafe slots[index]
            if slot == 0 { break }
            if slot == marked {
                hasSuspects = true
                return
            }
            index = (index + 1) & mask
        }
        guard room > 0 else { return }
        room -= 1
        unsafe slots[index] = marked
    }

    /// Adds an element of a value that cannot be read again.
    mutating func insertWide(_ low: UInt64, _ high: UInt64) {
        usesStore = true
        // Where the element stands is of no use; its hash is, to find it again.
        store.add(WideFingerprint(low: low, high: high, offset: low))
    }

    /// Whether it takes a closer look to know that all elements differ.
    var mayHaveDuplicates: Bool {
        @inline(__always) get { hasSuspects || usesStore }
    }

    /// Searches what went into the store: nil when all elements must be compared.
    func suspectsInStore(threads: Int) -> Set<UInt64>? {
        guard usesStore else { return nil }
        if store.isWide { return Set(SuspectSearch.wide(in: [store]).map { SuspectSearch.narrowed($0.first) }) }
        return SuspectSearch.narrow(in: [store], threads: threads)
    }

    /// Whether elements must go in by ``insertWide(_:_:)``.
    var usesWideStore: Bool {
        @inline(__always) get { usesStore && store.isWide }
    }

    /// Elements of a wide store that occur more than once.
    func duplicatesInWideStore() -> Int {
        usesStore && store.isWide ? SuspectSearch.wide(in: [store]).count : 0
    }

    /// Whether elements found no room within the memory limit.
    var isIncomplete: Bool { usesStore && store.dropped > 0 }

    private mutating func leaveStore() {
        store.reset()
        usesStore = false
    }

    @inline(never)
    private mutating func reallocate() {
        unsafe slots.deallocate()
        unsafe slots = .allocate(capacity: capacity)
        allocated = capacity
    }
}
