import ArgumentParser
import RDBKit
import ToolSupport

struct Convert: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what logs hold as JSON, or as commands.",
        discussion: """
            One JSON object for each command: file, offset, time_ms, db, transaction, command, args. Base files \
            contribute their keys, in the shape of rdbtool convert. resp and commands make the data again. Several \
            inputs make one output. Behind damage it goes on where records can be found again; a file named by -o \
            gets its name only when all went well, or with --keep-partial.

            EXAMPLES:
              aoftool convert /var/lib/redis/appendonlydir -o log.ndjson.zst
              aoftool convert --command del,unlink,flushall --since=-1h appendonlydir
              aoftool convert --to resp --until 2026-01-01T03:00:00Z appendonlydir | redis-cli --pipe
              aoftool convert --schema duckdb

            EXIT STATUS: 0 all is written; 1 a file is damaged, or data cannot be said in this format; 2 an input \
            could not be read, or the output not be written; 64 wrong usage.
            """
    )

    @OptionGroup var input: SetArguments

    @Option(help: "What is made: ndjson, json, resp or commands.")
    var to = LogFormat.ndjson

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where it goes: a file (.gz and .zst are compressed), - for standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Print the schema of the JSON for duckdb, spark or as jsonschema, and nothing else.", valueName: "kind"))
    var schema: RDBConvertSchema?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "resp, commands: what base files hold is said in commands that this server knows: \(ServerTarget.names).",
            valueName: "server"))
    var server: ServerTarget?

    @OptionGroup(title: "Which commands") var filters: CommandFilterOptions

    @Flag(help: "Keep what was made of a damaged log.")
    var keepPartial = false

    @Flag(name: .shortAndLong, help: "Show errors only.")
    var quiet = false

    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if input.paths.isEmpty && input.config == nil && schema == nil {
            throw ValidationError("Name a path, - or --config.")
        }
        if server != nil && to != .resp && to != .commands {
            throw ValidationError("--for is for --to resp and commands.")
        }
    }

    func execute() throws -> ExitStatus {
        if let schema {
            print(schema.logText, terminator: "")
            return .good
        }
        guard let paths = input.resolved() else { return .failed }
        var options = AOFConvertOptions()
        options.format = to.format
        options.target = server
        filters.apply(to: &options, nowMs: work.nowMs)
        let run = LogConversion(options, filters.namedFiles, work, keepsPartial: keepPartial, isQuiet: quiet)
        return run.write(paths, config: input.config, to: output)
    }
}

/// What `aoftool convert` makes.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case ndjson, json, resp, commands

    var format: AOFConvertFormat {
        switch self {
        case .ndjson: .ndjson
        case .json: .json
        case .resp: .resp
        case .commands: .commands
        }
    }
}
