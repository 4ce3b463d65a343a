import RDBKit
import ToolSupport

/// What to say of one input whose contents were written, and how the command ends.
struct ConvertOutcome {
    let report: RDBConvertReport
    let input: InputFile

    /// Whether all of the input could be read and judged. What a format or a target cannot say is no matter here.
    var isWhole: Bool { !report.isUnreadable && !report.isDamaged && report.undecidedKeys == 0 }

    var status: ExitStatus {
        if report.isUnreadable { return .failed }
        let lacksData = report.losses.contains { $0.key.isData && $0.value > 0 }
        return isWhole && !lacksData ? .good : .negative
    }

    /// Says on standard error what is wrong, and what is not in the output.
    func show(isQuiet: Bool) {
        let least: RDBSeverity = isQuiet ? .error : .warning
        for finding in report.findings where finding.severity >= least {
            StandardError.line(FindingLine(tool: "rdbtool", file: input.shownName, finding: finding).text)
        }
        let name = Terminal.escaped(input.shownName)
        if report.isTorn {
            StandardError.line("rdbtool: \(name): a part of the damaged value is in the output")
        }
        if report.undecidedKeys > 0 {
            let keys = report.undecidedKeys.counted("key")
            StandardError.line("rdbtool: \(name): \(keys) left out: a regular expression met its match limit")
        }
        for loss in RDBConvertLoss.allCases {
            guard let count = report.losses[loss], count > 0, loss.isData || !isQuiet else { continue }
            StandardError.line("rdbtool: \(name): not in the output: \(loss.counted(count))")
        }
    }
}
