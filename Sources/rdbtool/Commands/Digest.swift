import ArgumentParser
import RDBKit
import ToolSupport

struct Digest: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Digest what snapshots hold: equal for the same data, whichever server wrote it.",
        discussion: """
            The digest depends on databases, keys, expiries, values and function libraries; not on the order of keys and \
            elements, on encodings, on the version of the server or on when and where the file was written.

            EXAMPLES:
              rdbtool digest dump.rdb
              rdbtool digest --keys --key 'user:*' dump.rdb
              rdbtool digest --certificate dump.rdb -o dump.certificate.json
              rdbtool check --against dump.certificate.json /backup/dump.rdb

            EXIT STATUS: 0 all was digested; 1 a file is damaged; 2 it could not be read; 64 wrong usage.
            """
    )

    @Argument(help: "RDB files, or - for standard input.", completion: .file(extensions: ["rdb"]))
    var files: [String]

    @Flag(help: "Print the digest of each key.")
    var keys = false

    @Flag(help: "Write a certificate: counts, digests, checksum and size as JSON, for check --against.")
    var certificate = false

    @Flag(
        help: """
            Digest also what some versions do not keep or what is only a hint: counters of streams, when consumers were \
            seen, idle times, frequencies, modules' AUX data.
            """)
    var exact = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where digests of keys or the certificate go, - for standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: "How digests look: text or json (one document for each file or key, on one line).")
    var format = ReportFormat.text

    @Flag(name: .shortAndLong, help: "Print the digest of the whole file only.")
    var quiet = false

    @OptionGroup(title: "Which keys") var filters: FilterOptions
    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if (keys || certificate) && files.count > 1 {
            throw ValidationError("--keys and --certificate take one file.")
        }
        if keys && certificate { throw ValidationError("--keys and --certificate exclude each other.") }
        if output != nil && !keys && !certificate { throw ValidationError("-o is for --keys and --certificate.") }
        if certificate && !filters.filter(nowMs: 0).isEmpty {
            throw ValidationError("A certificate is about all keys: no filters.")
        }
    }

    func execute() throws -> ExitStatus {
        var worst = ExitStatus.good
        for file in files {
            do throws(OutputError) {
                worst = max(worst, try DigestRun(InputFile(file), options, work, output: output).run(task))
            } catch {
                guard !error.isBrokenPipe else { return worst }
                StandardError.line(OutputFile.line(error, tool: "rdbtool", name: output))
                return .failed
            }
        }
        return worst
    }

    private var task: DigestRun.Task {
        if keys { return .keys(format == .json ? .json : .text) }
        if certificate { return .certificate }
        return .report(format, isShort: quiet)
    }

    private var options: RDBDigestOptions {
        var options = RDBDigestOptions()
        options.threads = work.threads
        options.memory = work.checkMemory
        options.nowMs = work.nowMs
        options.filter = filters.filter(nowMs: work.nowMs)
        options.form.isExact = exact
        return options
    }
}
