/// The names with the greatest sums of weights, in bounded memory.
///
/// A table of counters (Misra and Gries, in the form that subtracts the median of all counters when the table is
/// full): a sum that it gives is too small by at most ``error``, and a name whose true sum is greater than that is
/// there.
struct FrequentNames: ~Copyable {
    /// A name and its sum.
    struct Entry {
        var hash: UInt64
        var weight: UInt64
        var database: UInt64
        var name: [UInt8]
    }

    private let limit: Int
    private var entries: [Entry] = []
    /// For each hash the place of its entry and 1; 0 where there is none.
    private var slots: [UInt32]
    private let mask: Int
    /// What every counter may lack.
    private(set) var error: UInt64 = 0

    /// Longest name that is kept.
    private static let longestName = 256

    /// - Parameter limit: Most names at a time.
    init(limit: Int) {
        self.limit = limit
        var size = 16
        while size < 2 * limit { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        mask = size - 1
        entries.reserveCapacity(limit)
    }

    /// Adds to the sum of the `count` bytes at `base`, whose hash is `hash`.
    @inline(__always)
    mutating func add(_ hash: UInt64, _ weight: UInt64, _ database: UInt64, _ base: UnsafeRawPointer, _ count: Int) {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if entries[place].hash == hash {
                entries[place].weight &+= weight
                return
            }
            slot = (slot + 1) & mask
        }
        unsafe insert(hash, weight, database, base, count)
    }

    @inline(never)
    private mutating func insert(
        _ hash: UInt64, _ weight: UInt64, _ database: UInt64, _ base: UnsafeRawPointer, _ count: Int
    ) {
        let bytes = unsafe UnsafeRawBufferPointer(start: base, count: min(count, Self.longestName))
        insert(Entry(hash: hash, weight: weight, database: database, name: unsafe Array(bytes)))
    }

    private mutating func insert(_ entry: Entry) {
        if entries.count >= limit { subtractMedian() }
        entries.append(entry)
        place(entries.count - 1)
    }

    private mutating func place(_ index: Int) {
        var slot = Int(truncatingIfNeeded: entries[index].hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(index + 1)
    }

    private mutating func subtractMedian() {
        let median = entries.map(\.weight).sorted()[entries.count / 2]
        error += median
        entries = entries.compactMap { entry in
            guard entry.weight > median else { return nil }
            var entry = entry
            entry.weight -= median
            return entry
        }
        entries.reserveCapacity(limit)
        for slot in slots.indices { slots[slot] = 0 }
        for index in entries.indices { place(index) }
    }

    /// Takes in the sums of another table; the errors add up.
    mutating func merge(_ other: borrowing FrequentNames) {
        error += other.error
        for entry in other.entries {
            var slot = Int(truncatingIfNeeded: entry.hash) & mask
            while slots[slot] != 0, entries[Int(slots[slot]) - 1].hash != entry.hash { slot = (slot + 1) & mask }
            if slots[slot] != 0 {
                entries[Int(slots[slot]) - 1].weight += entry.weight
            } else {
                insert(entry)
            }
        }
    }

    /// All names that have more than this.
    func heavier(than weight: UInt64) -> [Entry] { entries.filter { $0.weight > weight } }

    /// The `count` greatest, in order.
    func top(_ count: Int) -> [Entry] {
        let sorted = entries.sorted { ($0.weight, $1.name) > ($1.weight, $0.name) }
        return Array(sorted.prefix(count))
    }
}

private func > (left: (UInt64, [UInt8]), right: (UInt64, [UInt8])) -> Bool {
    left.0 != right.0 ? left.0 > right.0 : right.1.lexicographicallyPrecedes(left.1)
}
