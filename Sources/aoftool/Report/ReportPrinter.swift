import RDBKit
import ToolSupport

/// Prints findings on standard error.
struct ReportPrinter {
    private let show: ShowOptions

    init(_ show: ShowOptions) {
        self.show = show
    }

    /// The findings of a report that are worth showing.
    func findings(_ outcome: AOFOutcome, isStrict: Bool) {
        let least: RDBSeverity = show.quiet ? (isStrict ? .warning : .error) : show.verbose ? .note : .warning
        for finding in outcome.report.findings
        where finding.finding.severity >= least || (finding.finding.error.code == .beingWritten && !show.quiet) {
            StandardError.line(FindingLine(tool: "aoftool", file: finding.file, finding: finding.finding).text)
        }
        if outcome.omitted > 0 && !show.quiet {
            StandardError.line("aoftool: \(outcome.omitted.counted("more finding")) (--max-findings)")
        }
    }

    /// What a verb met that does not check.
    func findings(_ findings: [AOFFinding], _ path: String) {
        let least: RDBSeverity = show.quiet ? .error : show.verbose ? .note : .warning
        for finding in findings
        where finding.finding.severity >= least || (finding.finding.error.code == .beingWritten && !show.quiet) {
            let file = finding.file.isEmpty ? InputFile(path).shownName : finding.file
            StandardError.line(FindingLine(tool: "aoftool", file: file, finding: finding.finding).text)
        }
    }

    /// An input that could not even be looked at.
    func failed(_ path: String, _ error: RDBError) {
        let name = InputFile(path).shownName
        guard show.format == .json else {
            StandardError.line("aoftool: \(Terminal.escaped(name)): \(error.message)")
            if !show.quiet { print("\(Terminal.escaped(name)): \(CheckOutcome.Verdict.unreadable.rawValue)") }
            return
        }
        if !show.quiet { print(JSONLine.encode(FailureJSON(file: path, error: error))) }
    }
}

/// The report of an input that could not even be looked at.
private struct FailureJSON: Encodable {
    let file: String
    let verdict = CheckOutcome.Verdict.unreadable.rawValue
    let exit = ExitStatus.failed.rawValue
    let findings: [FindingJSON]

    init(file: String, error: RDBError) {
        self.file = file
        findings = [FindingJSON(RDBFinding(error, severity: .error), file: nil)]
    }
}
