import ArgumentParser
import RDBKit
import ToolSupport

struct Rewrite: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a snapshot anew: for another server, with fewer keys, other names, databases or expiries.",
        discussion: """
            What need not change is copied byte for byte, and its bytes are checked on the way. The output gets its \
            name only when all went well; the input is never touched without --in-place. Filters see names and \
            expiries as they are in the input.

            EXAMPLES:
              rdbtool rewrite dump.rdb -o sessions.rdb --key 'session:*'
              rdbtool rewrite dump.rdb -o staging.rdb --persist --rename 's/^prod:/staging:/'
              rdbtool rewrite nightly.rdb.gz -o fresh.rdb --shift-ttl +7d --strip functions
              rdbtool rewrite dump.rdb -o old.rdb --for redis-6.2 --on-unsupported degrade
              rdbtool rewrite --in-place --drop-expired dump.rdb

            EXIT STATUS: 0 written; 1 not written, because the input is damaged, keys would collide, or the target \
            cannot hold something; 2 the input could not be read, or the output not be written; 64 wrong usage.
            """
    )

    @Argument(help: "An RDB file, or - for standard input.", completion: .file(extensions: ["rdb"]))
    var file: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where it goes: a file (.gz and .zst are compressed), - for standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(help: "The output takes the place of the input.")
    var inPlace = false

    @Flag(help: "With --in-place: even if a process has the file open for writing.")
    var force = false

    @OptionGroup(title: "What changes") var changes: ChangeOptions
    @OptionGroup(title: "For which server") var encoding: EncodeOptions
    @OptionGroup(title: "Which keys") var filters: FilterOptions

    @OptionGroup var extent: ExtentOptions

    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if inPlace && output != nil { throw ValidationError("--in-place and -o exclude each other.") }
        if inPlace && file == "-" { throw ValidationError("Standard input has no place: not with --in-place.") }
        if encoding.verify == true && !inPlace && (output == nil || output == "-") {
            throw ValidationError("Standard output cannot be read back: --verify needs -o or --in-place.")
        }
        if force && !inPlace { throw ValidationError("--force belongs to --in-place.") }
    }

    func execute() throws -> ExitStatus {
        let verification: Rewriting.Verification =
            encoding.verify.map { $0 ? .always : .never } ?? (encoding.encodes ? .wherePossible : .never)
        let rewriting = Rewriting(options, input: InputFile(file), work, verification, isQuiet: extent.quiet)
        do throws(OutputError) {
            return try inPlace ? rewriting.runInPlace(force: force) : rewriting.run(to: output)
        } catch {
            guard !error.isBrokenPipe else { return .good }
            StandardError.line(OutputFile.line(error, tool: "rdbtool", name: inPlace ? file : output))
            return .failed
        }
    }

    private var options: RDBRewriteOptions {
        var options = RDBRewriteOptions()
        options.threads = work.threads
        options.memory = work.checkMemory
        options.filter = filters.filter(nowMs: work.nowMs)
        options.limit = extent.limit
        options.continuesBehindDamage = extent.keepPartial
        changes.apply(to: &options, nowMs: work.nowMs)
        encoding.apply(to: &options)
        return options
    }
}
