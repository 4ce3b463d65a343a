import ArgumentParser
import RDBKit
import SystemPackage
import ToolSupport

struct Truncate: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "End an append-only file at a moment, or in front of a command.",
        discussion: """
            Later records are cut off, later files of a set are moved aside and taken out of the manifest; nothing is \
            deleted, and aoftool fix --undo puts it back. A transaction is never cut: it stays or goes as a whole.

            A time keeps all of its second: everything in front of the first #TS: line that is later. offset:N keeps \
            the records that end at or before byte N of the last file, or of the file that is named; command:N keeps \
            the first N commands of the set. Write --until=-10m with the sign.

            EXAMPLES:
              aoftool truncate --list-times appendonlydir
              aoftool truncate --until 2026-01-01T03:00:00Z --dry-run appendonlydir
              aoftool truncate --before-command FLUSHALL appendonlydir

            EXIT STATUS: 0 nothing to cut, or the times are listed; 1 cut, or not cut because of the answer or a limit; \
            2 it could not be done; 64 wrong usage.
            """
    )

    @OptionGroup var input: SetArguments

    @Option(
        help: ArgumentHelp(
            "Keep what was written until then: a time, -10m, offset:[FILE:]N, command:N.", valueName: "moment"))
    var until: LogMoment?

    @Option(help: ArgumentHelp("Cut in front of the first command with this name.", valueName: "name"))
    var beforeCommand: String?

    @Option(help: ArgumentHelp("Cut in front of the first command on a key that matches.", valueName: "glob"))
    var beforeKey: String?

    @Flag(help: "List the time stamps and change nothing.")
    var listTimes = false

    @OptionGroup(title: "Mending") var mend: MendWorkOptions
    @OptionGroup(title: "Output") var show: ShowOptions
    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if input.paths.count + (input.config == nil ? 0 : 1) != 1 {
            throw ValidationError("Name one path, or --config.")
        }
        let given = [until != nil, beforeCommand != nil, beforeKey != nil, listTimes].count { $0 }
        if given != 1 {
            throw ValidationError("Say one of --until, --before-command, --before-key and --list-times.")
        }
    }

    func execute() throws -> ExitStatus {
        guard let path = input.resolved()?.first else { return .failed }
        if listTimes { return list(path) }
        guard let limit else { return .failed }
        return MendRun(path: path, options: mend, show: show, work: work).run { report in
            let truncation = AOFTruncation(report, limit, memory: work.windowMemory)
            try truncation.requirePossible()
            guard let place = try truncation.place() else {
                return AOFMendPlan.nothing(for: report.set)
            }
            return truncation.plan(place)
        }
    }

    private var limit: AOFTruncation.Limit? {
        if let beforeCommand { return .command(beforeCommand) }
        if let beforeKey { return .key(GlobPattern(beforeKey)) }
        return until?.limit(nowMs: work.nowMs)
    }

    private func list(_ path: String) -> ExitStatus {
        do throws(RDBError) {
            var check = AOFCheckOptions()
            check.rdb = work.checkOptions
            let report = AOFChecker(check).check(try AOFSet(path: FilePath(path)))
            try AOFTruncation(report, .after(.max), memory: work.windowMemory).listTimes { part, offset, seconds in
                print("\(Moment.text(seconds: seconds))  \(seconds)  \(Terminal.escaped(part.name)):\(offset)")
                return true
            }
            return .good
        } catch {
            ReportPrinter(show).failed(path, error)
            return .failed
        }
    }
}
