/// Cuts the input into batches of whole records.
///
/// It walks the records that the window holds, moving over their values, and hands the window's memory over up to
/// the last record that is complete. The walk is the decoder's own, with a visitor that wants nothing.
final class RDBFramer {
    /// A record that does not fit into this is not batched but read through the window by one thread.
    private static let largestBatch = 4 << 20

    /// What comes next.
    enum Turn {
        /// A batch of whole records.
        case batch
        /// One record that is too large for a batch; read it through ``window``.
        case large
        /// Records up to one that cannot be read, and that one.
        case damaged
        /// Nothing: the end of the data was reached.
        case end
    }

    let header: RDBHeader
    let window: InputWindow
    private(set) var context = RDBContext()
    /// Whether the EOF opcode was found.
    private(set) var foundEOF = false
    /// What the current record depends on besides its bytes, where key opcodes in front of it wait for a key.
    private var waiting = RDBContext()
    private let scratch = RDBScratch()
    private let nodeLimit: UInt64

    /// What a walk over the window found.
    private struct Walk {
        var bytes = 0
        var records = 0
        var context: RDBContext
        var failure: RDBError?
    }

    init(_ window: InputWindow, header: RDBHeader, nodeLimit: UInt64) {
        self.window = window
        self.header = header
        self.nodeLimit = nodeLimit
        window.consume(RDBHeader.byteCount)
    }

    /// Prepares the next turn; for `batch` and `damaged` the records are in `batch`.
    func next(_ batch: inout RDBBatch) throws(RDBError) -> Turn {
        try inGrowingWindow {
            let walk = walk()
            if let failure = walk.failure, seesEnd || failure.code != .truncated {
                copy(walk, into: &batch)
                return .damaged
            }
            guard walk.records > 0 else { return nil }
            handOver(walk, into: &batch)
            return .batch
        }
    }

    /// Lets `worker` handle the records in the window where they lie, without framing them first.
    ///
    /// A record that turns out to be incomplete is forgotten and handled again with more bytes. That is how one
    /// thread saves the walk that only serves to cut batches.
    ///
    /// - Returns: `batch` when some were handled, else as ``next(_:)``; damage has been reported then.
    func handleInPlace<W: RDBBatchWorker & ~Copyable>(
        _ worker: inout W, _ scratch: RDBScratch
    ) throws(RDBError) -> Turn {
        try inGrowingWindow {
            var reader = windowReader(scratch)
            if let failure = handleRecords(of: &reader, &worker) {
                worker.handleFailure(failure, reader)
                return .damaged
            }
            guard reader.recordOffset > window.offset || foundEOF else { return nil }
            window.consume(Int(reader.recordOffset - window.offset))
            return .batch
        }
    }

    /// Tries for a turn with more and more of the input in the window, until a record fits in or is too large.
    private func inGrowingWindow(_ attempt: () -> Turn?) throws(RDBError) -> Turn {
        if foundEOF { return .end }
        var target = InputWindow.standardCapacity
        while true {
            window.grow(to: target)
            let lost = fill(to: target)
            if let turn = attempt() { return turn }
            if let lost { throw lost }
            guard target < Self.largestBatch else { return .large }
            target *= 2
        }
    }

    /// Handles whole records; afterwards the reader's record offset is where the first that was not handled starts.
    ///
    /// - Returns: What is wrong, if it is not only that the window ends.
    private func handleRecords<W: RDBBatchWorker & ~Copyable>(
        of reader: inout RDBReader, _ worker: inout W
    ) -> RDBError? {
        do throws(RDBError) {
            while (reader.values.input.available > 0 || seesEnd) && !reader.foundEOF {
                worker.beginRecord()
                let hasWaiting = reader.context.hasDanglingMetadata
                if hasWaiting { waiting = reader.context }
                do throws(RDBError) {
                    try worker.handleRecord(&reader)
                } catch {
                    if hasWaiting { reader.context = waiting } else { reader.context.forgetMetadata() }
                    throw error
                }
            }
        } catch {
            guard error.code == .truncated, !seesEnd else { return error }
            worker.forgetRecord()
            context = reader.context
            return nil
        }
        reader.recordOffset = reader.offset
        context = reader.context
        foundEOF = reader.foundEOF
        return nil
    }

    /// Bytes of the window that may form a batch.
    ///
    /// After an unusual value the window can be larger; which records are large must not follow from that.
    private var visible: Int { min(window.filled, Self.largestBatch) }

    /// Whether nothing follows the visible bytes.
    private var seesEnd: Bool { window.atEnd && window.filled <= Self.largestBatch }

    private func windowReader(_ scratch: RDBScratch) -> RDBReader {
        let input = unsafe ByteReader(
            base: UnsafeRawPointer(window.buffer.base), count: visible, offset: window.offset)
        return RDBReader(input, header: header, scratch: scratch, nodeLimit: nodeLimit, context: context)
    }

    /// Fills the window; what ended that, if anything did, waits until the records in front of it are out.
    ///
    /// The next call fails in the same way: a source that failed does not recover.
    private func fill(to target: Int) -> RDBError? {
        do throws(RDBError) {
            try window.fill(atLeast: target)
            return nil
        } catch {
            return error
        }
    }

    /// A reader for the one large record at the window's start.
    func largeRecordReader() -> RDBReader {
        var reader = RDBReader(
            ByteReader(window), header: header, scratch: scratch, nodeLimit: nodeLimit, context: context)
        reader.recordOffset = window.offset
        return reader
    }

    /// Goes on behind a record that was read through the window.
    func resume(behind reader: inout RDBReader) {
        reader.values.input.settle()
        context = reader.context
        scratch.shrink()
        window.shrink()
    }

    private func walk() -> Walk {
        var reader = windowReader(scratch)
        var walk = Walk(context: context)
        do throws(RDBError) {
            while !foundEOF {
                let waited = reader.context.hasDanglingMetadata
                let kind = try reader.nextKind(keepingKey: false)
                if kind == .entry {
                    try reader.skipValue()
                    if waited { walk.context = reader.context }
                } else {
                    foundEOF = kind == .eof
                    if !foundEOF { try reader.skipPayload(of: kind) }
                    walk.context = reader.context
                }
                walk.bytes = Int(reader.offset - window.offset)
                walk.records += 1
            }
        } catch {
            walk.failure = error
        }
        return walk
    }

    private func handOver(_ walk: Walk, into batch: inout RDBBatch) {
        describe(walk, walk.bytes, in: &batch)
        window.exchange(&batch.buffer, handingOver: walk.bytes)
        context = walk.context
    }

    /// The window keeps damaged records, so that the checksum of the rest can still be computed.
    private func copy(_ walk: Walk, into batch: inout RDBBatch) {
        describe(walk, visible, in: &batch)
        batch.isDamaged = true
        batch.buffer.grow(to: visible, keeping: 0)
        unsafe batch.buffer.base.copyMemory(
            from: UnsafeRawPointer(window.buffer.base), byteCount: visible)
    }

    private func describe(_ walk: Walk, _ count: Int, in batch: inout RDBBatch) {
        batch.count = count
        batch.isDamaged = false
        batch.offset = window.offset
        batch.recordCount = walk.records
        batch.context = context
    }
}
