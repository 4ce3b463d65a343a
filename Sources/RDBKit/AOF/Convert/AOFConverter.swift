internal import SystemPackage

/// Converts append-only files into other formats.
///
/// ```swift
/// let converter = AOFConverter(to: sink)
/// let report = converter.convert(try AOFSet(path: "/var/lib/redis/appendonlydir"))
/// try converter.finish()
/// try sink.finish()
/// ```
/// Several sets make one output. Memory is bounded whatever the files, and the output is the same for any number of
/// threads.
public final class AOFConverter {
    private let options: AOFConvertOptions
    private let output: ConvertedOutput
    private let table = AOFCommandTable.known
    private var left: UInt64
    private var isFirstPart = true
    /// The last file, held open where it is followed, and where it ended.
    private(set) var last: (part: AOFOpenPart, end: AOFPartPass.End)?

    /// A converter that writes to `sink`.
    public init(_ options: AOFConvertOptions = AOFConvertOptions(), to sink: any ByteSink) {
        self.options = options
        output = ConvertedOutput(sink, isArray: options.format == .json)
        left = options.limit ?? .max
    }

    /// What ended the writing; nothing is written after it.
    public var failure: OutputError? { output.failure }

    /// Whether anything was written.
    public var hasWritten: Bool { output.hasWritten }

    /// Converts all files of a set. Damage never throws: it is in the report, and what can be read is in the output.
    ///
    /// - Parameter progress: Called now and then, by any thread, with the number of bytes read of the current file.
    public func convert(_ set: AOFSet, progress: (@Sendable (UInt64) -> Void)? = nil) -> AOFConvertReport {
        var report = AOFConvertReport()
        report.findings = set.findings
        var end = AOFPartPass.End(context: AOFContext(hasBegun: options.since == nil), isDone: false)
        for (index, part) in set.parts.enumerated() where part.isThere && !end.isDone && output.failure == nil {
            guard options.concerns(part) else { continue }
            do throws(RDBError) {
                let range = AOFRange(since: options.since, until: options.until, in: set, part: index)
                let followed = options.follows && part.isLast && part.path != "-" ? try AOFOpenPart(part) : nil
                let input = try AOFInput(path: followed?.path ?? part.path, memory: options.windowMemory)
                end = try convert(input, part, range, end, progress, &report)
                last = followed.map { ($0, end) }
            } catch {
                report.add(error, of: part)
            }
        }
        return report
    }

    /// Converts bytes that are no part of a set.
    func convert(_ input: AOFInput, name: String) -> AOFConvertReport {
        var report = AOFConvertReport()
        let part = AOFPart(name: name, path: "-")
        let start = AOFPartPass.End(context: AOFContext(hasBegun: options.since == nil), isDone: false)
        do throws(RDBError) {
            let range = AOFRange(since: options.since, until: options.until) { _ in 0 }
            _ = try convert(input, part, range, start, nil, &report)
        } catch {
            report.add(error, of: part)
        }
        return report
    }

    /// Goes on with a file that was converted up to `start`, on this thread.
    func resume(
        _ input: AOFInput, _ part: AOFPart, _ start: AOFPartPass.End, isContinued: Bool,
        _ report: inout AOFConvertReport
    ) throws(RDBError) -> AOFPartPass.End {
        var alone = options
        alone.threads = 1
        let written = report.commands
        defer { if options.limit != nil { left -= min(left, report.commands - written) } }
        let range = AOFRange(since: options.since, until: options.until) { _ in 0 }
        var run = AOFPartRun(
            input: input, part: part, options: alone, rules: rules(range, part), output: output, isBehindOthers: true,
            progress: nil)
        run.isContinued = isContinued
        return try convertRecords(run, start.context, left, &report)
    }

    /// Writes what stands behind all inputs; the sink is the caller's to finish.
    public func finish() throws(OutputError) {
        try output.finish()
    }

    private func convert(
        _ input: AOFInput, _ part: AOFPart, _ range: AOFRange, _ start: AOFPartPass.End,
        _ progress: (@Sendable (UInt64) -> Void)?, _ report: inout AOFConvertReport
    ) throws(RDBError) -> AOFPartPass.End {
        let written = report.commands + report.keys
        defer {
            isFirstPart = false
            if options.limit != nil { left -= min(left, report.commands + report.keys - written) }
        }
        let hasRDB = try input.beginsWithRDB()
        if hasRDB && !convertRDB(input, part, start.context, progress, &report) { return start }
        let run = AOFPartRun(
            input: input, part: part, options: options, rules: rules(range, part), output: output,
            isBehindOthers: hasRDB || !isFirstPart, progress: progress)
        return try convertRecords(
            run, start.context, left - min(left, report.commands + report.keys - written), &report)
    }

    private func rules(_ range: AOFRange, _ part: AOFPart) -> AOFRecordRules {
        var rules = AOFRecordRules(table: table, range: range, wholeLimit: options.wholeLimit)
        rules.expectsMore = options.follows && part.isLast
        return rules
    }

    private func convertRecords(
        _ run: AOFPartRun, _ context: AOFContext, _ left: UInt64, _ report: inout AOFConvertReport
    ) throws(RDBError) -> AOFPartPass.End {
        let name = run.part.name
        switch options.format {
        case .ndjson, .json:
            return try run.convert(context, left: left, &report) { AOFJSONWriter($0, options, table, file: name) }
        case .resp:
            return try run.convert(context, left: left, &report) { AOFCommandCopier<RESPEncoding>($0) }
        case .commands:
            return try run.convert(context, left: left, &report) { AOFCommandCopier<TextEncoding>($0) }
        case .lines:
            return try run.convert(context, left: left, &report) { AOFLineWriter($0, options, file: name) }
        case .map:
            return try run.convert(context, left: left, &report) { AOFMapWriter($0, options, file: name) }
        }
    }

    /// Converts the RDB in front; false when its end was not found.
    private func convertRDB(
        _ input: AOFInput, _ part: AOFPart, _ context: AOFContext, _ progress: (@Sendable (UInt64) -> Void)?,
        _ report: inout AOFConvertReport
    ) -> Bool {
        var rdb = RDBConvertReport()
        defer { report.add(rdb, of: part) }
        var plan = RDBConvertPlan(
            options: options.rdb, input: input.rdbInput, file: part.name, isFirstInput: isFirstPart,
            part: options.partOfRDB(hasBegun: context.hasBegun))
        plan.options.limit = options.limit.map { _ in left }
        plan.endsFile = false
        do throws(RDBError) {
            let header = try RDBHeader(reading: input.first)
            try header.requireSupported()
            let framer = RDBFramer(input.first, header: header, nodeLimit: plan.nodeLimit)
            run(plan, framer, progress, &rdb)
            return framer.foundEOF
        } catch {
            rdb.add(RDBFinding(error))
            return false
        }
    }

    private func run(
        _ plan: RDBConvertPlan, _ framer: RDBFramer, _ progress: (@Sendable (UInt64) -> Void)?,
        _ report: inout RDBConvertReport
    ) {
        let run = RDBConvertRun(plan, output, progress)
        guard options.format == .lines else { return run.convert(framer, &report) }
        run.convert(framer, &report) { AOFKeyLineWriter($0, file: plan.file) }
    }
}

extension AOFConvertOptions {
    /// What of an RDB is wanted: nothing where commands are picked by name, or where the range begins behind it.
    fileprivate func partOfRDB(hasBegun: Bool) -> RDBConvertPlan.Part {
        guard hasBegun, commands.isEmpty, format != .map else { return .nothing }
        return format == .resp || format == .commands ? .all : .keys
    }
}
