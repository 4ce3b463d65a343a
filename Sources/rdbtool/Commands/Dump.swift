import ArgumentParser
import RDBKit
import ToolSupport

struct Dump: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the keys of snapshots, one readable line each.",
        discussion: """
            Columns: database, type, encoding on disk, elements, bytes of the value in the file, seconds to live \
            (- for ever, or expired), key. A key with blanks or bytes that are no plain text is in quotes, with \
            escapes as redis-cli shows them. Lines are in the order of the file.

            EXAMPLES:
              rdbtool dump dump.rdb
              rdbtool dump --key 'session:*' --ttl none dump.rdb | sort -n -k 5 | tail
              rdbtool dump --values --limit 3 dump.rdb

            EXIT STATUS: 0 all is listed; 1 a file is damaged (what could be read is listed); 2 an input could not \
            be read, or the output not be written; 64 wrong usage.
            """
    )

    @Argument(help: "RDB files, or - for standard input.", completion: .file(extensions: ["rdb"]))
    var files: [String]

    @Flag(help: "Show the values too, below their keys.")
    var values = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where it goes: a file (.gz and .zst are compressed), - for standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup(title: "Which keys") var filters: FilterOptions

    @Option(help: ArgumentHelp("List this many keys at most.", valueName: "n"))
    var limit: UInt64?

    @Flag(name: .shortAndLong, help: "Show errors only.")
    var quiet = false

    @OptionGroup(title: "Work") var work: WorkOptions

    func execute() throws -> ExitStatus {
        OutputFile.ending(tool: "rdbtool", name: output) { () throws(OutputError) in
            let file = try OutputFile(output, inputs: files, threads: work.threads)
            let status = try dump(to: file)
            try file.commit()
            return status
        }
    }

    private func dump(to file: OutputFile) throws(OutputError) -> ExitStatus {
        var options = RDBDumpOptions(nowMs: work.nowMs)
        options.showsValues = values
        options.showsHeading = file.isTerminal
        options.filter = filters.filter(nowMs: work.nowMs)
        options.limit = limit
        options.threads = work.threads
        options.memory = work.checkMemory
        let dumper = RDBDumper(options, to: file.sink)
        var status = ExitStatus.good
        for input in files.map(InputFile.init) {
            let outcome = ConvertOutcome(report: report(on: input, dumper), input: input)
            if let failure = dumper.failure { throw failure }
            outcome.show(isQuiet: quiet)
            status = max(status, outcome.status)
        }
        return status
    }

    private func report(on input: InputFile, _ dumper: RDBDumper) -> RDBConvertReport {
        do throws(RDBError) {
            let opened = try input.open(memory: work.windowMemory)
            let progress = Progress(work.progress, file: input.name, total: opened.size)
            defer { progress?.finish() }
            return dumper.dump(opened.input) { progress?.reached($0) }
        } catch {
            return RDBConvertReport(failedWith: error)
        }
    }
}
