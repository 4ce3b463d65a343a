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

    /// Converts a file into the format of the plan.
    func convertFile() -> RDBConvertReport {
        openFile { convert($0, &$1) }
    }

    /// Converts a file with writers of one kind, a writer for each thread.
    func convert<Writer: RDBRecordWriter & ~Copyable & SendableMetatype>(
        _ makeWriter: (OrderedOutput) -> Writer
    ) -> RDBConvertReport {
        openFile { convert($0, &$1, makeWriter) }
    }

    private func openFile(_ body: (RDBFramer, inout RDBConvertReport) -> Void) -> RDBConvertReport {
        var report = RDBConvertReport()
        let window = InputWindow(plan.input.source, capacity: InputWindow.standardCapacity)
        do throws(RDBError) {
            let header = try RDBHeader(reading: window)
            report.header = header
            try header.requireSupported()
            try plan.options.requireRestorable(header)
            body(RDBFramer(window, header: header, nodeLimit: plan.nodeLimit), &report)
        } catch {
            report.add(RDBFinding(error))
        }
        return report
    }

    /// Converts all records into the format of the plan.
    func convert(_ framer: RDBFramer, _ report: inout RDBConvertReport) {
        let options = plan.options
        switch options.format {
        case .ndjson, .json: convert(framer, &report) { JSONWriter($0, options, file: plan.file) }
        case .csv: convert(framer, &report) { CSVWriter($0, options) }
        case .keys: convert(framer, &report) { KeysWriter($0, options) }
        case .resp: convert(framer, &report) { commandWriter($0, RESPEncoding.self) }
        case .commands: convert(framer, &report) { commandWriter($0, TextEncoding.self) }
        }
    }

    private func commandWriter<Encoding: CommandEncoding>(
        _ order: OrderedOutput, _: Encoding.Type
    ) -> CommandWriter<Encoding> {
        CommandWriter(order, plan.options, plan.input, isFirstInput: plan.isFirstInput)
    }

    /// Converts all records with writers of one kind, a writer for each thread.
    func convert<Writer: RDBRecordWriter & ~Copyable & SendableMetatype>(
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
        if plan.wantsMeta { worker.writer.writeHeader(header) }
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
        RDBTrailer(framer, RDBCheckOptions(), endsFile: plan.endsFile).check(failed: false, &report, &findings)
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
