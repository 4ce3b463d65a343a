import ArgumentParser
import ToolSupport

/// Called `redis-check-aof` or `valkey-check-aof`, the program is that; else it is `aoftool`.
@main
enum Main {
    static func main() {
        guard let compat = CompatArguments(CommandLine.arguments) else { AOFTool.start() }
        AOFTool.exit(withError: ExitCode(CompatChecker(compat).run()))
    }
}

struct AOFTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aoftool",
        abstract: "Works with append-only files of Redis and Valkey.",
        discussion: """
            A path is a single log, with or without an RDB in front, a folder with a manifest (appendonlydir), a \
            manifest, one file of a set, or - for standard input.

            EXIT STATUS: 0 the good answer; 1 the negative answer, such as damage found; 2 the work could not \
            be done; 64 wrong usage.
            """,
        version: ToolVersion.text,
        subcommands: [
            Check.self, Convert.self, Dump.self, Inspect.self, Log.self, Stats.self, Fix.self, Truncate.self,
        ]
    )
}
