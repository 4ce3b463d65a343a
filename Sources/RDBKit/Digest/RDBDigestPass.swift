/// One pass over an input that digests its keys.
struct RDBDigestPass {
    private let options: RDBDigestOptions
    private let input: RDBInput
    private let progress: (@Sendable (UInt64) -> Void)?
    /// What was found beside the keys.
    private(set) var report = RDBCheckReport()
    /// Digests of function libraries, sorted.
    private(set) var functions: [ContentDigest] = []
    /// Where their records are.
    private(set) var functionOffsets: [ContentDigest: UInt64] = [:]
    /// Digests of modules' AUX data, sorted.
    private(set) var moduleAux: [ContentDigest] = []
    /// Keys of which a part cannot be read.
    private(set) var unknownKeys: UInt64 = 0
    /// Keys that were left out because a regular expression met a limit.
    private(set) var undecidedKeys: UInt64 = 0
    /// Where the record starts that ended the reading.
    private(set) var failedRecord: UInt64?
    /// What records depend on that are read again.
    private(set) var templates = RDBTemplates()

    init(_ input: RDBInput, _ options: RDBDigestOptions, progress: (@Sendable (UInt64) -> Void)?) {
        self.input = input
        self.options = options
        self.progress = progress
    }

    /// Largest packed node that is expanded in memory.
    var nodeLimit: UInt64 { UInt64(max(options.memory, 16 << 20)) }

    /// Digests all records, a digester and a receiver for each thread; afterwards `collect` gets each receiver.
    mutating func run<
        Receiver: RDBDigestReceiver & ~Copyable, Stream: ContentStream & ~Copyable,
        Elements: ContentElements & ~Copyable
    >(
        _ makeDigester: (ContentForm) -> ValueDigester<Stream, Elements>, _ makeReceiver: () -> Receiver,
        collect: (inout Receiver) -> Void
    ) {
        let window = InputWindow(input.source, capacity: InputWindow.standardCapacity)
        do throws(RDBError) {
            let header = try RDBHeader(reading: window)
            report.header = header
            try header.requireSupported()
            let framer = RDBFramer(window, header: header, nodeLimit: nodeLimit)
            let makeWorker = { [options, input] in
                RDBDigestWorker(makeReceiver(), makeDigester(options.form), input, options)
            }
            run(framer, makeWorker, collect)
        } catch {
            report.byteCount = input.source.size ?? UInt64(min(window.filled, RDBHeader.byteCount))
            report.add(RDBFinding(error))
        }
    }

    private mutating func run<
        Receiver: RDBDigestReceiver & ~Copyable, Stream: ContentStream & ~Copyable,
        Elements: ContentElements & ~Copyable
    >(
        _ framer: RDBFramer, _ makeWorker: () -> RDBDigestWorker<Receiver, Stream, Elements>,
        _ collect: (inout Receiver) -> Void
    ) {
        let workers = UnsafeMutableBufferPointer<RDBDigestWorker<Receiver, Stream, Elements>>
            .allocate(capacity: max(1, options.threads))
        for index in 0..<workers.count { unsafe workers.initializeElement(at: index, to: makeWorker()) }
        unsafe RDBTurns(framer, nodeLimit: nodeLimit, progress: progress).run(workers)
        var facts = RDBFacts()
        var collectors: [FindingCollector] = []
        for index in 0..<workers.count {
            unsafe merge(&workers[index], &facts, &collectors)
            unsafe collect(&workers[index].receiver)
        }
        unsafe workers.deinitialize()
        unsafe workers.deallocate()
        finish(framer, facts, collectors)
    }

    private mutating func merge<
        Receiver: RDBDigestReceiver & ~Copyable, Stream: ContentStream & ~Copyable,
        Elements: ContentElements & ~Copyable
    >(
        _ worker: inout RDBDigestWorker<Receiver, Stream, Elements>, _ facts: inout RDBFacts,
        _ collectors: inout [FindingCollector]
    ) {
        facts.merge(worker.facts)
        collectors.append(worker.findings)
        functions += worker.functions
        functionOffsets.merge(worker.functionOffsets) { first, _ in first }
        moduleAux += worker.moduleAux
        unknownKeys += worker.unknownKeys
        undecidedKeys += worker.matcher.undecidedKeys
        if let failed = worker.failedRecord { failedRecord = min(failed, failedRecord ?? failed) }
    }

    private mutating func finish(_ framer: RDBFramer, _ facts: RDBFacts, _ collectors: [FindingCollector]) {
        functions.sort()
        moduleAux.sort()
        templates = framer.context.templates
        var findings = FindingCollector.merge(collectors, limit: options.maximumFindings)
        RDBTrailer(framer, RDBCheckOptions()).check(failed: failedRecord != nil, &report, &findings)
        report.aux = facts.aux.mapValues(\.value)
        report.functions = facts.functions
        report.findings = findings.kept
        report.findingCounts = findings.counts
    }
}
