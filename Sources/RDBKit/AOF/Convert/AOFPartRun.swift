/// Converts the records of one file of a set.
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

    /// Converts all records from the window of the input on, with writers of one kind, a writer for each thread.
    ///
    /// - Throws: What ends the reading of the file besides damage of its records.
    func convert<Writer: AOFRecordWriter & ~Copyable & SendableMetatype>(
        _ context: AOFContext, left: UInt64, _ report: inout AOFConvertReport,
        _ makeWriter: (OrderedOutput) -> Writer
    ) throws(RDBError) -> AOFPartPass.End {
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
        return try unsafe convertRecords(context, workers, &report)
    }

    private func convertRecords<Writer: AOFRecordWriter & ~Copyable & SendableMetatype>(
        _ context: AOFContext, _ workers: UnsafeMutableBufferPointer<AOFConvertWorker<Writer>>,
        _ report: inout AOFConvertReport
    ) throws(RDBError) -> AOFPartPass.End {
        let turns = AOFTurns(progress: progress)
        let start = input.first.offset
        unsafe turns.handle(&workers[0]) { worker in
            if isContinued { return }
            if start > 0 { worker.writer.writeGap(0..<start, "RDB, see rdbtool inspect") }
            if context.hasBegun && isBehindOthers { worker.writer.select(0) }
        }
        var pass = AOFPartPass(input: input, part: part, rules: rules)
        pass.isContinued = isContinued
        return try unsafe pass.run(turns, workers, context) { error, detail in
            report.add(error, of: part, detail: detail)
        } endStretch: { context, gap in
            unsafe turns.handle(&workers[0]) { worker in
                worker.closeTransaction(context)
                if let gap { worker.writer.writeGap(gap.bytes, "cannot be read: \(gap.error.message)") }
            }
        }
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
