import RDBKit
import ToolSupport

/// A report together with what the command line made of it.
struct AOFOutcome {
    /// What the check found.
    let report: AOFCheckReport
    /// What would mend it; empty where nothing needs to be mended.
    let plan: AOFMendPlan
    /// The same with the options that it asks for.
    let fullPlan: AOFMendPlan
    /// What a server does with it, where one was named.
    let verdictOfServer: AOFVerdict?
    /// Warnings count as errors.
    let isStrict: Bool

    /// One word for the files.
    var verdict: CheckOutcome.Verdict {
        if report.isUnreadable { return .unreadable }
        let least: RDBSeverity = isStrict ? .warning : .error
        if report.findings.contains(where: { $0.finding.severity >= least }) { return .damaged }
        return verdictOfServer?.loads == false ? .unacceptable : .sound
    }

    /// How the command ends for this input.
    var status: ExitStatus { verdict.status }

    /// Findings of a severity, those that are not kept included.
    func count(of severity: RDBSeverity) -> UInt64 {
        let codes = Set(report.findings.filter { $0.finding.severity == severity }.map(\.finding.error.code))
        return codes.reduce(0) { $0 + (report.findingCounts[$1] ?? 0) }
    }

    /// Findings that were counted but not kept.
    var omitted: UInt64 {
        report.findingCounts.values.reduce(0, +) - UInt64(report.findings.count)
    }

    /// The one command that would mend it, and what that would lose; nil where nothing needs to be mended.
    func advice(for name: String) -> [String] {
        guard !plan.isEmpty, verdict != .unreadable else { return [] }
        var options = Set(plan.obstacles.map(\.remedy).filter { $0.hasPrefix("--") }).sorted()
        let others = plan.obstacles.filter { !$0.remedy.hasPrefix("--") }
        if let first = others.first {
            return ["\(first.file): \(first.reason)" + (first.remedy.isEmpty ? "" : "; " + first.remedy)]
        }
        options.append(ShellWord.quoted(name))
        let lost = fullPlan.loss.bytes == 0 ? "loses nothing" : "loses " + LossText(fullPlan.loss).text
        return ["aoftool fix \(options.joined(separator: " "))  # \(lost)"]
    }
}
