internal import Dispatch
internal import Synchronization

/// Spreads the records of a log over threads that take turns, as ``RDBTurns`` does with those of a snapshot.
final class AOFTurns: @unchecked Sendable {
    private let lock = Mutex<Void>(())
    private let progress: (@Sendable (UInt64) -> Void)?
    private var isOver = false
    private var turns: UInt64 = 0
    /// Nothing behind the last turn is wanted.
    private(set) var isDone = false

    /// - Parameter progress: Called now and then, by any thread, with the offset reached.
    init(progress: (@Sendable (UInt64) -> Void)?) {
        self.progress = progress
    }

    /// Lets all workers handle all records of a stretch, up to its end or to damage.
    func run<W: AOFBatchWorker & ~Copyable & SendableMetatype>(
        _ framer: AOFFramer, _ workers: UnsafeMutableBufferPointer<W>
    ) {
        isOver = isDone
        guard workers.count > 1 else { return unsafe workAlone(framer, &workers[0]) }
        nonisolated(unsafe) let all = unsafe workers
        nonisolated(unsafe) let framer = framer
        DispatchQueue.concurrentPerform(iterations: unsafe all.count) { thread in
            unsafe work(framer, &all[thread])
        }
    }

    /// Lets a worker write something between two stretches.
    func handle<W: AOFBatchWorker & ~Copyable>(_ worker: inout W, _ body: (inout W) -> Void) {
        worker.beginTurn(nextTurn())
        body(&worker)
        if !worker.endTurn() { isDone = true }
    }

    /// Handles everything on this thread, where it lies in the window.
    private func workAlone<W: AOFBatchWorker & ~Copyable>(_ framer: AOFFramer, _ worker: inout W) {
        var reader = framer.reader()
        worker.context = framer.context
        while !isOver {
            worker.beginTurn(nextTurn())
            let isMore = handleSome(framer, &reader, &worker)
            if !worker.endTurn() { isDone = true }
            isOver = isDone || !isMore
            progress?(reader.offset)
        }
        framer.resume(behind: &reader, worker.context)
    }

    /// Handles the records of about one window; false when there are no more.
    private func handleSome<W: AOFBatchWorker & ~Copyable>(
        _ framer: AOFFramer, _ reader: inout AOFReader, _ worker: inout W
    ) -> Bool {
        let end = reader.offset + UInt64(InputWindow.standardCapacity)
        do throws(RDBError) {
            while reader.offset < end {
                guard try worker.handleRecord(&reader) else { return false }
            }
            return true
        } catch {
            worker.handleFailure()
            framer.fail(error, at: reader.recordOffset)
            return false
        }
    }

    private func work<W: AOFBatchWorker & ~Copyable>(_ framer: AOFFramer, _ worker: inout W) {
        var batch = AOFBatch()
        while takeTurn(framer, &batch, &worker) {
            var reader = batch.reader()
            worker.beginTurn(batch.sequence)
            worker.context = batch.context
            // All of it was walked over: nothing can be wrong with it.
            while (try? worker.handleRecord(&reader)) == true {}
            // First the end of the turn, then the lock: who holds it may wait for this turn.
            if !worker.endTurn() { stop() }
        }
    }

    private func stop() {
        lock.withLock { _ in
            isOver = true
            isDone = true
        }
    }

    private func nextTurn() -> UInt64 {
        defer { turns += 1 }
        return turns
    }

    /// Fills `batch`; false when there is nothing left to do.
    private func takeTurn<W: AOFBatchWorker & ~Copyable>(
        _ framer: AOFFramer, _ batch: inout AOFBatch, _ worker: inout W
    ) -> Bool {
        lock._unsafeLock()
        defer { lock._unsafeUnlock() }
        progress?(framer.window.offset)
        while !isOver {
            do throws(RDBError) {
                switch try framer.next(&batch) {
                case .batch:
                    batch.sequence = nextTurn()
                    return true
                case .single: handleSingle(framer, &worker)
                case .end: isOver = true
                }
            } catch {
                isOver = true
                framer.fail(error, at: framer.window.offset)
            }
        }
        return false
    }

    private func handleSingle<W: AOFBatchWorker & ~Copyable>(_ framer: AOFFramer, _ worker: inout W) {
        var reader = framer.reader()
        worker.beginTurn(nextTurn())
        worker.context = framer.context
        do throws(RDBError) {
            if try !worker.handleRecord(&reader) { isOver = true }
            framer.resume(behind: &reader, worker.context)
        } catch {
            isOver = true
            worker.handleFailure()
            framer.fail(error, at: reader.recordOffset)
        }
        if !worker.endTurn() {
            isOver = true
            isDone = true
        }
    }
}
