/// Cuts a stretch of a log into batches of whole records, and keeps account of what they depend on.
///
/// The walk looks at lengths and at the names of commands only.
final class AOFFramer {
    /// A record that does not fit into this is not batched but read through the window by one thread.
    private static let largestBatch = 4 << 20

    /// What comes next.
    enum Turn {
        /// A batch of whole records.
        case batch
        /// One record that is too large for a batch, or one that cannot be read; read it through the window.
        case single
        /// Nothing: the end of the file was reached.
        case end
    }

    let window: InputWindow
    /// What is known in front of the window.
    var context: AOFContext
    /// What ended the reading before the end of the file, and where the record begins that cannot be read.
    private(set) var failure: (error: RDBError, start: UInt64)?
    private let rules: AOFRecordRules

    private var largestBatch: Int { min(Self.largestBatch, rules.wholeLimit) }

    /// - Parameter context: What is known at the window's first byte.
    init(_ window: InputWindow, _ context: AOFContext, _ rules: AOFRecordRules) {
        self.window = window
        self.context = context
        self.rules = rules
        window.sums = false
    }

    /// Prepares the next turn; for `batch` the records are in `batch`.
    func next(_ batch: inout AOFBatch) throws(RDBError) -> Turn {
        var target = InputWindow.standardCapacity
        while true {
            window.grow(to: target)
            let lost = fill(to: target)
            let (bytes, after) = walk()
            if bytes > 0 {
                handOver(bytes, after, into: &batch)
                return .batch
            }
            if let lost { throw lost }
            if window.filled == 0 { return .end }
            guard !window.atEnd, target < largestBatch else { return .single }
            target *= 2
        }
    }

    /// Fills the window; what ended that, if anything did, waits until the records in front of it are out.
    private func fill(to target: Int) -> RDBError? {
        do throws(RDBError) {
            try window.fill(atLeast: target)
            return nil
        } catch {
            return error
        }
    }

    /// A reader through the window, for one thread.
    func reader() -> AOFReader {
        AOFReader(window, wholeLimit: rules.wholeLimit)
    }

    /// Goes on behind what was read through the window.
    func resume(behind reader: inout AOFReader, _ context: AOFContext) {
        self.context = context
        reader.settle()
        window.shrink()
    }

    /// Reading cannot go on.
    func fail(_ error: RDBError, at start: UInt64) {
        failure = (error, start)
    }

    /// Goes over the whole records in the window.
    ///
    /// - Returns: Their bytes, and what is known behind them. Damage ends them too: it is met again as a record of
    ///   its own.
    private func walk() -> (Int, AOFContext) {
        unsafe (window.buffer.base + window.filled).initializeMemory(as: UInt64.self, repeating: 0, count: 1)
        let count = min(window.filled, largestBatch)
        let seesEnd = window.atEnd && count == window.filled && !rules.expectsMore
        var reader = unsafe AOFReader(
            base: UnsafeRawPointer(window.buffer.base), count: count, offset: window.offset)
        var context = context
        var end = window.offset
        do throws(RDBError) {
            while let record = try reader.find() {
                guard case .record(let record) = record, !reader.isUnended || seesEnd else { break }
                rules.pass(record, reader, &context)
                end = reader.offset
            }
        } catch {
            // It is read once more through the window, where more bytes may follow.
        }
        return (Int(end - window.offset), context)
    }

    private func handOver(_ bytes: Int, _ after: AOFContext, into batch: inout AOFBatch) {
        batch.count = bytes
        batch.offset = window.offset
        batch.context = context
        window.exchange(&batch.buffer, handingOver: bytes)
        context = after
    }
}
