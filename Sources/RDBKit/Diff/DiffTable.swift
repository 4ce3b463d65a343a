internal import Synchronization

/// Finds the keys of two sources that are not the same, while both are read.
///
/// ```
///  before ─▶ entry ─┐                    ┌─ the same: forgotten
///                   ├─▶ shard (by hash) ─┼─ not the same: a pair
///  after  ─▶ entry ─┘                    └─ counterpart not seen yet: waits
/// ```
/// So two files in the same order need hardly any memory. Where too many wait, a shard's keys go to a file; in the
/// end they are read again and join what waits. What differs goes to ``DiffPlaces``.
@safe
final class DiffTable: @unchecked Sendable {
    static let shards = 256

    private final class Place: Sendable {
        let state = Mutex<State>(State())
    }

    private struct State: ~Copyable {
        var shard = DiffShard()
        var spilled: [DiffSpill.Extent] = []
    }

    private let places = (0..<shards).map { _ in Place() }
    /// Pairs of a shard that are handed over at a time.
    private static let pairsAtOnce = 64
    private let spill: DiffSpill
    private let differing: DiffPlaces
    private let mostBytes: Int

    /// Keys that are not the same go to `differing`.
    init(memory: Int, spill: DiffSpill, _ differing: DiffPlaces) {
        self.spill = spill
        self.differing = differing
        mostBytes = memory / Self.shards
    }

    static func shard(of entry: DiffEntry) -> Int { Int(entry.name[1] >> 56) }

    /// Adds keys of one shard.
    func add(_ entries: ArraySlice<DiffEntry>, to shard: Int) {
        places[shard].state.withLock { state in
            for entry in entries {
                if state.shard.isFull { makeRoom(&state) }
                state.shard.add(entry)
            }
            if state.shard.pairs.count >= Self.pairsAtOnce { differing.add(state.shard.takePairs()) }
        }
    }

    /// Where nothing can be written the keys are forgotten: the comparison has failed, and must not take all memory.
    private func makeRoom(_ state: inout State) {
        if state.shard.bytes * 2 <= mostBytes { return state.shard.grow() }
        if let extent = spill.write(state.shard.waiting) { state.spilled.append(extent) }
        state.shard.clear()
    }

    /// Joins what was spilled, and hands over what is left of each shard.
    func finish() {
        for place in places {
            place.state.withLock { state in
                for extent in state.spilled { rejoin(extent, &state.shard) }
                differing.add(state.shard.takePairs(), state.shard.waiting)
                state.shard.clear()
            }
        }
    }

    private func rejoin(_ extent: DiffSpill.Extent, _ shard: inout DiffShard) {
        for entry in spill.read(extent, as: DiffEntry.self) ?? [] {
            if shard.isFull { shard.grow() }
            shard.add(entry)
        }
        differing.add(shard.takePairs())
    }
}
