import RDBKit
import SystemPackage
import ToolSupport

/// Shows a plan, asks, and carries it out: what `fix` and `truncate` share.
struct MendRun {
    let path: String
    let options: MendWorkOptions
    let show: ShowOptions
    let work: WorkOptions

    /// Databases that the server is configured for.
    var databases: UInt64 = 16

    /// The path behind symbolic links.
    private var file: FilePath { AOFSet.resolved(FilePath(path)) }

    /// Checks the files and lets `makePlan` say what is to be done.
    func run(_ makePlan: (AOFCheckReport) throws -> AOFMendPlan) -> ExitStatus {
        do {
            let lock = try FolderLock(AOFSet.folder(of: file))
            let leftover = MendLeftovers(path: path, options: options, show: show)
            let before = try leftover.finish(in: AOFSet.folder(of: file))
            if before.isFinal { return before.status }
            let report = check(try AOFSet(path: file))
            let status = try carryOut(makePlan(report), report)
            _ = consume lock
            return max(before.status, status)
        } catch let error as RDBError {
            complain(error.message)
        } catch let error as AOFMendError {
            StandardError.line("aoftool: \(Terminal.escaped(error.message))")
        } catch {
            complain("\(error)")
        }
        return .failed
    }

    private func complain(_ text: String) {
        StandardError.line("aoftool: \(Terminal.escaped(InputFile(path).shownName)): \(Terminal.escaped(text))")
    }

    private func check(_ set: AOFSet) -> AOFCheckReport {
        var check = AOFCheckOptions()
        check.rdb = work.checkOptions
        check.databases = databases
        let progress = Progress(work.progress, file: path, total: nil)
        defer { progress?.finish() }
        return AOFChecker(check).check(set) { progress?.reached($0) }
    }

    private func carryOut(_ plan: AOFMendPlan, _ report: AOFCheckReport) throws -> ExitStatus {
        if report.set.kind == .stream {
            complain("only files can be mended, not a pipe")
            return .failed
        }
        if report.isUnreadable && plan.edits.isEmpty {
            complain(report.findings.first?.finding.message ?? "it cannot be read")
            return .failed
        }
        guard !plan.isEmpty else { return finish(plan, .nothing) }
        let isShown = show.format == .text && !show.quiet
        if isShown { for line in MendPlanText(plan: plan).lines { print(line) } }
        guard plan.isPossible, isWithinLimits(plan) else { return finish(plan, .refused) }
        if options.dryRun { return finish(plan, .planned) }
        if options.output == nil && !options.force, let user = inUse(plan) {
            complain(user)
            return finish(plan, .failed)
        }
        let prompt = MendPrompt(lines: isShown ? [] : MendPlanText(plan: plan).lines)
        guard options.yes || prompt.isAgreedTo else { return finish(plan, .declined) }
        return try finish(plan, .mended, journal: apply(plan))
    }

    private func isWithinLimits(_ plan: AOFMendPlan) -> Bool {
        guard let limit = options.limits.first(where: { !$0.allows(plan.loss, of: plan.byteCount) }) else {
            return true
        }
        complain("more than \(limit.text) would be lost; --max-loss allows it")
        return false
    }

    /// Why the files cannot be mended now.
    private func inUse(_ plan: AOFMendPlan) -> String? {
        for part in plan.set.parts {
            if let process = FileUse.writer(of: part.path) {
                return "process \(process) has \(part.name) open for writing: stop the server first (--force)"
            }
        }
        return nil
    }

    /// Carries the plan out; the folder with the journal, where there is one.
    private func apply(_ plan: AOFMendPlan) throws -> FilePath? {
        Interruption.begin()
        defer { Interruption.end() }
        if let output = options.output {
            try AOFMendCopy(plan) { !Interruption.isRequested }.write(to: FilePath(output), stamp: MendStamp.text)
            return nil
        }
        let spare = FilePath(options.tmp ?? Environment["TMPDIR"] ?? "/tmp")
        return try AOFMender(plan, stamp: MendStamp.text, isForced: options.force) { !Interruption.isRequested }
            .mend(spare: spare)
    }

    private func finish(_ plan: AOFMendPlan, _ outcome: MendOutcome, journal: FilePath? = nil) -> ExitStatus {
        for item in plan.unmended {
            StandardError.line(
                "aoftool: \(Terminal.escaped("\(item.file): not mended: \(item.reason); \(item.remedy)"))")
        }
        if show.format == .json {
            if !show.quiet {
                print(
                    JSONLine.encode(
                        MendPlanJSON(file: path, plan: plan, outcome: outcome, journal: journal?.string)))
            }
        } else if !show.quiet {
            if outcome == .nothing { print("\(Terminal.escaped(path)): nothing to do") }
            if outcome == .mended { print("\(Terminal.escaped(options.output ?? path)): mended") }
            if let journal {
                StandardError.line("aoftool: what was taken out is kept in \(Terminal.escaped(journal.string))")
            }
        }
        return outcome.status(plan)
    }
}
