import RDBKit
import SystemPackage
import ToolSupport

/// One run of `rdbtool rewrite`.
struct Rewriting {
    /// Whether the output is read back and compared.
    enum Verification {
        case never
        /// Where input and output are files.
        case wherePossible
        case always
    }

    private let options: RDBRewriteOptions
    private let input: InputFile
    private let work: WorkOptions
    private let verification: Verification
    private let isQuiet: Bool

    init(
        _ options: RDBRewriteOptions, input: InputFile, _ work: WorkOptions, _ verification: Verification,
        isQuiet: Bool
    ) {
        self.options = options
        self.input = input
        self.work = work
        self.verification = verification
        self.isQuiet = isQuiet
    }

    /// Writes to the output of this name, nil for standard output.
    ///
    /// - Throws: Why the output cannot be written; it is as it was then.
    func run(to name: String?) throws(OutputError) -> ExitStatus {
        try run(name, replacesInput: false) { true }
    }

    /// Writes a new file that takes the place of the input, unless somebody has changed that meanwhile.
    func runInPlace(force: Bool) throws(OutputError) -> ExitStatus {
        let path = FilePath(input.name)
        if let process = FileUse.writer(of: path), !force {
            complain("process \(process) has it open for writing: stop it, or --force")
            return .failed
        }
        let before = FileFacts(path)
        return try run(input.name, replacesInput: true) { FileFacts(path) == before }
    }

    private func run(
        _ name: String?, replacesInput: Bool, isUnchanged: () -> Bool
    ) throws(OutputError) -> ExitStatus {
        let output = try OutputFile(
            name, inputs: [input.name], replacesInput: replacesInput, threads: work.threads)
        if output.isTerminal {
            StandardError.line("rdbtool: a snapshot is not for a terminal: use -o or a pipe")
            return .failed
        }
        let report = try rewrite(to: output)
        show(report)
        guard report.isEnded else {
            output.discard()
            if !report.isUnreadable { complain("not rewritten, for the output would not be what was asked for") }
            return report.isUnreadable ? .failed : .negative
        }
        guard try isRightWhenReadBack(output, report), isUnchangedOrComplain(isUnchanged) else {
            output.discard()
            return .failed
        }
        try output.commit()
        return report.isIncomplete ? .negative : .good
    }

    private func rewrite(to output: OutputFile) throws(OutputError) -> RDBRewriteReport {
        let opened: InputFile.Opened
        do throws(RDBError) {
            opened = try input.open(memory: work.windowMemory)
        } catch {
            return RDBRewriteReport(failedWith: error)
        }
        var options = options
        options.gathersContents =
            verification == .always
            || (verification == .wherePossible && opened.input.reopen != nil && output.isNewFile)
        let progress = Progress(work.progress, file: input.name, total: opened.size)
        defer { progress?.finish() }
        return try RDBRewriter(options).rewrite(opened.input, to: output.sink) { progress?.reached($0) }
    }

    private func isRightWhenReadBack(_ output: OutputFile, _ report: RDBRewriteReport) throws(OutputError) -> Bool {
        guard let contents = report.contents else { return true }
        try output.finish()
        do throws(RDBError) {
            guard let written = try output.readBack(memory: work.windowMemory) else {
                complain("the output cannot be read back: it is no file")
                return false
            }
            if contents.match(written, threads: work.threads, memory: work.checkMemory) { return true }
            complain("read back, the output does not hold what it should: it is discarded")
        } catch {
            complain("the output cannot be read back: \(error.message)")
        }
        return false
    }

    private func isUnchangedOrComplain(_ isUnchanged: () -> Bool) -> Bool {
        if isUnchanged() { return true }
        complain("it has changed meanwhile, and is left as it is now")
        return false
    }

    private func show(_ report: RDBRewriteReport) {
        let least: RDBSeverity = isQuiet ? .error : .warning
        for finding in report.findings where finding.severity >= least {
            StandardError.line(FindingLine(tool: "rdbtool", file: input.shownName, finding: finding).text)
        }
        if report.isTorn && options.continuesBehindDamage { complain("a part of a damaged record is in the output") }
        if report.undecidedKeys > 0 {
            complain("\(report.undecidedKeys.counted("key")) left out: a regular expression met its match limit")
        }
        if report.lostRecords > 0 { complain("left out, for the target cannot hold it: \(report.lostRecords) in all") }
    }

    private func complain(_ text: String) {
        StandardError.line("rdbtool: \(Terminal.escaped(input.shownName)): \(text)")
    }
}
