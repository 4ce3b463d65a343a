import Foundation
import Synchronization

/// Work on a thread of its own: tests that block each other must not wait for one of the few that tasks share.
final class BackgroundWork<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    /// Begins to do `work`.
    init(_ work: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            let value = Result { try work() }
            result.withLock { $0 = value }
            isDone.signal()
        }
    }

    /// Waits for the end and answers with what came out.
    func value() throws -> Value? {
        isDone.wait()
        return try result.withLock { try $0?.get() }
    }
}
