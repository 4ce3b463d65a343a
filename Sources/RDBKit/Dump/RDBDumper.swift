/// Lists the keys of RDB files, one line each, in the order of the file.
///
/// ```swift
/// let dumper = RDBDumper(RDBDumpOptions(nowMs: now), to: sink)
/// let report = dumper.dump(RDBInput(try FileSource(path: "dump.rdb")))
/// ```
/// Damage never throws: it is in the report. A value of which only a part can be read has its line, and that part.
public final class RDBDumper {
    private let options: RDBDumpOptions
    private let output: ConvertedOutput
    private var keysLeft: UInt64?

    /// A dumper that writes to `sink`, which is the caller's to finish.
    public init(_ options: RDBDumpOptions, to sink: any ByteSink) {
        self.options = options
        output = ConvertedOutput(sink, isArray: false)
        keysLeft = options.limit
        if options.showsHeading { output.write(DumpLine.heading) }
    }

    /// What ended the writing; nothing is written after it.
    public var failure: OutputError? { output.failure }

    /// Lists the keys of one input.
    ///
    /// - Parameter progress: Called now and then, by any thread, with the number of bytes read.
    public func dump(
        _ input: RDBInput, progress: (@Sendable (UInt64) -> Void)? = nil
    ) -> RDBConvertReport {
        var plan = RDBConvertPlan(
            options: RDBConvertOptions(), input: input, file: "", isFirstInput: true, part: .keys, keepsDamaged: true)
        plan.options.filter = options.filter
        plan.options.limit = keysLeft
        plan.options.threads = options.threads
        plan.options.memory = options.memory
        plan.options.continuesBehindDamage = true
        let options = options
        let report = RDBConvertRun(plan, output, progress).convert {
            DumpWriter($0, input, showsValues: options.showsValues, nowMs: options.nowMs)
        }
        if let left = keysLeft { keysLeft = left - min(left, report.keys) }
        return report
    }
}
