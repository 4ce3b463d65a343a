/// Tells the history of keys: which commands of a log concerned them, and what became of them.
///
/// ```swift
/// var options = AOFHistoryOptions()
/// options.filter.globs = [GlobPattern("cart:17")]
/// let report = AOFHistory(options).run(try AOFSet(path: "/var/lib/redis/appendonlydir")) { event in
///     print(event.file, event.offset, event.effect)
/// }
/// print(report.keys.first?.vanished?.offset)
/// ```
/// Keys come and go by what is in their values too: the last LPOP of a list deletes it. So the elements of the keys are
/// followed, within a limit of memory, and those of all keys from which commands put something into them; which these
/// are is found out by a pass over the log that goes before.
public struct AOFHistory: Sendable {
    private let options: AOFHistoryOptions

    /// A history with these options.
    public init(_ options: AOFHistoryOptions) {
        self.options = options
    }

    /// Reads all files of `set`. Damage never throws: it is in the report.
    ///
    /// - Parameter progress: Called now and then with the number of bytes read of the current file.
    /// - Parameter handle: Called for each event, in the order of the log.
    public func run(
        _ set: AOFSet, progress: (@Sendable (UInt64) -> Void)? = nil, _ handle: @escaping (AOFHistoryEvent) -> Void
    ) -> AOFHistoryReport {
        let targets = AOFHistoryTargets(options.filter)
        var report = AOFHistoryReport()
        var openTransaction: UInt64?
        if set.kind != .stream {
            let survey = AOFHistorySurvey(memory: options.memory / 4)
            let pass = Self.pass(set, options, range: false, AOFSurveyWorker(survey, .known), survey, progress)
            openTransaction = pass.openTransaction
            targets.learn(survey, followsRenames: options.followsRenames)
            if survey.isIncomplete { report.add(.notChecked, "not all keys that flow into others have room") }
        }
        let run = AOFHistoryRun(targets, memory: options.memory / 4 * 3, openTransaction: openTransaction, handle)
        let pass = Self.pass(set, options, range: true, AOFHistoryWorker(run), run, progress)
        report.findings += pass.findings
        report.keys = run.keys
        report.commands = run.commands
        if run.space.isOutOfMemory { report.add(.notChecked, "elements of some values have no room (--memory)") }
        if run.space.hasLostKeys {
            report.add(.notChecked, "some keys have no room, and what becomes of them (--memory)")
        }
        if run.summaries.isIncomplete { report.add(.notChecked, "the ends of some keys have no room (--memory)") }
        if targets.undecided > 0 {
            report.add(.notChecked, targets.undecided.counted("key") + " met a limit of a pattern")
        }
        return report
    }

    private static func pass<W: AOFBatchWorker & ~Copyable & SendableMetatype>(
        _ set: AOFSet, _ options: AOFHistoryOptions, range: Bool, _ worker: consuming W,
        _ delegate: some AOFSetPass.Delegate, _ progress: (@Sendable (UInt64) -> Void)?
    ) -> AOFSetPass {
        var pass = AOFSetPass(set)
        pass.since = range ? options.since : nil
        pass.until = range ? options.until : nil
        pass.windowMemory = options.windowMemory
        let workers = UnsafeMutableBufferPointer<W>.allocate(capacity: 1)
        unsafe workers.initializeElement(at: 0, to: worker)
        defer {
            unsafe workers.deinitialize()
            unsafe workers.deallocate()
        }
        unsafe pass.run(workers, delegate, progress)
        return pass
    }
}

extension AOFHistoryReport {
    mutating func add(_ code: RDBError.Code, _ detail: String) {
        findings.append(AOFFinding("", RDBFinding(RDBError(code, at: 0), detail: detail)))
    }
}
