import ArgumentParser
import RDBKit
import SystemPackage
import ToolSupport

struct Check: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether snapshots are sound, and all that is wrong with them.",
        discussion: """
            Reads every byte, decodes every value and verifies the checksum. Goes on after damage whose end is \
            known. Files compressed with gzip, zstd or LZ4 are expanded; - is standard input.

            EXAMPLES:
              rdbtool check dump.rdb
              rdbtool check --format json nightly.rdb.gz | jq .verdict
              rdbtool check --for redis-7.0 --databases 32 dump.rdb
              rdbtool check --against last-night.json --allow-fewer 5% dump.rdb
              rdbtool check --quiet --strict --min-keys 1000 --max-age 26h /backup/dump.rdb

            EXIT STATUS: 0 sound; 1 damaged, or a demand is not met; 2 not an RDB file, or it could not be \
            read; 64 wrong usage. With --for: 0 the server loads all of it; 1 it does not. Several files: the \
            worst of theirs.
            """
    )

    @Argument(help: "RDB files, or - for standard input.", completion: .file(extensions: ["rdb"]))
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "Check the dump that this redis.conf names (dir, dbfilename).", valueName: "redis.conf"),
        completion: .file(extensions: ["conf"]))
    var config: String?

    @Flag(help: "Warnings count as errors.")
    var strict = false

    @Flag(help: "A file without a checksum is an error.")
    var requireCrc = false

    @Flag(help: "Check framing and checksum only; decode no values, compare no keys.")
    var quick = false

    @Option(help: ArgumentHelp("Findings of each code to report; all are counted.", valueName: "n"))
    var maxFindings = 1000

    @OptionGroup(title: "Will a server load it?") var server: ServerOptions
    @OptionGroup(title: "Demands (for backups)") var demands: DemandOptions
    @OptionGroup(title: "Certificates") var certificates: CertificateOptions
    @Option(
        help: ArgumentHelp(
            "Print the lines of redis-check-rdb (7.0), redis-check-rdb@8.2 or valkey-check-rdb.", valueName: "checker"))
    var compat: CompatStyle?

    @Option(help: ArgumentHelp("With --compat valkey-check-rdb: print its --stats too.", valueName: "format"))
    var stats: CompatStatisticsFormat?

    @OptionGroup(title: "Output") var show: ShowOptions
    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if files.isEmpty && config == nil { throw ValidationError("Name a file, - or --config.") }
        if quick && server.target != nil { throw ValidationError("--for needs all values: not with --quick.") }
        if compat != nil && (server.target != nil || show.format == .json || config != nil) {
            throw ValidationError("--compat takes files only: not with --for, --format json or --config.")
        }
        if stats != nil && compat?.hasStatistics != true {
            throw ValidationError("--stats needs --compat valkey-check-rdb.")
        }
        if certificates.against == "-" && files.contains("-") {
            throw ValidationError("Only one of the two can be standard input.")
        }
        if maxFindings < 1 { throw ValidationError("--max-findings must be at least 1.") }
    }

    func execute() throws -> ExitStatus {
        if let compat {
            return files.map { CompatCheck(compat, options: options, statistics: stats).run($0) }.max() ?? .good
        }
        var certificate: RDBCertificate?
        if let path = certificates.against {
            let file = CertificateFile(path)
            do throws(CertificateFile.Problem) {
                certificate = try CertificateCheck.certificate(file, certificates.tolerance)
            } catch {
                file.complain(error)
                return .failed
            }
        }
        let held = certificate.map { CertificateCheck($0, certificates.tolerance, work) }
        var worst = ExitStatus.good
        if let config { worst = max(worst, checkConfigured(config, held)) }
        for file in files { worst = max(worst, check(InputFile(file), held)) }
        return worst
    }

    private func checkConfigured(_ config: String, _ held: CertificateCheck?) -> ExitStatus {
        do throws(RDBError) {
            return check(InputFile(try RedisConfig(path: FilePath(config)).dumpPath.string), held)
        } catch {
            StandardError.line(RedisConfig.line(error, tool: "rdbtool", name: config))
            return .failed
        }
    }

    private func check(_ file: InputFile, _ held: CertificateCheck?) -> ExitStatus {
        let outcome: CheckOutcome
        do throws(RDBError) {
            let opened = try file.open(memory: work.windowMemory)
            var report = checkContents(opened, file.name)
            if let held, !report.isUnreadable {
                for finding in held.findings(opened.input) { report.add(finding) }
            }
            outcome = judge(report, opened.compression)
        } catch {
            outcome = judge(RDBCheckReport(failedWith: error, server: server.target), .none)
        }
        print(outcome, file)
        return outcome.status
    }

    private func checkContents(_ opened: InputFile.Opened, _ name: String) -> RDBCheckReport {
        let progress = Progress(work.progress, file: name, total: opened.size)
        defer { progress?.finish() }
        return RDBChecker(options).check(opened.input) { progress?.reached($0) }
    }

    private var options: RDBCheckOptions {
        var options = work.checkOptions
        options.maximumFindings = maxFindings
        options.isQuick = quick
        options.requiresChecksum = requireCrc
        options.server = server.settings
        return options
    }

    private func judge(_ report: RDBCheckReport, _ compression: CompressionFormat) -> CheckOutcome {
        var report = report
        if compression == .vcs { report.addUnconfirmedEnvelope() }
        if !report.isUnreadable {
            for finding in demands.demands.unmet(by: report, nowMs: work.nowMs) { report.add(finding) }
        }
        return CheckOutcome(report: report, compression: compression, isStrict: strict, nowMs: work.nowMs)
    }

    private func print(_ outcome: CheckOutcome, _ file: InputFile) {
        if show.format == .json {
            if !show.quiet { Swift.print(JSONLine.encode(CheckReportJSON(file: file.name, outcome: outcome))) }
            return
        }
        let least: RDBSeverity = show.quiet ? (strict ? .warning : .error) : show.verbose ? .note : .warning
        for finding in outcome.report.findings
        where finding.severity >= least || (finding.error.code == .unconfirmedVersion && !show.quiet) {
            StandardError.line(FindingLine(tool: "rdbtool", file: file.shownName, finding: finding).text)
        }
        if outcome.omitted > 0 && !show.quiet {
            let more = outcome.omitted.counted("more finding")
            StandardError.line("rdbtool: \(Terminal.escaped(file.shownName)): \(more) (--max-findings)")
        }
        guard !show.quiet else { return }
        let text = CheckReportText(
            file: file.shownName, outcome: outcome, usesColor: Terminal.usesColor(show.color),
            isVerbose: show.verbose)
        for line in text.lines { Swift.print(line) }
    }
}
