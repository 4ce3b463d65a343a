import ArgumentParser
import RDBKit
import SystemPackage
import ToolSupport

struct Log: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell the history of keys: what was done to them, when, and what made them vanish.",
        discussion: """
            A line is FILE:OFFSET, time, database, transaction (multi: and the offset of its MULTI), what became of the \
            key, and the command; several keys are named in front of it. Behind the lines stands for each key whether it \
            exists at the end, and what made it vanish. Base files are looked into. Values are followed, so the LPOP \
            that takes the last element of a list deletes it.

            EXAMPLES:
              aoftool log --key cart:17 appendonlydir
              aoftool log --key 'session:*' --since=-1h --format json appendonlydir | jq .keys
              aoftool log --key orders --follow-renames --until 2026-01-01T03:00:00Z appendonlydir

            EXIT STATUS: 0 the history is told; 1 a file is damaged, or there was never such a key; 2 it could not be \
            read; 64 wrong usage.
            """
    )

    @OptionGroup var input: SetArguments
    @OptionGroup(title: "Which keys") var names: KeyNameOptions

    @Flag(help: "Follow keys to where RENAME and COPY take them, and back to where they came from.")
    var followRenames = false

    @Option(
        help: ArgumentHelp(
            "Tell what happened from then on: a time, -10m, offset:[FILE:]N, command:N.", valueName: "moment"))
    var since: LogMoment?

    @Option(
        help: ArgumentHelp(
            "The history until then: a time, -10m, offset:[FILE:]N, command:N.", valueName: "moment"))
    var until: LogMoment?

    @Option(help: ArgumentHelp("Bytes of a word that are shown (64).", valueName: "size"))
    var maxArg: ByteSize?

    @OptionGroup(title: "Output") var show: ShowOptions
    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if input.paths.isEmpty && input.config == nil { throw ValidationError("Name a path, - or --config.") }
        if names.filter.globs.isEmpty && names.filter.regexes.isEmpty {
            throw ValidationError("Name a key: --key or --key-regex.")
        }
    }

    func execute() throws -> ExitStatus {
        guard let paths = input.resolved() else { return .failed }
        return paths.map(tell).max() ?? .good
    }

    private func tell(_ path: String) -> ExitStatus {
        do throws(RDBError) {
            let set = try AOFSet(path: FilePath(path))
            if let file = [since, until].compactMap({ $0?.file }).first(where: { name in
                !set.parts.contains { $0.name == name }
            }) {
                StandardError.line("aoftool: \(Terminal.escaped(path)): it has no file \(Terminal.escaped(file))")
                return .failed
            }
            return tell(set, path)
        } catch {
            ReportPrinter(show).failed(path, error)
            return .failed
        }
    }

    private func tell(_ set: AOFSet, _ path: String) -> ExitStatus {
        let progress = Progress(work.progress, file: path, total: nil)
        let printer: any HistoryPrinter =
            show.format == .json
            ? HistoryJSONPrinter(path) : HistoryTextPrinter(longest: maxArg?.bytes ?? 64, nowMs: work.nowMs)
        let isShown = !show.quiet
        if isShown { printer.begin() }
        let report = AOFHistory(options).run(set, progress: { progress?.reached($0) }) { event in
            if isShown { printer.show(event) }
        }
        progress?.finish()
        let status = status(of: report)
        if isShown { printer.end(report, status) }
        if show.format == .text { ReportPrinter(show).findings(report.findings, path) }
        return status
    }

    private var options: AOFHistoryOptions {
        var options = AOFHistoryOptions()
        options.filter = names.filter
        options.followsRenames = followRenames
        options.since = since?.place(nowMs: work.nowMs)
        options.until = until?.place(nowMs: work.nowMs)
        options.memory = work.checkMemory
        options.windowMemory = work.windowMemory
        return options
    }

    private func status(of report: AOFHistoryReport) -> ExitStatus {
        if report.isUnreadable { return .failed }
        return report.isDamaged || report.keys.isEmpty ? .negative : .good
    }
}
