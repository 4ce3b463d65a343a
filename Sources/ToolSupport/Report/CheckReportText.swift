internal import RDBKit

/// A check's report as text: short when all is well.
public struct CheckReportText {
    private let file: String
    private let outcome: CheckOutcome
    private let usesColor: Bool
    private let isVerbose: Bool
    /// Reasons that are shown without `--verbose`.
    private static let shownReasons = 10

    /// Describes `report` of the input `file`.
    public init(file: String, outcome: CheckOutcome, usesColor: Bool, isVerbose: Bool) {
        self.file = file
        self.outcome = outcome
        self.usesColor = usesColor
        self.isVerbose = isVerbose
    }

    private var report: RDBCheckReport { outcome.report }

    /// The lines for standard output.
    public var lines: [String] {
        var lines = [
            ReportText.heading(file, outcome.verdict, usesColor: usesColor) { outcome.count(of: $0) }
        ]
        lines += serverLines
        guard outcome.verdict != .unreadable, report.header != nil else { return lines }
        lines += rows.map(ReportText.row)
        return lines
    }

    /// What the server does, why, and what would mend it.
    private var serverLines: [String] {
        guard let verdict = outcome.serverVerdict else { return [] }
        let target = verdict.target.rawValue + ": "
        var lines = ["  " + target + verdict.outcome.rawValue]
        for reason in isVerbose ? verdict.reasons[...] : verdict.reasons.prefix(Self.shownReasons) {
            lines.append("    \(reason.effect.rawValue): \(FindingLine.text(of: reason.finding))")
            lines.append("      to mend it: \(reason.advice)")
        }
        let omitted = verdict.counts.values.reduce(0, +) - UInt64(verdict.reasons.count)
        let hidden = UInt64(isVerbose ? 0 : max(0, verdict.reasons.count - Self.shownReasons)) + omitted
        return hidden == 0 ? lines : lines + ["    " + hidden.counted("more reason")]
    }

    private var rows: [(String, String)] {
        var rows = [("format", format), ("size", size), ("checksum", checksum), ("keys", keys)]
        if let made = report.creationTime {
            let age = TimeSpan.text(seconds: outcome.nowMs / 1000 - made)
            rows.insert(("saved", "\(Moment.text(seconds: made)) (\(age))"), at: 1)
        }
        rows += report.databases.sorted { $0.key < $1.key }.filter { $0.value.keys > 0 }.map { database, summary in
            ("  db\(database)", types(of: summary))
        }
        let others = otherContents
        if !others.isEmpty { rows.append(("other", others)) }
        if isVerbose {
            rows += outcome.auxFields.map { ("aux", "\($0.name) = \(Terminal.quoted($0.value))") }
        }
        return rows
    }

    private var format: String {
        guard let header = report.header else { return "unknown" }
        var text = "RDB \(header.version) (\(header.dialect.rawValue))"
        if let producer = outcome.producer { text += ", written by \(Terminal.escaped(producer))" }
        return text
    }

    private var size: String {
        let text = report.byteCount.counted("byte")
        let unpacked = outcome.compression == .none ? "" : ", expanded from \(outcome.compression.rawValue)"
        return text + (report.byteCount < 10_000 ? "" : " (\(ByteSize.text(report.byteCount)))") + unpacked
    }

    private var checksum: String {
        let stored = CheckOutcome.hex(report.checksum.stored)
        let computed = CheckOutcome.hex(report.checksum.computed)
        switch report.checksumState {
        case .ok: return "ok (\(stored))"
        case .mismatch: return "MISMATCH: the file says \(stored), its bytes give \(computed)"
        case .disabled: return "disabled by the writer: damage to plain bytes would go unseen"
        case .none: return "none in this version"
        case .unverified: return unverified
        }
    }

    private var unverified: String {
        guard let stored = report.checksum.stored, let computed = report.checksum.computed else {
            return "not reached"
        }
        if stored == 0 { return "none: the last 8 bytes are zero" }
        return stored == computed
            ? "the last 8 bytes are the sum of all before them: the file is as it was written"
            : "the last 8 bytes are not the sum of all before them: the file was changed or cut"
    }

    private var keys: String {
        let databases = report.databases.values.filter { $0.keys > 0 }.count
        var text = "\(report.keys) in \(databases.counted("database"))"
        if report.expires > 0 { text += ", \(report.expires) with expiry (\(report.expired) expired)" }
        return text
    }

    private func types(of summary: RDBDatabaseSummary) -> String {
        let types = RDBValueType.allCases.filter { summary.keys(of: $0) > 0 }
        let expires = summary.expires > 0 ? "; \(summary.expires) with expiry" : ""
        return "\(summary.keys): " + types.map { "\(summary.keys(of: $0)) \($0.name)" }.joined(separator: ", ")
            + expires
    }

    private var otherContents: String {
        var parts: [String] = []
        if report.functions > 0 {
            parts.append(report.functions.counted("function library", "function libraries"))
        }
        if report.luaScripts > 0 { parts.append(report.luaScripts.counted("Lua script")) }
        parts += report.modules.keys.sorted().map { "module \(Terminal.escaped($0))" }
        if report.trailingBytes > 0 { parts.append(report.trailingBytes.counted("byte") + " behind the end") }
        return parts.joined(separator: ", ")
    }
}
