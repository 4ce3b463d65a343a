/// The pending entries list (PEL) of the current group.
///
/// The group says when and how often each entry was delivered, its consumers only which entries are theirs: to say
/// both at once, the list has to be kept until the consumers are read.
struct PendingEntries {
    /// An entry and the consumer that has it.
    struct Entry {
        var pending: StreamPending
        /// The number that the consumer was given; nil for none.
        var owner: Int32?
    }

    private(set) var entries: [Entry] = []
    private var isSorted = true
    private let most: Int
    /// Entries that found no room.
    private(set) var omitted: UInt64 = 0

    /// - Parameter memory: Bytes that the list may take.
    init(memory: Int) {
        most = memory / MemoryLayout<Entry>.stride
    }

    /// Forgets all entries.
    mutating func clear() {
        entries.removeAll(keepingCapacity: entries.capacity <= 1 << 16)
        isSorted = true
        omitted = 0
    }

    /// Adds an entry.
    mutating func add(_ pending: StreamPending) {
        guard entries.count < most else { return omitted += 1 }
        if let last = entries.last, pending.id <= last.pending.id { isSorted = false }
        entries.append(Entry(pending: pending))
    }

    /// Gives the entry with this id to a consumer; nil where the group does not have it.
    mutating func give(_ id: StreamID, to owner: Int32) -> StreamPending? {
        if !isSorted { sort() }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].pending.id < id { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].pending.id == id else { return nil }
        entries[low].owner = owner
        return entries[low].pending
    }

    /// Servers write the list in the order of its ids; only a damaged one needs this.
    private mutating func sort() {
        entries.sort { $0.pending.id < $1.pending.id }
        isSorted = true
    }
}
