internal import Synchronization

/// Notes which keys of ``KeyFilter/names`` were found; shared by all threads.
final class KeySearch: Sendable {
    private struct State {
        var isFound: [Bool]
        var left: Int
        /// Where the last record starts in which a name was found for the first time.
        var last: UInt64 = 0
    }

    private let names: KeyNames
    private let filter: KeyFilter
    private let isSingle: Bool
    private let state: Mutex<State>

    /// A search for the names of `filter`, if it has any.
    init?(_ filter: KeyFilter) {
        guard let names = filter.names else { return nil }
        self.names = names
        self.filter = filter
        isSingle = filter.databases.count == 1 && filter.databases.allSatisfy { $0.count == 1 }
        state = Mutex(State(isFound: Array(repeating: false, count: names.names.count), left: names.names.count))
    }

    /// Notes the key at which `reader` stands, if it is one of those.
    func note(_ reader: borrowing RDBReader) {
        guard filter.wants(database: reader.database), let index = names.index(of: reader.key.span) else { return }
        let offset = reader.recordOffset
        state.withLock { state in
            guard !state.isFound[index] else { return }
            state.isFound[index] = true
            state.left -= 1
            state.last = max(state.last, offset)
        }
    }

    /// Where the last record starts that is wanted, once that is known: one database has a key only once.
    var end: UInt64? {
        guard isSingle else { return nil }
        return state.withLock { $0.left == 0 ? $0.last : nil }
    }

    /// The names that were not found.
    var missing: [[UInt8]] {
        state.withLock { state in names.names.indices.filter { !state.isFound[$0] }.map { names.names[$0] } }
    }
}
