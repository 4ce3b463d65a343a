import ArgumentParser
import RDBKit
import ToolSupport

/// Which commands of a log are wanted.
struct CommandFilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only commands with this name (comma list, repeatable).", valueName: "names"))
    var command: [String] = []

    @OptionGroup var names: KeyNameOptions

    @Option(
        help: ArgumentHelp(
            "Only what was written from then on: a time, -10m, offset:[FILE:]N, command:N; base files lie in front.",
            valueName: "moment"))
    var since: LogMoment?

    @Option(
        help: ArgumentHelp(
            "Only what was written until then: a time, -10m, offset:[FILE:]N, command:N.", valueName: "moment"))
    var until: LogMoment?

    @Option(help: ArgumentHelp("Write this many commands and keys at most.", valueName: "n"))
    var limit: UInt64?

    func apply(to options: inout AOFConvertOptions, nowMs: Int64) {
        options.commands = command.flatMap { $0.split(separator: ",").map(String.init) }
        options.filter = names.filter
        options.since = since?.place(nowMs: nowMs)
        options.until = until?.place(nowMs: nowMs)
        options.limit = limit
    }

    /// The files that options name.
    var namedFiles: [String] { [since, until].compactMap { $0?.file } }
}

extension LogMoment {
    /// The place of which it speaks.
    func place(nowMs: Int64) -> AOFPlace {
        switch self {
        case .seconds(let seconds): .seconds(seconds)
        case .ago(let seconds): .seconds(nowMs / 1000 - seconds)
        case .offset(let offset, let file): .offset(offset, file: file)
        case .command(let count): .commands(count)
        }
    }

    /// The file that it names.
    var file: String? {
        guard case .offset(_, let file) = self else { return nil }
        return file
    }
}
