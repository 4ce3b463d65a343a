internal import Synchronization

/// Bytes that checks needing memory by nature share between them.
final class MemoryBudget: Sendable {
    private let left: Atomic<Int>

    init(_ bytes: Int) {
        left = Atomic(bytes)
    }

    /// Takes `bytes`, or nothing and answers false when fewer are left.
    func reserve(_ bytes: Int) -> Bool {
        let rest = left.subtract(bytes, ordering: .relaxed).newValue
        if rest >= 0 { return true }
        release(bytes)
        return false
    }

    /// Gives bytes back.
    func release(_ bytes: Int) {
        left.add(bytes, ordering: .relaxed)
    }
}
