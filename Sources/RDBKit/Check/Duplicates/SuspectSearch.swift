internal import Dispatch

/// Finds equal hashes in the stores of all threads, partition by partition, on all cores.
enum SuspectSearch {
    /// More suspects than this are counted but not named, to bound memory.
    static let limit = 1 << 20

    /// The 48-bit hashes that occur more than once in narrow stores: the partition above 40 bits.
    ///
    /// - Returns: nil when there are more than ``limit``.
    static func narrow(in stores: [FingerprintStore], threads: Int) -> Set<UInt64>? {
        let search = PartitionSearch(stores)
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
        (hash >> 56) << 40 | hash & 0xFF_FFFF_FFFF
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
        let high = UInt64(partition) << 40
        for store in stores {
            store.forEachNarrow(in: partition) { table.insert($0, high) }
        }
    }

    func merge(_ found: Set<UInt64>) {
        lock.sync { if suspects.count <= SuspectSearch.limit { suspects.formUnion(found) } }
    }
}

/// An open-addressing table of one partition, small enough for a core's cache.
@safe
private struct SuspectTable {
    private var slots: [UInt64] = []
    private var shift: UInt64 = 0
    private var mask = 0
    private(set) var suspects: Set<UInt64> = []

    mutating func prepare(for count: Int) {
        var bits = 4
        while 1 << bits < count * 2 { bits += 1 }
        shift = UInt64(40 - min(bits, 40))
        let size = 1 << bits
        if slots.count < size {
            slots = Array(repeating: 0, count: size)
        } else {
            unsafe slots.withUnsafeMutableBufferPointer { unsafe $0.extracting(0..<size).update(repeating: 0) }
        }
        mask = size - 1
    }

    @inline(__always)
    mutating func insert(_ entry: UInt64, _ high: UInt64) {
        let marked = entry | 1 << 40
        let mask = mask
        var index = Int(entry >> shift) & mask
        let isNew = unsafe slots.withUnsafeMutableBufferPointer { slots in
            while unsafe slots[index] != 0 {
                if unsafe slots[index] == marked { return false }
                index = (index + 1) & mask
            }
            unsafe slots[index] = marked
            return true
        }
        if !isNew && suspects.count <= SuspectSearch.limit { suspects.insert(high | entry) }
    }
}
