internal import Synchronization

/// Where the records are of all keys that differ: as many as there is memory for; the others are in a file, in sorted
/// runs.
final class DiffPlaces: Sendable {
    /// Records of one name; ``none`` where there is none.
    struct Place: BitwiseCopyable, Comparable {
        static let none = UInt64.max

        var before: UInt64
        var after: UInt64
        var isUnknown: Bool

        /// The order of the first source, then of the second.
        static func < (one: Place, other: Place) -> Bool {
            (one.before, one.after) < (other.before, other.after)
        }
    }

    private struct State {
        var held: [Place] = []
        var runs: [DiffSpill.Extent] = []
    }

    private let most: Int
    private let spill: DiffSpill
    private let state = Mutex<State>(State())

    init(memory: Int, spill: DiffSpill) {
        most = max(1, memory / MemoryLayout<Place>.stride)
        self.spill = spill
    }

    /// Adds records that are not the same, and records without a counterpart.
    func add(_ pairs: [DiffShard.Pair], _ waiting: [DiffEntry] = []) {
        state.withLock { state in
            for pair in pairs {
                add(Place(before: pair.before, after: pair.after, isUnknown: pair.isUnknown), &state)
            }
            for entry in waiting { add(Place(entry), &state) }
        }
    }

    private func add(_ place: Place, _ state: inout State) {
        if state.held.count == most {
            state.held.sort()
            if let run = spill.write(state.held) { state.runs.append(run) }
            state.held.removeAll(keepingCapacity: true)
        }
        state.held.append(place)
    }

    /// Hands all places over in their order.
    func takeSorted() -> DiffPlaceMerge {
        state.withLock { state in
            defer { state = State() }
            state.held.sort()
            return DiffPlaceMerge(state.runs, state.held, spill, memory: most)
        }
    }
}

extension DiffPlaces.Place {
    /// The record of a key that only one source has.
    init(_ entry: DiffEntry) {
        let isOld = entry.side == .before
        self.init(
            before: isOld ? entry.offset : Self.none, after: isOld ? Self.none : entry.offset,
            isUnknown: entry.isUnknown)
    }
}
