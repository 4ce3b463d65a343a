internal import Synchronization

/// How much of a log was written in vain by now: what was overwritten or deleted later, and what frames it.
///
/// Estimated on a sample of keys: all whose hash is below a threshold, which is halved when the sample is full. What
/// is left of a key is reckoned from the commands alone, without their values.
final class AOFSuperseded: Sendable {
    /// A command on a key of the sample.
    struct Step {
        var name: UInt64
        /// The element; 0 for none.
        var element: UInt64 = 0
        var database: UInt64
        var bytes: UInt64
        var kind: AOFLiveKind
        /// Elements that it takes away or adds.
        var count: UInt64 = 1
    }

    /// A key of the sample.
    private struct Key {
        var name: UInt64
        var total: UInt64 = 0
        /// Bytes without which the value could not be made again, besides those of elements.
        var live: UInt64 = 0
        var updated: UInt64 = 0
        var elements: [UInt64: UInt64] = [:]
        var added: UInt64 = 0

        var rest: UInt64 { live + updated + elements.values.reduce(0, +) }

        mutating func clear() {
            (live, updated, added) = (0, 0, 0)
            elements = [:]
        }
    }

    private struct State {
        var keys: [UInt64: Key] = [:]
        /// Elements of all keys.
        var elements = 0
        /// SWAPDB exchanges databases; keys keep the number that theirs had at first.
        var numbers: [UInt64: UInt64] = [:]
        var waiting: [UInt64: [Step]] = [:]
        var next: UInt64 = 0
    }

    /// Most elements of a key that are told apart.
    private static let mostElements = 1024
    private let state = Mutex(State())
    private let limit: Int
    private let thresholdBits = Atomic<UInt64>(.max)

    /// - Parameter memory: Bytes for the sample.
    init(memory: Int) {
        limit = max(1024, memory / 160)
    }

    /// Names whose hash is at most this are in the sample.
    var threshold: UInt64 { thresholdBits.load(ordering: .relaxed) }

    /// Takes in the steps of the turn with this number; turns may arrive in any order.
    func take(_ steps: [Step], turn: UInt64) {
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

    private func apply(_ step: Step, _ state: inout State) {
        guard step.name > Self.swapDatabases else { return applyToDatabases(step, &state) }
        let number = state.numbers[step.database] ?? step.database
        let place = step.name ^ (number &* 0x9E37_79B9_7F4A_7C15)
        var key = state.keys.removeValue(forKey: place) ?? Key(name: step.name)
        state.elements -= key.elements.count
        key.total += step.bytes
        Self.apply(step, &key)
        state.elements += key.elements.count
        state.keys[place] = key
        while state.keys.count + state.elements / 2 > limit && threshold > 1 << 40 { halve(&state) }
    }

    private static func apply(_ step: Step, _ key: inout Key) {
        switch step.kind {
        case .replace:
            key.clear()
            key.live = step.bytes
        case .update: key.updated = step.bytes
        case .add:
            key.live += step.bytes
            key.added += step.count
        case .addElements:
            if key.elements[step.element] != nil || key.elements.count < mostElements {
                key.elements[step.element] = step.bytes
            } else {
                key.live += step.bytes
                key.added += 1
            }
        case .removeElements:
            if key.elements.removeValue(forKey: step.element) == nil { take(1, from: &key) }
        case .pop: take(step.count, from: &key)
        case .remove, .moveAway: key.clear()
        case .none: break
        }
    }

    /// Takes elements away that are not told apart: each has its share of the bytes.
    private static func take(_ count: UInt64, from key: inout Key) {
        guard key.added > 0 else { return }
        let gone = min(count, key.added)
        key.live -= UInt64(Double(key.live) * Double(gone) / Double(key.added))
        key.added -= gone
    }

    private func applyToDatabases(_ step: Step, _ state: inout State) {
        switch step.name {
        case Self.flushAll: for place in state.keys.keys { state.keys[place]?.clear() }
        case Self.flushDatabase:
            let number = state.numbers[step.database] ?? step.database
            for (place, key) in state.keys where place == key.name ^ (number &* 0x9E37_79B9_7F4A_7C15) {
                state.keys[place]?.clear()
            }
        default:
            let first = state.numbers[step.database] ?? step.database
            state.numbers[step.database] = state.numbers[step.element] ?? step.element
            state.numbers[step.element] = first
        }
        state.elements = state.keys.values.reduce(0) { $0 + $1.elements.count }
    }

    private func halve(_ state: inout State) {
        let half = threshold / 2
        thresholdBits.store(half, ordering: .relaxed)
        state.keys = state.keys.filter { $0.value.name <= half }
        state.elements = state.keys.values.reduce(0) { $0 + $1.elements.count }
    }

    /// The estimate: of `bytes` on keys, how many are not needed any more; `error` is half of the 95% interval.
    func estimate(of bytes: UInt64) -> (bytes: UInt64, error: UInt64, sample: Int, isWhole: Bool) {
        state.withLock { state in
            let keys = Array(state.keys.values)
            let total = keys.reduce(0.0) { $0 + Double($1.total) }
            guard total > 0 else { return (0, bytes, 0, false) }
            let share = keys.reduce(0.0) { $0 + Double(min($1.rest, $1.total)) } / total
            let isWhole = threshold == .max
            let superseded = UInt64((1 - share) * Double(bytes))
            if isWhole { return (superseded, 0, keys.count, true) }
            let squares = keys.reduce(0.0) {
                let difference = Double(min($1.rest, $1.total)) - share * Double($1.total)
                return $0 + difference * difference
            }
            let count = Double(keys.count)
            guard count > 1 else { return (superseded, bytes, keys.count, false) }
            let deviation = (squares / (count * (count - 1))).squareRoot() / (total / count)
            return (superseded, UInt64(min(1, 1.96 * deviation) * Double(bytes)), keys.count, false)
        }
    }
}
