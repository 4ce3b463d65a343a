import RDBKit
import SystemPackage
import ToolSupport

#if canImport(Glibc)
    import Glibc
#endif

/// Shows a plan, asks, and carries it out: what `fix` and `truncate` share.
struct MendRun {
    let path: String
    let options: MendWorkOptions
    let show: ShowOptions
    let work: WorkOptions

    /// Checks the files and lets `makePlan` say what is to be done.
    func run(_ makePlan: (AOFCheckReport) throws -> AOFMendPlan) -> ExitStatus {
        do {
            let lock = try FolderLock(AOFSet.folder(of: FilePath(path)))
            try resume()
            let report = check(try AOFSet(path: FilePath(path)))
            let status = try carryOut(makePlan(report), report)
            _ = consume lock
            return status
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

    private func resume() throws {
        guard !options.dryRun else { return }
        for folder in try AOFMender.resume(in: AOFSet.folder(of: FilePath(path))) {
            StandardError.line("aoftool: finished an interrupted mend: \(Terminal.escaped(folder.string))")
        }
    }

    private func check(_ set: AOFSet) -> AOFCheckReport {
        var check = AOFCheckOptions()
        check.rdb = work.checkOptions
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
        if show.format == .text && !show.quiet { for line in MendPlanText(plan: plan).lines { print(line) } }
        guard plan.isPossible, isWithinLimits(plan) else { return finish(plan, .refused) }
        if options.dryRun { return finish(plan, .planned) }
        if options.output == nil && !options.force, let user = inUse(plan) {
            complain(user)
            return finish(plan, .failed)
        }
        guard options.yes || asks() else { return finish(plan, .declined) }
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

    private func asks() -> Bool {
        var stream = StandardError()
        stream.write("Continue? [y/N]: ")
        fflush(nil)
        let answer = readLine() ?? ""
        if answer.lowercased() == "y" || answer.lowercased() == "yes" { return true }
        StandardError.line("aoftool: nothing was changed")
        return false
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
        return try AOFMender(plan, stamp: MendStamp.text) { !Interruption.isRequested }.mend(spare: spare)
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
