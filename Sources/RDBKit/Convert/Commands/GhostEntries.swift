/// Pending entries whose stream entry was deleted.
///
/// `XCLAIM` makes no pending entry for a stream entry that is gone (since Redis 7.0). So those entries are added with
/// any contents, in their place among the others, claimed, and deleted again at the end.
struct GhostEntries {
    /// Ids in the pending entries lists, ascending; those that have a stream entry are dropped when it is met.
    private var candidates: [StreamID] = []
    private var next = 0
    /// The entries that were added and must be deleted again.
    private(set) var added: [StreamID] = []
    private let most: Int

    /// - Parameter memory: Bytes that the ids may take.
    init(memory: Int) {
        most = memory / (2 * MemoryLayout<StreamID>.stride)
    }

    /// Forgets all.
    mutating func clear() {
        self = GhostEntries(most: most)
    }

    private init(most: Int) {
        self.most = most
    }

    /// Starts with the ids of all pending entries of a stream.
    mutating func begin(_ ids: [StreamID]) {
        clear()
        candidates = Array(Set(ids)).sorted()
    }

    /// How many ids are looked at.
    var limit: Int { most }

    /// The ghosts in front of the entry `id`, which is no ghost itself.
    mutating func take(before id: StreamID) -> [StreamID] {
        guard next < candidates.count, candidates[next] <= id else { return [] }
        let start = next
        while next < candidates.count, candidates[next] < id { next += 1 }
        let taken = Array(candidates[start..<next])
        if next < candidates.count, candidates[next] == id { next += 1 }
        added += taken
        return taken
    }
}

/// Collects the ids of pending entries, moving over all else.
struct PendingIDs: RDBValueVisitor {
    static var wantsContent: Bool { false }

    private let limit: Int
    private(set) var ids: [StreamID] = []

    init(limit: Int) {
        self.limit = limit
    }

    mutating func streamPending(_ pending: StreamPending) {
        // An entry with the id 0-0 cannot be added.
        if ids.count < limit && pending.id > StreamID(0, 0) { ids.append(pending.id) }
    }
}
