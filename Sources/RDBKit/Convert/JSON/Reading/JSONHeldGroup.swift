/// A group of a stream, held until it is whole: JSON names the consumer of each pending entry, an RDB file the pending
/// entries of each consumer.
struct JSONHeldGroup {
    /// A consumer, and the number of its name.
    struct Consumer {
        var name: Int
        var seenMs: Int64 = 0
        var activeMs: Int64?
    }

    /// A pending entry, and the number of its consumer's name if it has one.
    struct Pending {
        var entry = StreamPending(id: StreamID(0, 0), deliveredMs: 0, deliveries: 0)
        var owner: Int?
    }

    var name: [UInt8] = []
    var lastID = StreamID(0, 0)
    var entriesRead: UInt64?
    private(set) var consumers: [Consumer] = []
    private(set) var pending: [Pending] = []
    /// Names of consumers.
    private(set) var names: [[UInt8]] = []
    private var numbers: [[UInt8]: Int] = [:]
    private var lastNumber = 0
    /// Bytes that all this takes.
    private(set) var bytes = 0

    /// The number of the name of a consumer.
    mutating func number(of name: UnsafeRawBufferPointer) -> Int {
        // Entries of one consumer often follow each other.
        if lastNumber < names.count, unsafe names[lastNumber].elementsEqual(name) { return lastNumber }
        let name = unsafe Array(name)
        lastNumber = numbers[name] ?? add(name)
        return lastNumber
    }

    private mutating func add(_ name: [UInt8]) -> Int {
        numbers[name] = names.count
        names.append(name)
        bytes += 2 * name.count + 128
        return names.count - 1
    }

    mutating func add(_ consumer: Consumer) {
        consumers.append(consumer)
        bytes += MemoryLayout<Consumer>.stride
    }

    mutating func add(_ entry: Pending) {
        pending.append(entry)
        // Its id is held once more in the end.
        bytes += MemoryLayout<Pending>.stride + MemoryLayout<StreamID>.stride
    }

    /// The ids of the pending entries of each consumer, by the number of its name.
    var owned: [[StreamID]] {
        var owned = [[StreamID]](repeating: [], count: names.count)
        for entry in pending {
            if let owner = entry.owner { owned[owner].append(entry.entry.id) }
        }
        return owned
    }

    /// Whether all consumers of pending entries are there.
    var isWhole: Bool {
        var isThere = [Bool](repeating: false, count: names.count)
        for consumer in consumers { isThere[consumer.name] = true }
        return isThere.allSatisfy { $0 }
    }
}
