import RDBKit
import ToolSupport

/// A check's report as text: short when all is well.
struct AOFReportText {
    let name: String
    let outcome: AOFOutcome
    let usesColor: Bool

    private var report: AOFCheckReport { outcome.report }

    /// The lines for standard output.
    var lines: [String] {
        var lines = [
            ReportText.heading(name, outcome.verdict, usesColor: usesColor) { outcome.count(of: $0) }
        ]
        guard outcome.verdict != .unreadable else { return lines }
        lines += rows.map(ReportText.row)
        return lines
    }

    private var rows: [(String, String)] {
        var rows = [("layout", layout)]
        for (part, checked) in report.checked { rows.append((label(part), describe(part, checked))) }
        if let verdict = outcome.verdictOfServer { rows += serverRows(verdict) }
        for line in outcome.advice(for: name) { rows.append(("mend", line)) }
        return rows
    }

    private var layout: String {
        switch report.set.kind {
        case .set:
            "multi-part: " + Terminal.escaped(report.set.manifestName)
                + ", " + report.set.parts.count.counted("file")
        case .part: "one file of the set of " + Terminal.escaped(report.set.manifestName)
        case .file, .stream: "single file"
        }
    }

    private func label(_ part: AOFPart) -> String { part.entry?.role.word ?? "file" }

    private func describe(_ part: AOFPart, _ checked: AOFPartReport) -> String {
        var parts = ["\(Terminal.escaped(part.name)): \(checked.byteCount.counted("byte"))"]
        if let rdb = checked.preamble {
            let version = rdb.header.map { "RDB \($0.version) (\($0.dialect.rawValue)), " } ?? ""
            parts.append(version + rdb.keys.counted("key"))
        }
        if checked.commands > 0 || checked.preamble == nil {
            parts.append(checked.commands.counted("command"))
        }
        if let first = checked.firstTimestamp, let last = checked.lastTimestamp {
            parts.append("\(Moment.text(seconds: first)) to \(Moment.text(seconds: last))")
        }
        if checked.compression != .none { parts.append("expanded from \(checked.compression.rawValue)") }
        return parts.joined(separator: ", ")
    }

    private func serverRows(_ verdict: AOFVerdict) -> [(String, String)] {
        let changes =
            verdict.changesFiles.isEmpty
            ? "" : ", changes " + verdict.changesFiles.map(Terminal.escaped).joined(separator: ", ")
        return [(verdict.server.rawValue, (verdict.loads ? "loads it" : "REFUSES it") + changes)]
            + verdict.reasons.map { ("", Terminal.escaped($0)) }
    }
}
