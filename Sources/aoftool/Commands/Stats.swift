import ArgumentParser
import RDBKit
import SystemPackage
import ToolSupport

struct Stats: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say in figures what append-only files hold, and how much of it a rewrite would save.",
        discussion: """
            Commands by name, bytes and rate over time (where the log has time stamps), the keys and prefixes with the \
            most commands and bytes, transactions, and how many bytes are superseded: overwritten or deleted later. A \
            prefix is what stands in front of the first colon of a key. Lists of names are made in bounded memory: a \
            figure is too small by at most the error that stands beside it. Superseded bytes are estimated on a sample.

            EXAMPLES:
              aoftool stats /var/lib/redis/appendonlydir
              aoftool stats --since=-1h --top 20 appendonlydir
              aoftool stats --format json appendonly.aof | jq .superseded

            EXIT STATUS: 0 all is counted; 1 a file is damaged; 2 it could not be read; 64 wrong usage.
            """
    )

    @OptionGroup var input: SetArguments

    @Option(help: ArgumentHelp("Names in each list (10).", valueName: "n"))
    var top = 10

    @Option(
        help: ArgumentHelp(
            "Count what was written from then on: a time, -10m, offset:[FILE:]N, command:N.", valueName: "moment"))
    var since: LogMoment?

    @Option(
        help: ArgumentHelp(
            "Count what was written until then: a time, -10m, offset:[FILE:]N, command:N.", valueName: "moment"))
    var until: LogMoment?

    @OptionGroup(title: "Output") var show: ShowOptions
    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if input.paths.isEmpty && input.config == nil { throw ValidationError("Name a path, - or --config.") }
        if !(0...10_000).contains(top) { throw ValidationError("--top must be 0 to 10000.") }
    }

    func execute() throws -> ExitStatus {
        guard let paths = input.resolved() else { return .failed }
        return paths.map(count).max() ?? .good
    }

    private func count(_ path: String) -> ExitStatus {
        do throws(RDBError) {
            let set = try AOFSet(path: FilePath(path))
            let progress = Progress(work.progress, file: path, total: nil)
            let statistics = AOFStatistics(set, options) { progress?.reached($0) }
            progress?.finish()
            let status: ExitStatus = statistics.isUnreadable ? .failed : statistics.isDamaged ? .negative : .good
            print(statistics, path, status)
            return status
        } catch {
            ReportPrinter(show).failed(path, error)
            return .failed
        }
    }

    private var options: AOFStatistics.Options {
        var options = AOFStatistics.Options()
        options.threads = work.threads
        options.memory = work.memory?.bytes ?? options.memory
        options.windowMemory = work.windowMemory
        options.top = top
        options.since = since?.place(nowMs: work.nowMs)
        options.until = until?.place(nowMs: work.nowMs)
        return options
    }

    private func print(_ statistics: AOFStatistics, _ path: String, _ status: ExitStatus) {
        if show.format == .json {
            if !show.quiet {
                Swift.print(JSONLine.encode(StatisticsJSON(file: path, statistics: statistics, status: status)))
            }
            return
        }
        ReportPrinter(show).findings(statistics.findings, path)
        guard !show.quiet, !statistics.isUnreadable || statistics.total.commands > 0 else { return }
        let text = StatisticsText(
            name: InputFile(path).shownName, statistics: statistics, draws: Terminal.usesColor(show.color))
        for line in text.lines { Swift.print(line) }
    }
}
