internal import Dispatch
internal import Synchronization

/// Spreads one file over threads that take turns.
///
/// Each thread locks, reads, sums and frames the next batch, unlocks, and decodes it: no reader thread, no queue,
/// and a batch is decoded by the core whose cache holds it. One thread needs no batches: it handles the
/// records where they lie.
final class RDBTurns: @unchecked Sendable {
    /// More bytes than this for each record, and the serial part is nearly all of the work.
    private static let sparseRecord = 16 << 10

    private let lock = Mutex<Void>(())
    private let framer: RDBFramer
    private let nodeLimit: UInt64
    private let progress: (@Sendable (UInt64) -> Void)?
    private var isOver = false
    private var turns: UInt64 = 0

    /// - Parameter progress: Called now and then, by any thread, with the offset reached.
    init(_ framer: RDBFramer, nodeLimit: UInt64, progress: (@Sendable (UInt64) -> Void)?) {
        self.framer = framer
        self.nodeLimit = nodeLimit
        self.progress = progress
    }

    /// Lets all workers handle all records.
    func run<W: RDBBatchWorker & ~Copyable & SendableMetatype>(_ workers: UnsafeMutableBufferPointer<W>) {
        guard workers.count > 1 else { return unsafe workAlone(&workers[0]) }
        unsafe work(&workers[0], stopsWhenDense: true)
        nonisolated(unsafe) let all = unsafe workers
        DispatchQueue.concurrentPerform(iterations: unsafe all.count) { thread in
            unsafe work(&all[thread], stopsWhenDense: false)
        }
    }

    /// Handles everything on this thread.
    private func workAlone<W: RDBBatchWorker & ~Copyable>(_ worker: inout W) {
        let scratch = RDBScratch()
        while !isOver {
            progress?(framer.window.offset)
            worker.beginTurn(nextTurn())
            let turn = handleInPlace(&worker, scratch)
            if !worker.endTurn() { isOver = true }
            scratch.shrink()
            switch turn {
            case .batch: break
            case .large where !isOver: readLarge(&worker)
            case .large, .damaged, .end: isOver = true
            }
        }
    }

    private func handleInPlace<W: RDBBatchWorker & ~Copyable>(_ worker: inout W, _ scratch: RDBScratch)
        -> RDBFramer.Turn
    {
        do throws(RDBError) {
            return try framer.handleInPlace(&worker, scratch)
        } catch {
            worker.handleFailure(error, framer.largeRecordReader())
            return .damaged
        }
    }

    /// Takes turns until nothing is left, or until it pays to have company.
    private func work<W: RDBBatchWorker & ~Copyable>(_ worker: inout W, stopsWhenDense: Bool) {
        var batch = RDBBatch()
        let scratch = RDBScratch()
        while takeTurn(&batch, &worker) {
            decode(batch, scratch, &worker)
            scratch.shrink()
            if stopsWhenDense && batch.count < batch.recordCount * Self.sparseRecord { return }
        }
    }

    private func decode<W: RDBBatchWorker & ~Copyable>(
        _ batch: borrowing RDBBatch, _ scratch: RDBScratch, _ worker: inout W
    ) {
        var reader = batch.reader(framer.header, scratch, nodeLimit: nodeLimit)
        var hasFailed = false
        worker.beginTurn(batch.sequence)
        do throws(RDBError) {
            try worker.handleRecords(&reader)
            // Damage behind whole records may be that nothing follows them.
            if batch.isDamaged { try worker.handleRecord(&reader) }
        } catch {
            worker.handleFailure(error, reader)
            hasFailed = true
        }
        // First the end of the turn, then the lock: who holds it may wait for this turn.
        if !worker.endTurn() || hasFailed { stop() }
    }

    private func stop() {
        lock.withLock { _ in isOver = true }
    }

    private func nextTurn() -> UInt64 {
        turns += 1
        return turns
    }

    /// Fills `batch`; false when there is nothing left to do.
    private func takeTurn<W: RDBBatchWorker & ~Copyable>(_ batch: inout RDBBatch, _ worker: inout W) -> Bool {
        lock._unsafeLock()
        defer { lock._unsafeUnlock() }
        progress?(framer.window.offset)
        while !isOver {
            do throws(RDBError) {
                switch try framer.next(&batch) {
                case .batch:
                    batch.sequence = nextTurn()
                    return true
                case .large: readLarge(&worker)
                case .damaged:
                    isOver = true
                    batch.sequence = nextTurn()
                    return true
                case .end: isOver = true
                }
            } catch {
                fail(error, &worker)
            }
        }
        return false
    }

    /// Nothing more can be read; what was read in front of it has been handed out.
    private func fail<W: RDBBatchWorker & ~Copyable>(_ error: RDBError, _ worker: inout W) {
        isOver = true
        worker.beginTurn(nextTurn())
        worker.handleFailure(error, framer.largeRecordReader())
        _ = worker.endTurn()
    }

    private func readLarge<W: RDBBatchWorker & ~Copyable>(_ worker: inout W) {
        var reader = framer.largeRecordReader()
        worker.beginTurn(nextTurn())
        defer { if !worker.endTurn() { isOver = true } }
        do throws(RDBError) {
            try worker.handleRecord(&reader)
        } catch {
            isOver = true
            return worker.handleFailure(error, reader)
        }
        framer.resume(behind: &reader)
    }
}
