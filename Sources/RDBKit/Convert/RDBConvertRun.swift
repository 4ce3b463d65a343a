/// One pass of a conversion over one input.
struct RDBConvertRun {
    private let plan: RDBConvertPlan
    private let output: ConvertedOutput
    private let progress: (@Sendable (UInt64) -> Void)?

    init(_ plan: RDBConvertPlan, _ output: ConvertedOutput, _ progress: (@Sendable (UInt64) -> Void)?) {
        self.plan = plan
        self.output = output
        self.progress = progress
    }

    /// Converts all records with writers of one kind, a writer for each thread.
    func convert<Writer: RDBRecordWriter & ~Copyable & SendableMetatype>(
        _ makeWriter: (OrderedOutput) -> Writer
    ) -> RDBConvertReport {
        var report = RDBConvertReport()
        let window = InputWindow(plan.input.source, capacity: InputWindow.standardCapacity)
        do throws(RDBError) {
            let header = try RDBHeader(reading: window)
            report.header = header
            try header.requireSupported()
            try plan.options.requireRestorable(header)
            convert(RDBFramer(window, header: header, nodeLimit: plan.nodeLimit), &report, makeWriter)
        } catch {
            report.add(RDBFinding(error))
        }
        return report
    }

    private func convert<Writer: RDBRecordWriter & ~Copyable & SendableMetatype>(
        _ framer: RDBFramer, _ report: inout RDBConvertReport, _ makeWriter: (OrderedOutput) -> Writer
    ) {
        let order = OrderedOutput(output, threads: plan.threads)
        let workers = UnsafeMutableBufferPointer<RDBConvertWorker<Writer>>.allocate(capacity: plan.threads)
        for index in 0..<workers.count {
            unsafe workers.initializeElement(at: index, to: RDBConvertWorker(makeWriter(order), plan))
        }
        unsafe writeHeader(framer.header, &workers[0])
        unsafe RDBTurns(framer, nodeLimit: plan.nodeLimit, progress: progress).run(workers)
        unsafe summarize(workers, framer, &report)
        report.keys = order.keys
        unsafe workers.deinitialize()
        unsafe workers.deallocate()
    }

    /// The header is a turn of its own, in front of all others.
    private func writeHeader<Writer: RDBRecordWriter & ~Copyable>(
        _ header: RDBHeader, _ worker: inout RDBConvertWorker<Writer>
    ) {
        worker.beginTurn(0)
        if plan.part.includesMeta { worker.writer.writeHeader(header) }
        _ = worker.endTurn()
    }

    private func summarize<Writer: RDBRecordWriter & ~Copyable>(
        _ workers: UnsafeMutableBufferPointer<RDBConvertWorker<Writer>>, _ framer: RDBFramer,
        _ report: inout RDBConvertReport
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
        // Other threads may have been ahead of the damage, or of the last key wanted, that ended it all.
        let end = plan.search?.end ?? failures.min()
        var findings = FindingCollector.merge(collectors, limit: plan.options.maximumFindings)
        if end == nil && framer.foundEOF && plan.part != .meta { checkTrailer(framer, &findings) }
        report.findings = findings.kept.filter { $0.error.offset <= end ?? .max }
        report.findingCounts = findings.counts
    }

    private func checkTrailer(_ framer: RDBFramer, _ findings: inout FindingCollector) {
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

extension RDBConvertOptions {
    /// Payloads of `RESTORE` have the version of the file, which the target must accept.
    fileprivate func requireRestorable(_ header: RDBHeader) throws(RDBError) {
        guard usesRestore, let target, !target.acceptsPayload(version: header.version) else { return }
        throw RDBError(
            .payloadVersion, at: 0, length: UInt64(RDBHeader.byteCount), expected: UInt64(target.rdbVersion),
            found: UInt64(header.version))
    }
}
