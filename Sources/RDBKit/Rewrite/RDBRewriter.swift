/// Writes an RDB file anew: with some of its keys, other names, databases or expiries.
///
/// ```swift
/// var options = RDBRewriteOptions()
/// options.filter.globs = [GlobPattern("session:*")]
/// let report = try RDBRewriter(options).rewrite(RDBInput(try FileSource(path: "dump.rdb")), to: sink)
/// if report.isEnded { try sink.finish() }
/// ```
/// Memory is bounded whatever the file, and the output is the same for any number of threads.
public struct RDBRewriter: Sendable {
    /// What the output is to be.
    public var options: RDBRewriteOptions

    /// A rewriter with these options.
    public init(_ options: RDBRewriteOptions = RDBRewriteOptions()) {
        self.options = options
    }

    /// Reads all of `input` and writes what it becomes to `sink`, which is the caller's to finish.
    ///
    /// Damage never throws: it is in the report. An output that the report does not call ended
    /// (``RDBRewriteReport/isEnded``) must not be used.
    /// - Parameter progress: Called now and then, by any thread, with the number of bytes read.
    /// - Throws: Why the output could not be written.
    public func rewrite(
        _ input: RDBInput, to sink: any ByteSink, progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws(OutputError) -> RDBRewriteReport {
        var report = RDBRewriteReport()
        let window = InputWindow(input.source, capacity: InputWindow.standardCapacity)
        let framer: RDBFramer
        let plan: RDBRewritePlan
        do throws(RDBError) {
            let header = try RDBHeader(reading: window)
            report.header = header
            try header.requireSupported()
            plan = try RDBRewritePlan(options, input, reading: header)
            framer = RDBFramer(window, header: header, nodeLimit: options.nodeLimit)
        } catch {
            report.add(RDBFinding(error))
            return report
        }
        try RDBRewriteRun(plan, framer, sink).rewrite(&report, progress)
        return report
    }
}
