internal import Dispatch

/// Finds equal hashes in the stores of all threads, partition by partition, on all cores.
enum SuspectSearch {
    /// More suspects than this are counted but not named, to bound memory.
    static let limit = 1 << 20

    /// The bits of a hash that a narrow store keeps.
    static let entryMask: UInt64 = 0xFFFF_FFFF_FFFF

    /// The 56-bit hashes that occur more than once in narrow stores: the partition above 48 bits.
    ///
    /// - Returns: nil when there are more than ``limit``.
    static func narrow(in stores: [FingerprintStore], threads: Int) -> Set<UInt64>? {
        let search = PartitionSearch(stores)
        let threads = max(1, threads)
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            var table = SuspectTable()
            for partition in stride(from: thread, to: FingerprintStore.partitions, by: threads) {
                search.run(partition, &table)
            }
            search.merge(table.suspects)
        }
        return search.suspects.count > limit ? nil : search.suspects
    }

    /// The pairs of equal 128-bit hashes in wide stores: offsets of the first and of each later occurrence.
    static func wide(in stores: [FingerprintStore]) -> [(first: UInt64, second: UInt64)] {
        var pairs: [(first: UInt64, second: UInt64)] = []
        for partition in 0..<FingerprintStore.partitions {
            var entries: [WideFingerprint] = []
            for store in stores { store.forEachWide(in: partition) { entries.append($0) } }
            entries.sort { ($0.low, $0.high, $0.offset) < ($1.low, $1.high, $1.offset) }
            var first = 0
            for index in entries.indices.dropFirst() {
                if entries[index].low == entries[first].low && entries[index].high == entries[first].high {
                    pairs.append((entries[first].offset, entries[index].offset))
                } else {
                    first = index
                }
            }
        }
        return pairs.sorted { $0.second < $1.second }
    }

    /// The hash as a narrow store compares it.
    @inline(__always)
    static func narrowed(_ hash: UInt64) -> UInt64 {
        (hash >> 56) << 48 | hash & entryMask
    }
}

/// The search that threads share: stores are only read, results are merged under a lock.
private final class PartitionSearch: @unchecked Sendable {
    private let stores: [FingerprintStore]
    private let lock = DispatchQueue(label: "suspects")
    private(set) var suspects: Set<UInt64> = []

    init(_ stores: [FingerprintStore]) {
        self.stores = stores
    }

    func run(_ partition: Int, _ table: inout SuspectTable) {
        table.prepare(for: stores.reduce(0) { $0 + $1.count(in: partition) })
        for store in stores {
            store.forEachNarrow(in: partition) { table.insert($0) }
        }
        if !table.candidates.isEmpty { confirm(partition, &table) }
    }

    /// The table compares only some bits of its entries; candidates are counted by all of them.
    private func confirm(_ partition: Int, _ table: inout SuspectTable) {
        let high = UInt64(partition) << 48
        var counts: [UInt64: Int] = [:]
        for store in stores {
            store.forEachNarrow(in: partition) { entry in
                if table.candidates.contains(entry) { counts[entry, default: 0] += 1 }
            }
        }
        for (entry, count) in counts where count > 1 { table.note(high | entry) }
    }

    func merge(_ found: Set<UInt64>) {
        lock.sync { if suspects.count <= SuspectSearch.limit { suspects.formUnion(found) } }
    }
}

/// An open-addressing table of one partition, small enough for a core's cache.
///
/// A slot holds the low 32 bits of an entry; where it stands says the others, up to a few.
@safe
private struct SuspectTable: ~Copyable {
    private var slots: UnsafeMutablePointer<UInt32>
    private var allocated = 16
    private var mask = 0
    private var shift: UInt64 = 0
    /// Entries of the current partition that looked like one before them.
    private(set) var candidates: Set<UInt64> = []
    /// What all partitions confirmed.
    private(set) var suspects: Set<UInt64> = []

    init() {
        unsafe slots = .allocate(capacity: 16)
    }

    deinit {
        unsafe slots.deallocate()
    }

    mutating func prepare(for count: Int) {
        candidates.removeAll(keepingCapacity: true)
        let bits = min(48, 64 - (max(count, 8) * 2 - 1).leadingZeroBitCount)
        let size = 1 << bits
        if size > allocated {
            unsafe slots.deallocate()
            unsafe slots = .allocate(capacity: size)
            allocated = size
        }
        unsafe slots.update(repeating: 0, count: size)
        mask = size - 1
        shift = UInt64(48 - bits)
    }

    @inline(__always)
    mutating func insert(_ entry: UInt64) {
        let marked = UInt32(truncatingIfNeeded: entry) | 1
        var index = Int(entry >> shift)
        while true {
            let slot = unsafe slots[index]
            if slot == 0 { break }
            if slot == marked { return addCandidate(entry) }
            index = (index + 1) & mask
        }
        unsafe slots[index] = marked
    }

    @inline(never)
    private mutating func addCandidate(_ entry: UInt64) {
        if candidates.count <= SuspectSearch.limit { candidates.insert(entry) }
    }

    mutating func note(_ hash: UInt64) {
        if suspects.count <= SuspectSearch.limit { suspects.insert(hash) }
    }
}
