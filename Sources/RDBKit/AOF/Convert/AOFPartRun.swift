/// Converts the records of one file of a set, going on behind damage.
struct AOFPartRun {
    let input: AOFInput
    let part: AOFPart
    let options: AOFConvertOptions
    let rules: AOFRecordRules
    let output: ConvertedOutput
    /// Whether another database than 0 may be selected in what was written before.
    let isBehindOthers: Bool
    let progress: (@Sendable (UInt64) -> Void)?

    /// Whether the file was read before, up to where the window stands.
    var isContinued = false

    /// Where the file stands when all of it was converted.
    struct End {
        /// Where reading ended; a record that is not whole begins there.
        var offset: UInt64 = 0
        /// What is known behind it.
        var context: AOFContext
        /// Nothing behind it is wanted.
        var isDone: Bool
    }

    /// Converts all records from the window of the input on, with writers of one kind, a writer for each thread.
    ///
    /// - Throws: What ends the reading of the file besides damage of its records.
    func convert<Writer: AOFRecordWriter & ~Copyable & SendableMetatype>(
        _ context: AOFContext, left: UInt64, _ report: inout AOFConvertReport,
        _ makeWriter: (OrderedOutput) -> Writer
    ) throws(RDBError) -> End {
        let threads = options.limit == nil ? max(1, options.threads) : 1
        let order = OrderedOutput(output, threads: threads)
        let workers = UnsafeMutableBufferPointer<AOFConvertWorker<Writer>>.allocate(capacity: threads)
        for index in 0..<workers.count {
            let worker = AOFConvertWorker(makeWriter(order), options, rules, left: left)
            unsafe workers.initializeElement(at: index, to: worker)
        }
        defer {
            unsafe summarize(workers, &report)
            unsafe workers.deinitialize()
            unsafe workers.deallocate()
        }
        return try unsafe convertStretches(context, workers, &report)
    }

    private func convertStretches<Writer: AOFRecordWriter & ~Copyable & SendableMetatype>(
        _ context: AOFContext, _ workers: UnsafeMutableBufferPointer<AOFConvertWorker<Writer>>,
        _ report: inout AOFConvertReport
    ) throws(RDBError) -> End {
        let turns = AOFTurns(progress: progress)
        var context = context
        var window = input.first
        var end = window.offset
        if !isContinued { context.enterStretch(behindDamage: false) }
        unsafe turns.handle(&workers[0]) { worker in
            if isContinued { return }
            if window.offset > 0 { worker.writer.writeGap(0..<window.offset, "RDB, see rdbtool inspect") }
            if context.hasBegun && isBehindOthers { worker.writer.select(0) }
        }
        while true {
            let framer = AOFFramer(window, context, rules)
            unsafe turns.run(framer, workers)
            context = framer.context
            end = framer.failure?.start ?? framer.window.offset
            if turns.isDone || (rules.expectsMore && framer.failure?.error.code ?? .truncated == .truncated) { break }
            unsafe turns.handle(&workers[0]) { $0.closeTransaction(context) }
            guard let gap = try passDamage(framer, &report) else { break }
            unsafe turns.handle(&workers[0]) { $0.writer.writeGap(gap.bytes, gap.text) }
            end = gap.bytes.upperBound
            guard !gap.reachesEnd, let next = try input.window(from: gap.bytes.upperBound) else { break }
            window = next
            context.enterStretch(behindDamage: true)
        }
        return End(offset: end, context: context, isDone: turns.isDone)
    }

    /// What cannot be read.
    private struct Gap {
        var bytes: Range<UInt64>
        var reachesEnd: Bool
        var text: String
    }

    /// Reports what ended a stretch; nil where nothing more is to be looked for.
    private func passDamage(_ framer: AOFFramer, _ report: inout AOFConvertReport) throws(RDBError) -> Gap? {
        guard let (error, start) = framer.failure else {
            reportOpenTransaction(framer, &report)
            return nil
        }
        guard error.code.isAOFDamage else { throw error }
        let passage = try AOFPassage(behind: error, at: start, in: input, rules.table)
        if passage.reachesEnd && isBeingWritten(error, upTo: passage.end) {
            report.add(RDBError(.beingWritten, at: start), of: part)
            return nil
        }
        report.add(passage.error, of: part, detail: passage.detail)
        let text = "cannot be read: \(passage.error.message)"
        return Gap(bytes: start..<max(start, passage.end), reachesEnd: passage.reachesEnd, text: text)
    }

    private func reportOpenTransaction(_ framer: AOFFramer, _ report: inout AOFConvertReport) {
        guard let start = framer.context.transaction else { return }
        let end = framer.window.offset
        if part.isLast && part.isGrowing(beyond: end, input.compression) {
            report.add(RDBError(.beingWritten, at: start), of: part)
        } else {
            report.add(RDBError(.multiOpen, at: start, length: end - start), of: part)
        }
    }

    private func isBeingWritten(_ error: RDBError, upTo end: UInt64) -> Bool {
        error.code == .truncated && part.isLast && part.isGrowing(beyond: end, input.compression)
    }

    private func summarize<Writer: AOFRecordWriter & ~Copyable>(
        _ workers: UnsafeMutableBufferPointer<AOFConvertWorker<Writer>>, _ report: inout AOFConvertReport
    ) {
        for index in 0..<workers.count {
            report.commands += unsafe workers[index].commands
            report.misplacedCommands += unsafe workers[index].misplaced
            report.undecided += unsafe workers[index].filter.undecided
            report.isTorn = unsafe report.isTorn || workers[index].isTorn
        }
    }
}
