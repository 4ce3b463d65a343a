/// The elements of one value that must differ: hash fields, set and sorted set members.
///
/// A small open-addressing table of hashes serves nearly every value; a value with more elements than that
/// goes on in a ``FingerprintStore``. Equal hashes only name suspects.
@safe
struct ElementSet: ~Copyable {
    /// More elements than this go into the store.
    private static let tableLimit = 1 << 16

    private var slots: UnsafeMutablePointer<UInt64>
    private var capacity = 64
    private var shift: UInt64 = 58
    private var allocated = 64
    private var count = 0
    private let store: FingerprintStore
    private var usesStore = false
    /// Whether two hashes were equal.
    private(set) var hasSuspects = false

    init(store: FingerprintStore) {
        unsafe slots = .allocate(capacity: 64)
        self.store = store
        begin(count: nil)
    }

    deinit {
        unsafe slots.deallocate()
    }

    /// Forgets all elements; about `expected` will come.
    @inline(__always)
    mutating func begin(count expected: UInt64?) {
        if usesStore { leaveStore() }
        count = 0
        hasSuspects = false
        var bits: UInt64 = 4
        let wanted = min(expected ?? 16, UInt64(Self.tableLimit)) * 2
        while 1 << bits < wanted { bits += 1 }
        resize(bits)
        unsafe slots.update(repeating: 0, count: capacity)
    }

    /// Adds the hash of an element.
    @inline(__always)
    mutating func insert(_ hash: UInt64) {
        let marked = hash | 1
        if usesStore { return store.add(marked) }
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
        unsafe slots[index] = marked
        count += 1
        if count * 2 > capacity { grow() }
    }

    /// Adds an element of a value that cannot be read again.
    mutating func insertWide(_ low: UInt64, _ high: UInt64) {
        usesStore = true
        store.add(WideFingerprint(low: low, high: high, offset: 0))
    }

    /// Whether it takes a closer look to know that all elements differ.
    var mayHaveDuplicates: Bool {
        @inline(__always) get { hasSuspects || usesStore }
    }

    /// Searches what went into the store: nil when all elements must be compared.
    func suspectsInStore(threads: Int) -> Set<UInt64>? {
        guard usesStore, !hasSuspects else { return nil }
        return SuspectSearch.narrow(in: [store], threads: threads)
    }

    /// Elements of a wide store that occur more than once.
    func duplicatesInWideStore() -> Int {
        usesStore && store.isWide ? SuspectSearch.wide(in: [store]).count : 0
    }

    /// Whether elements found no room within the memory limit.
    var isIncomplete: Bool { usesStore && store.dropped > 0 }

    /// The form in which a resolver looks a hash up among the store's suspects.
    static func storedForm(of hash: UInt64) -> UInt64 {
        SuspectSearch.narrowed(hash | 1)
    }

    @inline(never)
    private mutating func grow() {
        if count >= Self.tableLimit { return moveToStore() }
        let old = unsafe slots
        let oldCapacity = capacity
        allocated = capacity * 2
        unsafe slots = .allocate(capacity: allocated)
        capacity = allocated
        shift -= 1
        unsafe slots.initialize(repeating: 0, count: capacity)
        count = 0
        for index in 0..<oldCapacity where unsafe old[index] != 0 { insert(unsafe old[index]) }
        unsafe old.deallocate()
    }

    private mutating func moveToStore() {
        for index in 0..<capacity where unsafe slots[index] != 0 { store.add(unsafe slots[index]) }
        usesStore = true
    }

    private mutating func leaveStore() {
        store.reset()
        usesStore = false
    }

    private mutating func resize(_ bits: UInt64) {
        capacity = 1 << bits
        shift = 64 - bits
        guard capacity > allocated else { return }
        unsafe slots.deallocate()
        unsafe slots = .allocate(capacity: capacity)
        allocated = capacity
    }
}
