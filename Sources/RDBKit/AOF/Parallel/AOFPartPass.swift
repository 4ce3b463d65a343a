/// Reads the records of one file of a set, going on behind damage.
struct AOFPartPass {
    let input: AOFInput
    let part: AOFPart
    let rules: AOFRecordRules

    /// Whether the file was read before, up to where the window stands.
    var isContinued = false

    /// Where reading ended.
    struct End {
        /// A record that is not whole begins there.
        var offset: UInt64 = 0
        /// What is known behind it.
        var context: AOFContext
        /// Nothing behind it is wanted.
        var isDone: Bool
    }

    /// What cannot be read.
    struct Gap {
        var error: RDBError
        var bytes: Range<UInt64>
        /// Nothing follows that could be read.
        var reachesEnd: Bool
    }

    /// Lets the workers handle all records from the window of the input on.
    ///
    /// - Parameters:
    ///   - report: Called with what is wrong, and a detail.
    ///   - endStretch: Called behind each stretch of records, with what is known there and the gap that follows.
    /// - Throws: What ends the reading of the file besides damage of its records.
    func run<W: AOFBatchWorker & ~Copyable & SendableMetatype>(
        _ turns: AOFTurns, _ workers: UnsafeMutableBufferPointer<W>, _ context: AOFContext,
        report: (RDBError, String?) -> Void, endStretch: (AOFContext, Gap?) -> Void
    ) throws(RDBError) -> End {
        var window = input.first
        var end = End(offset: window.offset, context: context, isDone: turns.isDone)
        if !isContinued { end.context.enterStretch(behindDamage: false) }
        while true {
            let framer = AOFFramer(window, end.context, rules)
            unsafe turns.run(framer, workers)
            end = End(
                offset: framer.failure?.start ?? framer.window.offset, context: framer.context, isDone: turns.isDone)
            let isTorn = framer.failure?.error.code ?? .truncated == .truncated
            if end.isDone || (rules.expectsMore && isTorn) { return end }
            let gap = try passDamage(framer, report)
            endStretch(end.context, gap)
            guard let gap else { return end }
            end.offset = gap.bytes.upperBound
            guard !gap.reachesEnd, let next = try input.window(from: end.offset) else { return end }
            window = next
            end.context.enterStretch(behindDamage: true)
        }
    }

    /// Reports what ended a stretch; nil where nothing more is to be looked for.
    private func passDamage(_ framer: AOFFramer, _ report: (RDBError, String?) -> Void) throws(RDBError) -> Gap? {
        guard let (error, start) = framer.failure else {
            reportOpenTransaction(framer, report)
            return nil
        }
        guard error.code.isAOFDamage else { throw error }
        let passage = try AOFPassage(behind: error, at: start, in: input, rules.table)
        if passage.reachesEnd && error.code == .truncated && isBeingWritten(upTo: passage.end) {
            report(RDBError(.beingWritten, at: start), nil)
            return nil
        }
        report(passage.error, passage.detail)
        return Gap(error: passage.error, bytes: start..<max(start, passage.end), reachesEnd: passage.reachesEnd)
    }

    private func reportOpenTransaction(_ framer: AOFFramer, _ report: (RDBError, String?) -> Void) {
        guard let start = framer.context.transaction else { return }
        let end = framer.window.offset
        let isWritten = isBeingWritten(upTo: end)
        report(RDBError(isWritten ? .beingWritten : .multiOpen, at: start, length: isWritten ? 0 : end - start), nil)
    }

    private func isBeingWritten(upTo end: UInt64) -> Bool {
        part.isLast && part.isGrowing(beyond: end, input.compression)
    }
}
