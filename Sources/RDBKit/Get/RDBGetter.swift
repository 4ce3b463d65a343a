/// Gets single keys out of RDB files; the values of all others are only moved over.
///
/// Where one database is searched for names, reading ends with the last of them. Output is in the order of the file.
public struct RDBGetter {
    private let options: RDBGetOptions
    private let output: ConvertedOutput

    /// A getter that writes to `sink`, which is the caller's to finish.
    public init(_ options: RDBGetOptions, to sink: any ByteSink) {
        self.options = options
        output = ConvertedOutput(sink, isArray: false)
    }

    /// What ended the writing; nothing is written after it.
    public var failure: OutputError? { output.failure }

    /// Gets the keys out of one input. Damage never throws: it is in the report, and what could be read is written.
    ///
    /// - Parameter progress: Called now and then, by any thread, with the number of bytes read.
    public func get(_ input: RDBInput, progress: (@Sendable (UInt64) -> Void)? = nil) -> RDBGetReport {
        let plan = plan(input)
        let run = RDBConvertRun(plan, output, progress)
        let contents: RDBConvertReport
        switch options.format {
        case .text: contents = run.convert { DumpWriter($0, input, showsValues: true, nowMs: options.nowMs) }
        case .json: contents = run.convert { JSONWriter($0, plan.options, file: "") }
        case .resp: contents = run.convert { CommandWriter<RESPEncoding>($0, plan.options, input, isFirstInput: true) }
        case .payload: contents = run.convert { PayloadWriter($0, input) }
        case .raw: contents = run.convert { RawStringWriter($0) }
        }
        return RDBGetReport(contents, missing: plan.search?.missing ?? [])
    }

    private func plan(_ input: RDBInput) -> RDBConvertPlan {
        var plan = RDBConvertPlan(
            options: RDBConvertOptions(), input: input, file: "", isFirstInput: true, part: .keysWithDatabase,
            search: KeySearch(options.filter), keepsDamaged: options.format == .text)
        plan.options.filter = options.filter
        plan.options.threads = options.threads
        plan.options.memory = options.memory
        plan.options.continuesBehindDamage = true
        // Nothing in them tells two values apart.
        if options.format == .raw || options.format == .payload { plan.options.limit = 1 }
        return plan
    }
}
