import RDBKit
import ToolSupport

/// The report of a check in the lines of an official checker.
///
/// It never says that a file looks OK in which damage was found. What the original would not have found, or finds
/// where nothing is damaged, goes to standard error.
struct CompatReport {
    let style: CompatStyle
    let file: String
    let report: RDBCheckReport
    let pass: CompatPass
    /// How statistics are printed; nil for none.
    let statistics: CompatStatisticsFormat?

    /// What stops the original, or would have to.
    private static func stops(_ finding: RDBFinding) -> Bool {
        finding.severity == .error || finding.error.code == .emptyCollection
    }

    /// What the original does not know, though nothing is wrong with it.
    private static let unknown: Set<RDBError.Code> = [.serverVersion, .serverType, .serverOpcode]

    /// The finding that the report ends with; nil for a file that the original would pass too.
    static func first(of report: RDBCheckReport, _ style: CompatStyle) -> RDBFinding? {
        let reasons = (report.server?.reasons ?? []).map(\.finding).filter { unknown.contains($0.error.code) }
        let isPassed = isForeign(report, style)
        let strange = reasons.filter { !isPassed || $0.error.code != .serverVersion }
        return (strange + report.findings.filter(stops)).min { $0.error.offset < $1.error.offset }
    }

    /// Valkey's checker passes versions that its server only takes when it is told to.
    private static func isForeign(_ report: RDBCheckReport, _ style: CompatStyle) -> Bool {
        guard style.isValkey, let header = report.header else { return false }
        return header.dialect == .redis ? (12...79).contains(header.version) : header.version >= 12
    }

    private var first: RDBFinding? { Self.first(of: report, style) }

    /// Whether the exit status is 0.
    var isGood: Bool { first == nil }

    /// Lines for standard output.
    var lines: [String] {
        let header = "[offset 0] Checking RDB file \(Terminal.escaped(file))"
        return [header] + versionLines + pass.lines + (first.map(errorLines) ?? goodLines)
    }

    private var versionLines: [String] {
        guard style.isValkey, let header = report.header else { return [] }
        let isForeign = header.dialect == .redis && header.version > 11
        let isFuture = header.dialect == .valkey && header.version > 80
        guard isForeign || isFuture else { return [] }
        return ["[offset 9] \(isForeign ? "Foreign" : "Future") RDB version \(header.version) detected"]
    }

    private var goodLines: [String] {
        let offset = "[offset \(pass.end)] "
        var lines: [String] = []
        switch report.checksumState {
        case .ok: lines.append(offset + "Checksum OK")
        case .disabled: lines.append(offset + "RDB file was saved with checksum disabled: no check performed.")
        default: break
        }
        if style.isValkey { lines.append(offset + "Check RDB returned error code 0 (0 means success)") }
        let relaxed = versionLines.isEmpty ? "! \\o/" : ", but loading requires config 'rdb-version-check relaxed'"
        lines.append(offset + "\\o/ RDB looks OK" + relaxed)
        return lines + countLines
    }

    private var countLines: [String] {
        let lines = pass.counts.lines(style)
        guard let statistics, let counted = pass.statistics else { return lines }
        return lines
            + CompatStatistics(statistics: counted, lastDatabase: pass.lastDatabase, format: statistics).lines
    }

    private func errorLines(_ finding: RDBFinding) -> [String] {
        let message = CompatMessage(finding, style)
        let end = finding.error.offset + finding.error.length
        let offset = message?.offset ?? end
        var lines = ["--- RDB ERROR DETECTED ---"]
        lines.append("[offset \(offset)] \(foreignType(finding) ?? message?.text ?? Terminal.escaped(finding.message))")
        lines.append("[additional info] While doing: \(pass.place.state)")
        if let key = pass.place.key { lines.append("[additional info] Reading key '\(CompatText.shown(key))'") }
        if let type = pass.place.type {
            lines.append("[additional info] Reading type \(type.byte) (\(CompatText.name(of: type)))")
        }
        lines += countLines
        if style.isValkey { lines.append("[offset \(offset)] Check RDB returned error code 1 (0 means success)") }
        return lines
    }

    /// What Valkey says of a type that only a file of a version that it does not write may have.
    private func foreignType(_ finding: RDBFinding) -> String? {
        guard finding.error.code == .serverType, Self.isForeign(report, style), let header = report.header else {
            return nil
        }
        let kind = header.dialect == .redis ? "foreign" : "future"
        return "Unknown object type \(finding.error.found ?? 0) in RDB file with \(kind) version \(header.version)"
    }

    /// Lines for standard error: where the original is wrong, and why.
    var remarks: [String] {
        let unseen = (report.findings + (report.server?.reasons ?? []).map(\.finding)).filter {
            $0.severity > .note && CompatMessage($0, style) == nil
        }
        let skipped = report.findings.filter { $0.error.code == .emptyCollection }
        let lines = (unseen + skipped).map { FindingLine(tool: style.program, file: file, finding: $0).text }
        guard let others = pass.statistics?.otherKeys, others > 0 else { return lines }
        let what = "beyond the first \(RDBStatistics.mostDatabases) databases"
        let keys = others.counted("key \(what) is", "keys \(what) are")
        return lines + ["\(style.program): \(Terminal.escaped(file)): \(keys) not counted"]
    }
}
