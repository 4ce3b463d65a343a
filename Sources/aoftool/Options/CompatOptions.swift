import ArgumentParser
import ToolSupport

/// Options of the official checkers.
struct CompatOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Print the lines of redis-check-aof or valkey-check-aof.", valueName: "checker"))
    var compat: CompatStyle?

    @Flag(help: "With --compat: cut damaged files, as the checker's --fix does; what is cut off is kept.")
    var fix = false

    @Option(help: ArgumentHelp("With --compat: cut what is later than this Unix time.", valueName: "seconds"))
    var truncateToTimestamp: String?

    func validate() throws {
        if compat == nil && (fix || truncateToTimestamp != nil) {
            throw ValidationError("--fix and --truncate-to-timestamp need --compat; see aoftool fix, aoftool truncate.")
        }
        if fix && truncateToTimestamp != nil {
            throw ValidationError("--fix and --truncate-to-timestamp exclude each other.")
        }
    }

    /// How the file at `path` ends.
    func check(_ path: String, _ style: CompatStyle) -> ExitStatus {
        let options = truncateToTimestamp.map { ["--truncate-to-timestamp", $0] } ?? (fix ? ["--fix"] : [])
        return CompatChecker(CompatArguments(style, options + [path])).run() == 0 ? .good : .negative
    }
}
