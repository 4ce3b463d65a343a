/// One pass of a conversion over one input.
struct RDBConvertRun {
    private let plan: RDBConvertPlan
    private let framer: RDBFramer
    private let order: OrderedOutput
    private let progress: (@Sendable (UInt64) -> Void)?

    init(
        _ plan: RDBConvertPlan, _ framer: RDBFramer, _ order: OrderedOutput,
        _ progress: (@Sendable (UInt64) -> Void)?
    ) {
        self.plan = plan
        self.framer = framer
        self.order = order
        self.progress = progress
    }

    /// Converts all records with writers of one kind, a writer for each thread.
    func convert<Writer: RDBRecordWriter & ~Copyable & SendableMetatype>(
        _ report: inout RDBConvertReport, _ makeWriter: () -> Writer
    ) {
        let workers = UnsafeMutableBufferPointer<RDBConvertWorker<Writer>>.allocate(capacity: plan.threads)
        for index in 0..<workers.count {
            unsafe workers.initializeElement(at: index, to: RDBConvertWorker(makeWriter(), plan))
        }
        unsafe writeHeader(&workers[0])
        unsafe RDBTurns(framer, nodeLimit: plan.nodeLimit, progress: progress).run(workers)
        unsafe summarize(workers, &report)
        unsafe workers.deinitialize()
        unsafe workers.deallocate()
    }

    /// The header is a turn of its own, in front of all others.
    private func writeHeader<Writer: RDBRecordWriter & ~Copyable>(_ worker: inout RDBConvertWorker<Writer>) {
        worker.beginTurn(0)
        if plan.part != .keys { worker.writer.writeHeader(framer.header) }
        _ = worker.endTurn()
    }

    private func summarize<Writer: RDBRecordWriter & ~Copyable>(
        _ workers: UnsafeMutableBufferPointer<RDBConvertWorker<Writer>>, _ report: inout RDBConvertReport
    ) {
        var collectors: [FindingCollector] = []
        var failures: [UInt64] = []
        for index in 0..<workers.count {
            collectors.append(unsafe workers[index].findings)
            if let failure = unsafe workers[index].failure { failures.append(failure) }
            report.isTorn = unsafe report.isTorn || workers[index].isTorn
            report.undecidedKeys += unsafe workers[index].matcher.undecidedKeys
            report.losses.merge(unsafe workers[index].writer.losses, uniquingKeysWith: +)
        }
        report.keys = order.keys
        // Other threads may have been ahead of the damage that ended it all.
        let end = failures.min()
        var findings = FindingCollector.merge(collectors, limit: plan.options.maximumFindings)
        if end == nil && framer.foundEOF && plan.part != .meta { checkTrailer(&findings) }
        report.findings = findings.kept.filter { $0.error.offset <= end ?? .max }
        report.findingCounts = findings.counts
    }

    private func checkTrailer(_ findings: inout FindingCollector) {
        var report = RDBCheckReport()
        RDBTrailer(framer, RDBCheckOptions()).check(failed: false, &report, &findings)
    }
}

extension RDBConvertPlan {
    /// Workers; keys can be counted in the order of the file only by one.
    var threads: Int { options.limit == nil ? max(1, options.threads) : 1 }

    /// Largest packed node that is expanded in memory.
    var nodeLimit: UInt64 { UInt64(max(options.memory, 16 << 20)) }
}
