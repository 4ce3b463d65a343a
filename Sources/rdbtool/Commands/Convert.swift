import ArgumentParser
import RDBKit
import ToolSupport

struct Convert: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what snapshots hold as JSON, CSV, key names or commands.",
        discussion: """
            Several inputs make one output. Nothing is lost: strings that are no UTF-8 become base64. What a format or \
            a target server cannot say is counted on standard error. A damaged file is converted up to the damage; a \
            file named by -o gets its name only when all went well, or with --keep-partial.

            EXAMPLES:
              rdbtool convert nightly.rdb.gz -o nightly.ndjson.zst
              rdbtool convert --to resp --for redis-8.2 dump.rdb | redis-cli --pipe
              rdbtool convert --to keys --key 'session:*' --ttl none dump.rdb | wc -l
              rdbtool convert --schema duckdb

            EXIT STATUS: 0 all is written; 1 a file is damaged, or data cannot be said in this format; 2 an input \
            could not be read, or the output not be written; 64 wrong usage.
            """
    )

    @Argument(help: "RDB files, or - for standard input.", completion: .file(extensions: ["rdb"]))
    var files: [String] = []

    @Option(help: "What is made: ndjson, json, csv, keys, resp or commands.")
    var to = RDBConvertFormat.ndjson

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where it goes: a file (.gz and .zst are compressed), - for standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup(title: "JSON and CSV") var shape: ShapeOptions
    @OptionGroup(title: "Commands (resp, commands)") var target: TargetOptions
    @OptionGroup(title: "Which keys") var filters: FilterOptions

    @OptionGroup var extent: ExtentOptions

    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if files.isEmpty && shape.schema == nil { throw ValidationError("Name a file, or - for standard input.") }
        try shape.validate(for: to)
        try target.validate(for: to)
    }

    func execute() throws -> ExitStatus {
        if let schema = shape.schema {
            print(schema.text, terminator: "")
            return .good
        }
        return OutputFile.ending(tool: "rdbtool", name: output) { () throws(OutputError) in
            try Conversion(options, inputs: files.map(InputFile.init), output: output, work, isQuiet: extent.quiet)
                .run()
        }
    }

    private var options: RDBConvertOptions {
        var options = RDBConvertOptions()
        options.format = to
        options.threads = work.threads
        options.memory = work.checkMemory
        options.filter = filters.filter(nowMs: work.nowMs)
        options.limit = extent.limit
        options.continuesBehindDamage = extent.keepPartial
        shape.apply(to: &options)
        target.apply(to: &options)
        return options
    }
}
