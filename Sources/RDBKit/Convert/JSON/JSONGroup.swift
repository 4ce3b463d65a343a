/// What must be kept of a consumer group until its pending entries can be written.
struct JSONGroup {
    /// The group's pending entries list.
    var pending: PendingEntries
    /// The names of the consumers that have pending entries, as JSON strings.
    private(set) var owners: [[UInt8]] = []
    /// The current consumer's name.
    var name: [UInt8] = []

    init(memory: Int) {
        pending = PendingEntries(memory: memory)
    }

    /// The current consumer will have pending entries: its name is kept.
    mutating func keepName() {
        owners.append(name)
    }

    /// The number of the consumer whose name was kept last.
    var owner: Int32 { Int32(truncatingIfNeeded: owners.count - 1) }

    /// Forgets the group.
    mutating func clear() {
        pending.clear()
        owners.removeAll()
        name = []
    }
}
