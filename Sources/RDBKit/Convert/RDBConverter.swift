/// Converts RDB files into other formats.
///
/// ```swift
/// let converter = RDBConverter(to: sink)
/// let report = converter.convert(RDBInput(try FileSource(path: "dump.rdb")))
/// try converter.finish()
/// try sink.finish()
/// ```
/// Several inputs make one output. Memory is bounded whatever the file, and the output is the same for any number of
/// threads.
public final class RDBConverter {
    private let options: RDBConvertOptions
    private let output: ConvertedOutput
    private var inputs = 0
    private var keysLeft: UInt64?

    /// A converter that writes to `sink`.
    public init(_ options: RDBConvertOptions = RDBConvertOptions(), to sink: any ByteSink) {
        self.options = options
        output = ConvertedOutput(sink, isArray: options.format == .json)
        keysLeft = options.limit
        if options.format == .csv { output.write(CSVRule.columns) }
    }

    /// What ended the writing; nothing is written after it.
    public var failure: OutputError? { output.failure }

    /// Converts one input. Damage never throws: it is in the report, and what stands in front of it is in the output.
    ///
    /// - Parameters:
    ///   - name: The name of the input, for ``RDBConvertOptions/Extras/file``.
    ///   - progress: Called now and then, by any thread, with the number of bytes read.
    public func convert(
        _ input: RDBInput, name: String = "", progress: (@Sendable (UInt64) -> Void)? = nil
    ) -> RDBConvertReport {
        defer { inputs += 1 }
        var plan = RDBConvertPlan(
            options: options, input: input, file: name, isFirstInput: inputs == 0,
            part: options.writesMeta ? .all : .keys)
        plan.options.limit = keysLeft
        // In an array, what stands beside the keys comes first; some of it stands behind them in the file.
        guard options.format == .json, options.includesMeta else { return run(plan, progress) }
        guard let reopen = input.reopen else { return RDBConvertReport(failedWith: RDBError(.notRepeatable, at: 0)) }
        plan.part = .meta
        var report = run(plan, nil)
        guard !report.isUnreadable else { return report }
        do throws(RDBError) {
            plan.part = .keys
            plan.input.source = try reopen()
            report.add(run(plan, progress))
        } catch {
            report.add(RDBFinding(error))
        }
        return report
    }

    /// Writes what stands behind all inputs; the sink is the caller's to finish.
    public func finish() throws(OutputError) {
        try output.finish()
    }

    private func run(_ plan: RDBConvertPlan, _ progress: (@Sendable (UInt64) -> Void)?) -> RDBConvertReport {
        let report = RDBConvertRun(plan, output, progress).convertFile()
        if let left = keysLeft { keysLeft = left - min(left, report.keys) }
        return report
    }
}

extension RDBConvertOptions {
    /// Whether something is written for what stands beside the keys.
    fileprivate var writesMeta: Bool {
        switch format {
        case .ndjson, .json: includesMeta
        case .resp, .commands: true
        case .csv, .keys: false
        }
    }
}
