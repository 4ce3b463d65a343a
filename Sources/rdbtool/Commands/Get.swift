import ArgumentParser
import RDBKit
import ToolSupport

struct Get: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Get single keys out of a snapshot.",
        discussion: """
            Finds keys without decoding the others. All databases are searched; with --db for one of them reading ends \
            with the last key. Found keys come in the order of the file.

            EXAMPLES:
              rdbtool get dump.rdb user:1000
              rdbtool get --to json dump.rdb user:1000 user:1001 | jq .
              rdbtool get --to payload --db 0 dump.rdb cart:7 | redis-cli -x RESTORE cart:7 0
              rdbtool get --glob --to resp dump.rdb 'cart:*' | redis-cli --pipe
              rdbtool get --escaped dump.rdb 'bin\\x00\\xff'

            EXIT STATUS: 0 all keys are there and written; 1 a key is absent, what was read is damaged, or a value \
            cannot be said in this format; 2 the input could not be read, or the output not be written; 64 wrong usage.
            """
    )

    @Argument(help: "An RDB file, or - for standard input.", completion: .file(extensions: ["rdb"]))
    var file: String

    @Argument(help: "Names of keys.")
    var keys: [String] = []

    @Option(help: "What is made: text, json, resp, payload (as DUMP gives it) or raw (the bytes of a string).")
    var to = RDBGetFormat.text

    @OptionGroup(title: "Which keys") var names: KeyOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where it goes: a file (.gz and .zst are compressed), - for standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(name: .shortAndLong, help: "Show errors only.")
    var quiet = false

    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        try names.validate(keys, input: file)
        guard to == .raw || to == .payload else { return }
        if keys.count != 1 || names.keysFrom != nil || names.glob {
            throw ValidationError("--to \(to.rawValue) writes one value: name one key.")
        }
    }

    func execute() throws -> ExitStatus {
        let filter: KeyFilter
        do throws(RDBError) {
            filter = try names.filter(keys)
        } catch {
            StandardError.line("rdbtool: \(Terminal.escaped(names.keysFrom ?? "")): \(error.message)")
            return .failed
        }
        return OutputFile.ending(tool: "rdbtool", name: output) { () throws(OutputError) in
            let inputs = [file] + [names.keysFrom].compactMap { $0 }
            let target = try OutputFile(output, inputs: inputs, threads: work.threads)
            guard !target.isTerminal || (to != .resp && to != .payload) else {
                StandardError.line("rdbtool: --to \(to.rawValue) is not for a terminal: use -o or a pipe")
                return .failed
            }
            return try write(filter, to: target)
        }
    }

    private func write(_ filter: KeyFilter, to target: OutputFile) throws(OutputError) -> ExitStatus {
        var options = RDBGetOptions(nowMs: work.nowMs)
        options.format = to
        options.filter = filter
        options.threads = work.threads
        options.memory = work.checkMemory
        let getter = RDBGetter(options, to: target.sink)
        let input = InputFile(file)
        let report = report(on: input, getter)
        if let failure = getter.failure { throw failure }
        let outcome = ConvertOutcome(report: report.contents, input: input)
        outcome.show(isQuiet: quiet)
        // A file with nothing in it would pass for an empty value.
        if report.contents.keys > 0 && !report.contents.isUnreadable { try target.commit() } else { target.discard() }
        return max(outcome.status, showAbsent(report, input))
    }

    private func report(on input: InputFile, _ getter: RDBGetter) -> RDBGetReport {
        do throws(RDBError) {
            let opened = try input.open(memory: work.windowMemory)
            let progress = Progress(work.progress, file: input.name, total: opened.size)
            defer { progress?.finish() }
            return getter.get(opened.input) { progress?.reached($0) }
        } catch {
            return RDBGetReport(failedWith: error)
        }
    }

    /// Names the keys that are not there.
    private func showAbsent(_ report: RDBGetReport, _ input: InputFile) -> ExitStatus {
        guard !report.contents.isUnreadable else { return .failed }
        let name = Terminal.escaped(input.shownName)
        let place = report.contents.isDamaged ? " in what could be read" : ""
        for key in report.missing { StandardError.line("rdbtool: \(name): no key \(Terminal.quoted(key))\(place)") }
        if names.glob && report.contents.keys == 0 { StandardError.line("rdbtool: \(name): no key matches\(place)") }
        return report.missing.isEmpty && (report.contents.keys > 0 || !names.glob) ? .good : .negative
    }
}
