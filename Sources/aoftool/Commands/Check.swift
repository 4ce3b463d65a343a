import ArgumentParser
import RDBKit
import SystemPackage
import ToolSupport

struct Check: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether append-only files are sound, and all that is wrong with them.",
        discussion: """
            Reads every record of every file of a set, the manifest, and every value of a base file. Goes on behind \
            damage where records can be found again. Names the command that would mend it, and what that would lose. \
            Reads only.

            EXAMPLES:
              aoftool check /var/lib/redis/appendonlydir
              aoftool check --for redis-7.0 --format json appendonly.aof | jq .for
              aoftool check --config /etc/redis/redis.conf

            Called redis-check-aof or valkey-check-aof (a link is enough), or with --compat, it answers as they do.

            EXIT STATUS: 0 sound; 1 damaged, or refused by the server; 2 not an append-only file, or it could not be \
            read; 64 wrong usage. Several inputs: the worst of theirs.
            """
    )

    @OptionGroup var input: SetArguments

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("What this server does with it: \(ServerTarget.names).", valueName: "server"))
    var server: ServerTarget?

    @Flag(help: "Warnings count as errors.")
    var strict = false

    @Option(help: ArgumentHelp("Databases that the server is configured for.", valueName: "n"))
    var databases: UInt64 = 16

    @Option(help: ArgumentHelp("Findings of each code to report; all are counted.", valueName: "n"))
    var maxFindings = 1000

    @OptionGroup(title: "In place of the official checkers") var compat: CompatOptions
    @OptionGroup(title: "Output") var show: ShowOptions
    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if input.paths.isEmpty && input.config == nil { throw ValidationError("Name a path, - or --config.") }
        if compat.compat != nil && (server != nil || show.format == .json) {
            throw ValidationError("--compat takes files only: not with --for or --format json.")
        }
        if maxFindings < 1 { throw ValidationError("--max-findings must be at least 1.") }
    }

    func execute() throws -> ExitStatus {
        guard let paths = input.resolved() else { return .failed }
        if let style = compat.compat { return paths.map { compat.check($0, style) }.max() ?? .good }
        return paths.map(check).max() ?? .good
    }

    private func check(_ path: String) -> ExitStatus {
        do throws(RDBError) {
            let set = try AOFSet(path: FilePath(path))
            let outcome = judge(checkContents(set, path), path)
            print(outcome, path)
            return outcome.status
        } catch {
            ReportPrinter(show).failed(path, error)
            return .failed
        }
    }

    private func checkContents(_ set: AOFSet, _ path: String) -> AOFCheckReport {
        let progress = Progress(work.progress, file: path, total: nil)
        defer { progress?.finish() }
        var options = AOFCheckOptions()
        options.rdb = work.checkOptions
        options.rdb.maximumFindings = maxFindings
        options.server = server
        options.databases = databases
        return AOFChecker(options).check(set) { progress?.reached($0) }
    }

    private func judge(_ report: AOFCheckReport, _ path: String) -> AOFOutcome {
        let plan = AOFMendPlanner(report, memory: work.windowMemory).plan()
        var all = AOFMendOptions.everything
        all.keepsOpenMulti = plan.obstacles.contains { $0.remedy == "--keep-open-multi" }
        let fullPlan = plan.isPossible ? plan : AOFMendPlanner(report, all, memory: work.windowMemory).plan()
        return AOFOutcome(
            report: report, plan: plan, fullPlan: fullPlan,
            verdictOfServer: server.map { AOFJudge(report, server: $0).verdict }, isStrict: strict)
    }

    private func print(_ outcome: AOFOutcome, _ path: String) {
        let printer = ReportPrinter(show)
        if show.format == .json {
            if !show.quiet { Swift.print(JSONLine.encode(AOFReportJSON(file: path, outcome: outcome))) }
            return
        }
        printer.findings(outcome, isStrict: strict)
        guard !show.quiet else { return }
        let text = AOFReportText(
            name: InputFile(path).shownName, outcome: outcome, usesColor: Terminal.usesColor(show.color))
        for line in text.lines { Swift.print(line) }
    }
}
