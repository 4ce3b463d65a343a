import ArgumentParser
import RDBKit
import SystemPackage
import ToolSupport

struct Diff: ToolCommand {
    /// What is made.
    enum Product: String, ExpressibleByArgument, CaseIterable {
        case commands, resp
    }

    static let configuration = CommandConfiguration(
        abstract: "Say what differs between two snapshots: keys, values, expiries.",
        discussion: """
            Compares what the files hold, not how: the order of keys and elements, encodings and the version of the \
            server do not matter. - is only in A, + only in B, ~ in both and not the same. Either may be JSON of \
            convert (ndjson, json), or a certificate of digest; then counts and digests are compared.

            EXAMPLES:
              rdbtool diff yesterday.rdb today.rdb
              rdbtool diff --summary --key 'user:*' redis.rdb valkey.rdb
              rdbtool diff nightly.ndjson.zst dump.rdb
              rdbtool diff --ignore ttl --format json a.rdb b.rdb | jq -r .key
              rdbtool diff --to resp a.rdb b.rdb | redis-cli --pipe
              rdbtool diff --map-db 3:0 --prefix-add old: before.rdb migrated.rdb

            EXIT STATUS: 0 the same; 1 they differ; 2 one is damaged or could not be read, so that not all was \
            compared; 64 wrong usage.
            """
    )

    @Argument(
        help: "What was: an RDB file, JSON of convert, or a certificate.",
        completion: .file(extensions: ["rdb", "ndjson", "json"]))
    var before: String

    @Argument(help: "What is.", completion: .file(extensions: ["rdb", "ndjson", "json"]))
    var after: String

    @OptionGroup(title: "What becomes of A before it is compared") var mapping: MappingOptions
    @OptionGroup(title: "What is the same") var sameness: SamenessOptions
    @OptionGroup(title: "Which keys") var filters: FilterOptions

    @Option(help: "How differences look: text or json (one document for each key, on one line).")
    var format = ReportFormat.text

    @Flag(help: "Only counts: by database, type and the prefix of the key up to a colon.")
    var summary = false

    @Option(help: "Write the commands that turn A into B: commands or resp.")
    var to: Product?

    @Option(name: .customLong("for"), help: ArgumentHelp("With --to: for this server.", valueName: "server"))
    var server: ServerTarget?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("With --to: where the commands go, - for standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("Show this many keys at most; all are counted.", valueName: "n"))
    var limit: UInt64?

    @Option(
        help: ArgumentHelp("Folder for what finds no room in memory ($TMPDIR or /tmp).", valueName: "folder"),
        completion: .directory)
    var tmp: String?

    @Flag(name: .shortAndLong, help: "Show nothing; say it with the exit status.")
    var quiet = false

    @Option(help: "Use colour: auto, always or never.")
    var color = Terminal.Color.auto

    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if to == nil && (output != nil || server != nil) { throw ValidationError("-o and --for are for --to.") }
        if to != nil && (summary || format == .json || limit != nil) {
            throw ValidationError("--to excludes --summary, --format and --limit.")
        }
        if before == "-" || after == "-" {
            throw ValidationError("Both are read twice: standard input cannot be compared.")
        }
    }

    func execute() throws -> ExitStatus {
        guard let certificates = certificates() else { return .failed }
        if certificates.0 != nil || certificates.1 != nil {
            try requireNothingOfKeys(isExact: [certificates.0, certificates.1].allSatisfy { $0?.isExact ?? true })
            return CertificateDiff(before, after, work, isQuiet: quiet).run(certificates)
        }
        do throws(OutputError) {
            return try DiffRun(InputFile(before), InputFile(after), options, work, presentation, output: output).run()
        } catch {
            guard !error.isBrokenPipe else { return .negative }
            StandardError.line(OutputFile.line(error, tool: "rdbtool", name: output))
            return .failed
        }
    }

    /// The certificates among both; nil where one cannot be used, which is said then.
    private func certificates() -> (RDBCertificate?, RDBCertificate?)? {
        var found: [RDBCertificate?] = []
        for file in [CertificateFile(before), CertificateFile(after)] {
            do throws(CertificateFile.Problem) {
                found.append(try certificate(in: file))
            } catch {
                file.complain(error)
                return nil
            }
        }
        return (found[0], found[1])
    }

    /// nil for all that is no certificate: whether it can be compared is found out by reading it.
    private func certificate(in file: CertificateFile) throws(CertificateFile.Problem) -> RDBCertificate? {
        guard file.isRegular else { return nil }
        do throws(CertificateFile.Problem) {
            return try file.read()
        } catch {
            if case .unsound = error { throw error }
            return nil
        }
    }

    /// Refuses what only keys could answer: a certificate holds counts and digests.
    private func requireNothingOfKeys(isExact: Bool) throws {
        let given = [
            (!filters.filter(nowMs: 0).isEmpty, "filters (--db, --key, ...)"),
            (!mapping.mapping.isEmpty, "--map-db, --rename and prefixes"),
            (sameness.isLenient(exactly: isExact), "--ignore and tolerances"), (work.now != nil, "--now"),
            (to != nil, "--to"), (summary, "--summary"), (format == .json, "--format json"), (limit != nil, "--limit"),
        ].filter(\.0).map(\.1)
        guard given.isEmpty else {
            throw ValidationError(
                "A certificate holds counts and digests of all keys, and no key: leave out "
                    + given.joined(separator: ", ") + ", or compare the files themselves.")
        }
        if sameness.exact && !isExact {
            throw ValidationError("The certificate is not exact: make one with digest --exact, or leave out --exact.")
        }
    }

    private var options: DiffOptions {
        var options = DiffOptions()
        options.threads = max(2, work.threads)
        options.memory = work.checkMemory
        options.temporaryFolder = FilePath(tmp ?? Environment["TMPDIR"] ?? "/tmp")
        options.filter = filters.filter(nowMs: work.nowMs)
        options.mapping = mapping.mapping
        options.form.nowMs = work.now?.milliseconds
        sameness.apply(to: &options)
        return options
    }

    private var presentation: DiffPresentation {
        if let to { return .patch(isRESP: to == .resp, server) }
        if quiet { return .nothing }
        if summary { return .summary(format) }
        return .keys(format, usesColor: Terminal.usesColor(color), limit: limit ?? .max)
    }
}
