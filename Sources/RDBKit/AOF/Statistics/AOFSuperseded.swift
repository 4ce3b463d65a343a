internal import Synchronization

/// How much of a log was written in vain by now: what was overwritten or deleted later, and what frames it.
///
/// It is what a rewrite into commands would save. Estimated on a sample of keys: all whose hash is below a threshold,
/// which is halved when the sample is full.
final class AOFSuperseded: Sendable {
    private struct State {
        var keys: [UInt64: AOFLiveKey] = [:]
        /// Elements of all keys.
        var elements = 0
        /// SWAPDB exchanges databases; keys keep the number that theirs had at first.
        var numbers: [UInt64: UInt64] = [:]
        var waiting: [UInt64: [AOFLiveKey.Step]] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())
    private let limit: Int
    private let thresholdBits = Atomic<UInt64>(.max)

    /// - Parameter memory: Bytes for the sample.
    init(memory: Int) {
        limit = max(1024, memory / 256)
    }

    /// A hash with all bits mixed: those of similar names must not be neighbours where a part of them is picked.
    @inline(__always)
    static func spread(_ hash: UInt64) -> UInt64 {
        var mixed = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Names whose hash is at most this are in the sample.
    var threshold: UInt64 { thresholdBits.load(ordering: .relaxed) }

    /// Takes in the steps of the turn with this number; turns may arrive in any order.
    func take(_ steps: [AOFLiveKey.Step], turn: UInt64) {
        state.withLock { state in
            state.waiting[turn] = steps
            while let steps = state.waiting.removeValue(forKey: state.next) {
                for step in steps where step.name <= threshold { apply(step, &state) }
                state.next += 1
            }
        }
    }

    /// FLUSHALL, FLUSHDB and SWAPDB in the order of the log: their names are 0 and below.
    static let flushAll: UInt64 = 0
    static let flushDatabase: UInt64 = 1
    static let swapDatabases: UInt64 = 2

    private func apply(_ step: AOFLiveKey.Step, _ state: inout State) {
        guard step.name > Self.swapDatabases else { return applyToDatabases(step, &state) }
        let number = state.numbers[step.database] ?? step.database
        let place = Self.place(of: step.name, in: number)
        let before = state.keys[place]?.entries ?? 0
        state.keys[place, default: AOFLiveKey(name: step.name)].apply(step)
        state.elements += (state.keys[place]?.entries ?? 0) - before
        while state.keys.count + state.elements / 2 > limit && threshold > 1 << 40 { halve(&state) }
    }

    private func applyToDatabases(_ step: AOFLiveKey.Step, _ state: inout State) {
        switch step.name {
        case Self.flushAll: for place in state.keys.keys { state.keys[place]?.clear() }
        case Self.flushDatabase:
            let number = state.numbers[step.database] ?? step.database
            for (place, key) in state.keys where place == Self.place(of: key.name, in: number) {
                state.keys[place]?.clear()
            }
        default:
            let first = state.numbers[step.database] ?? step.database
            state.numbers[step.database] = state.numbers[step.element] ?? step.element
            state.numbers[step.element] = first
        }
        state.elements = state.keys.values.reduce(0) { $0 + $1.entries }
    }

    private func halve(_ state: inout State) {
        let half = threshold / 2
        thresholdBits.store(half, ordering: .relaxed)
        state.keys = state.keys.filter { $0.value.name <= half }
        state.elements = state.keys.values.reduce(0) { $0 + $1.entries }
    }

    /// What is known of the keys in the sample.
    var keys: [AOFSupersededEstimate.Key] {
        state.withLock { state in
            state.keys.values.map { key in
                let rest = key.rest
                return .init(
                    name: key.name, total: Double(key.total), rest: Double(rest.bytes), variance: rest.variance)
            }
        }
    }

    /// The bytes of a key of this table, if the sample has it; not known where databases were exchanged.
    func total(of entry: FrequentNames.Entry) -> UInt64? {
        guard hasKey(entry) else { return nil }
        let place = Self.place(of: Self.name(of: entry), in: entry.database)
        return state.withLock { $0.keys[place]?.total }
    }

    /// Whether the sample has all keys.
    var isWhole: Bool { threshold == .max }

    /// Whether the sample has a key of this table.
    func hasKey(_ entry: FrequentNames.Entry) -> Bool {
        Self.name(of: entry) <= threshold
    }

    private static func name(of entry: FrequentNames.Entry) -> UInt64 {
        spread(place(of: entry.hash, in: entry.database))
    }

    /// The same name in another database is another key; twice the same leads back to the name.
    @inline(__always)
    static func place(of name: UInt64, in database: UInt64) -> UInt64 { name ^ (database &* 0x9E37_79B9_7F4A_7C15) }
}
