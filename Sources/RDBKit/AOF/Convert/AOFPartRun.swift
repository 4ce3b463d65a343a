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

    /// Where the file stands when all of it was converted.
    struct End {
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
        context.enterStretch(behindDamage: false)
        unsafe turns.handle(&workers[0]) { worker in
            if context.hasBegun && isBehindOthers { worker.writer.select(0) }
        }
        while true {
            let framer = AOFFramer(window, context, rules)
            unsafe turns.run(framer, workers)
            context = framer.context
            if turns.isDone { break }
            unsafe turns.handle(&workers[0]) { $0.closeTransaction(context) }
            guard let next = try passDamage(framer, &report) else { break }
            window = next
            context.enterStretch(behindDamage: true)
        }
        return End(context: context, isDone: turns.isDone)
    }

    /// Reports what ended a stretch; the window on the next one, or nil where there is none.
    private func passDamage(
        _ framer: AOFFramer, _ report: inout AOFConvertReport
    ) throws(RDBError) -> InputWindow? {
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
        return passage.reachesEnd ? nil : try input.window(from: passage.end)
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
