/// What is told of each key at the end of a history, in bounded memory.
struct AOFKeySummaries {
    private var keys: [UInt64: [[UInt8]: AOFKeySummary]] = [:]
    private var room: Int
    /// Whether keys were met that found no room.
    private(set) var isIncomplete = false

    /// - Parameter memory: Bytes that they may take.
    init(memory: Int) {
        room = memory
    }

    /// The databases of the keys.
    var databases: Set<UInt64> { Set(keys.keys) }

    /// Takes in what a command did to a key.
    mutating func note(_ event: AOFHistoryEvent) {
        guard let database = event.database else { return }
        let old = keys[database]?[event.key]
        var summary = old ?? AOFKeySummary(database: database, key: event.key)
        summary.events += event.effect == .base || event.effect == .gap ? 0 : 1
        switch event.effect {
        case .base: summary.isInBase = true
        case .deleted: summary.vanished = event
        case .created, .changed, .replaced: summary.changed = event
        case .read, .nothing, .uncertain, .dropped, .gap: break
        }
        put(summary, in: database, insteadOf: old)
    }

    /// A key without room is left out; one that is there and grows too large loses the last words of its commands.
    private mutating func put(_ summary: AOFKeySummary, in database: UInt64, insteadOf old: AOFKeySummary?) {
        var summary = summary
        let left = room + (old.map(Self.cost) ?? 0)
        if Self.cost(summary) > left {
            isIncomplete = true
            guard old != nil else { return }
            summary.vanished = summary.vanished.map(Self.shortened)
            summary.changed = summary.changed.map(Self.shortened)
        }
        room = left - Self.cost(summary)
        keys[database, default: [:]][summary.key] = summary
    }

    private static func shortened(_ event: AOFHistoryEvent) -> AOFHistoryEvent {
        var event = event
        event.words = Array(event.words.prefix(2))
        return event
    }

    private static func cost(_ summary: AOFKeySummary) -> Int {
        512 + 2 * summary.key.count + cost(summary.vanished) + cost(summary.changed)
    }

    private static func cost(_ event: AOFHistoryEvent?) -> Int {
        event?.words.reduce(0) { $0 + 48 + $1.count } ?? 0
    }

    /// All of them by database and name, as the keys are at the end.
    func all(in space: AOFKeyspace) -> [AOFKeySummary] {
        keys.keys.sorted().flatMap { database in
            (keys[database] ?? [:]).values.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        }.map {
            var summary = $0
            let entry = space[summary.database, summary.key]
            summary.exists = entry.presence.exists
            summary.expiresMs = entry.presence.exists == false ? nil : entry.expiresMs
            return summary
        }
    }
}
