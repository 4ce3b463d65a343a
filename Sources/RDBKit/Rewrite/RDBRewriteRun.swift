/// One file on its way to another.
struct RDBRewriteRun {
    private let plan: RDBRewritePlan
    private let framer: RDBFramer
    private let file: RDBFileSink
    private let output: ConvertedOutput
    private let order: OrderedOutput

    init(_ plan: RDBRewritePlan, _ framer: RDBFramer, _ sink: any ByteSink) throws(OutputError) {
        self.plan = plan
        self.framer = framer
        file = try RDBFileSink(sink, plan.header, sums: plan.options.hasChecksum)
        output = ConvertedOutput(file, isArray: false)
        order = OrderedOutput(output, threads: plan.options.workers)
    }

    /// Writes the records and the end.
    func rewrite(
        _ report: inout RDBRewriteReport, _ progress: (@Sendable (UInt64) -> Void)?
    ) throws(OutputError) {
        let budget = MemoryBudget(plan.options.memory)
        let workers = UnsafeMutableBufferPointer<RDBRewriteWorker>.allocate(capacity: plan.options.workers)
        for index in 0..<workers.count {
            let written =
                plan.options.mapping.canCollide
                ? FingerprintStore(isWide: plan.input.reopen == nil, budget: budget) : nil
            let worker = RDBRewriteWorker(plan, order, written, reading: framer.header)
            unsafe workers.initializeElement(at: index, to: worker)
        }
        unsafe writeFirstDatabase(&workers[0])
        unsafe RDBTurns(framer, nodeLimit: plan.options.nodeLimit, progress: progress).run(workers)
        unsafe summarize(workers, &report)
        unsafe workers.deinitialize()
        unsafe workers.deallocate()
        if let failure = output.failure { throw failure }
        report.isEnded = !report.hasCollisions && (!report.isIncomplete || plan.options.continuesBehindDamage)
        if report.isEnded { try file.end() }
    }

    /// Keys in front of the first SELECTDB are in database 0. It is a turn of its own, in front of all others.
    private func writeFirstDatabase(_ worker: inout RDBRewriteWorker) {
        worker.beginTurn(0)
        let first = plan.options.mapping.renumbered(0)
        if first != 0 { worker.output.appendSelectDB(first) }
        _ = worker.endTurn()
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
            report.lostRecords += unsafe workers[index].lostRecords
        }
        report.keys = order.keys
        // Other threads may have been ahead of the damage that ended it all.
        let end = failures.min()
        var findings = FindingCollector.merge(collectors, limit: plan.options.maximumFindings)
        if end == nil && framer.foundEOF { checkTrailer(&findings) }
        if end == nil { CollisionSearch(stores, plan.input, plan.options, plan.hashes).run(&findings) }
        report.findings = findings.kept.filter { $0.error.offset <= end ?? .max }
        report.findingCounts = findings.counts
        if end == nil && plan.options.gathersContents { report.contents = unsafe contents(workers) }
    }

    private func contents(_ workers: UnsafeMutableBufferPointer<RDBRewriteWorker>) -> RewrittenContents {
        var ledgers: [(sums: [UInt64: ContentSum], functions: [ContentDigest])] = []
        for index in 0..<workers.count {
            unsafe ledgers.append((workers[index].ledger?.sums ?? [:], workers[index].ledger?.functions ?? []))
        }
        return RewrittenContents(ledgers, plan.form)
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
