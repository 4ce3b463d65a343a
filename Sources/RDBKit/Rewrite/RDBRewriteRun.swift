/// One file on its way to another.
struct RDBRewriteRun {
    private let plan: RDBRewritePlan
    private let framer: RDBFramer
    private let sink: ChecksumSink
    private let output: ConvertedOutput
    private let order: OrderedOutput

    init(_ plan: RDBRewritePlan, _ framer: RDBFramer, _ sink: any ByteSink) {
        self.plan = plan
        self.framer = framer
        self.sink = ChecksumSink(sink)
        output = ConvertedOutput(self.sink, isArray: false)
        order = OrderedOutput(output, threads: plan.threads)
    }

    /// Writes header, records and end.
    func rewrite(
        _ report: inout RDBRewriteReport, _ progress: (@Sendable (UInt64) -> Void)?
    ) throws(OutputError) {
        let budget = MemoryBudget(plan.options.memory)
        let workers = UnsafeMutableBufferPointer<RDBRewriteWorker>.allocate(capacity: plan.threads)
        for index in 0..<workers.count {
            let written =
                plan.options.canCollide
                ? FingerprintStore(isWide: plan.input.reopen == nil, budget: budget) : nil
            unsafe workers.initializeElement(at: index, to: RDBRewriteWorker(plan, order, written))
        }
        unsafe writeHeader(&workers[0])
        unsafe RDBTurns(framer, nodeLimit: plan.options.nodeLimit, progress: progress).run(workers)
        unsafe summarize(workers, &report)
        unsafe workers.deinitialize()
        unsafe workers.deallocate()
        if !report.hasCollisions && (!report.isIncomplete || plan.options.continuesBehindDamage) { writeEnd() }
        if let failure = output.failure { throw failure }
    }

    /// The header is a turn of its own, in front of all others.
    private func writeHeader(_ worker: inout RDBRewriteWorker) {
        worker.beginTurn(0)
        worker.output.append(framer.header.bytes)
        // Keys in front of the first SELECTDB are in database 0.
        let first = plan.options.renumbered(0)
        if first != 0 { worker.output.append(database: first) }
        _ = worker.endTurn()
    }

    private func writeEnd() {
        write([RDBOpcode.eof])
        guard framer.header.hasChecksum else { return }
        let sum = plan.options.hasChecksum ? sink.crc.value : 0
        write((0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) })
    }

    private func write(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe output.write($0) }
    }

    private func summarize(
        _ workers: UnsafeMutableBufferPointer<RDBRewriteWorker>, _ report: inout RDBRewriteReport
    ) {
        var collectors: [FindingCollector] = []
        var failures: [UInt64] = []
        var stores: [FingerprintStore] = []
        for index in 0..<workers.count {
            collectors.append(unsafe workers[index].findings)
            if let failure = unsafe workers[index].failure { failures.append(failure) }
            if let store = unsafe workers[index].written { stores.append(store) }
            report.isTorn = unsafe report.isTorn || workers[index].isTorn
            report.undecidedKeys += unsafe workers[index].choice.allUndecided
            report.expiredKeys += unsafe workers[index].choice.expiredKeys
        }
        report.keys = order.keys
        // Other threads may have been ahead of the damage that ended it all.
        let end = failures.min()
        var findings = FindingCollector.merge(collectors, limit: plan.options.maximumFindings)
        if end == nil && framer.foundEOF { checkTrailer(&findings) }
        if end == nil { CollisionSearch(stores, plan).run(&findings) }
        report.findings = findings.kept.filter { $0.error.offset <= end ?? .max }
        report.findingCounts = findings.counts
    }

    /// What stands behind the end is not copied: it may be a log, and then data.
    private func checkTrailer(_ findings: inout FindingCollector) {
        var report = RDBCheckReport()
        var found = FindingCollector(limit: plan.options.maximumFindings)
        RDBTrailer(framer, RDBCheckOptions()).check(failed: false, &report, &found)
        for var finding in found.kept {
            if finding.error.code == .trailingBytes { finding.severity = .error }
            findings.add(finding)
        }
    }
}
