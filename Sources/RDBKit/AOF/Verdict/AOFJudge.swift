/// Works out what a server does with a set, from a check made for that server.
///
/// It follows the loaders: files in order, up to the first that is refused.
public struct AOFJudge {
    private let report: AOFCheckReport
    private let server: ServerTarget

    /// A judge of `report`, which must come from a check with ``AOFCheckOptions/server`` set to `server`.
    public init(_ report: AOFCheckReport, server: ServerTarget) {
        self.report = report
        self.server = server
    }

    /// The verdict.
    public var verdict: AOFVerdict {
        var verdict = AOFVerdict(server)
        if report.isUnreadable { verdict.refuse(report.set.parts.first?.name ?? "", "it is not an append-only file") }
        judgeManifest(&verdict)
        for (index, part) in report.set.parts.enumerated() where verdict.loads {
            guard let checked = report.parts[index] else {
                verdict.refuse(part.name, "it is not there")
                continue
            }
            judge(part, checked, &verdict)
        }
        return verdict
    }

    private func judgeManifest(_ verdict: inout AOFVerdict) {
        let set = report.set
        guard set.kind == .set else { return }
        if server == .redis62 { return verdict.refuse(set.manifestName, "Redis 6.2 knows no manifest") }
        guard let manifest = set.manifest else {
            return verdict.change(set.manifestName, "a server starts empty and writes a manifest of its own")
        }
        if let finding = manifest.findings.first(where: { $0.error.code.isManifestRefusal }) {
            return verdict.refuse(set.manifestName, finding.message)
        }
        if manifest.loaded.isEmpty {
            return verdict.change(set.manifestName, "a server starts empty and overwrites the base file")
        }
        if manifest.entries.contains(where: { $0.role == .history }) {
            verdict.change(set.manifestName, "history files are deleted")
        }
        if manifest.incrs.isEmpty { verdict.change(set.manifestName, "an incr file is added") }
        if server == .redis82 && Array(manifest.text.utf8) != set.manifestBytes {
            verdict.change(set.manifestName, "it is written anew in the server's own form")
        }
    }

    private func judge(_ part: AOFPart, _ checked: AOFPartReport, _ verdict: inout AOFVerdict) {
        guard judgePreamble(part, checked, &verdict) else { return }
        if let shared = report.sharedKeys.first(where: { $0.file == part.name && $0.finding.severity == .error }) {
            return verdict.refuse(part.name, shared.finding.message + Self.ending(.crashes))
        }
        if server == .redis62 && checked.annotations > 0 {
            return verdict.refuse(part.name, "Redis 6.2 knows no annotation lines")
        }
        let first = checked.damages.first
        judgeCommands(part, checked, before: first?.start ?? .max, &verdict)
        if first == nil, let name = deadly.first(where: { checked.commandCounts[$0] != nil }) {
            verdict.refuse(part.name, "the server does not survive the command \(name.uppercased()) in a log")
        }
        guard verdict.loads else { return }
        if let damage = first {
            judge(damage, part, checked, &verdict)
        } else if let multi = checked.openMulti {
            endsEarly(part, "it is cut in front of a MULTI without EXEC, at \(multi.start)", &verdict)
        }
    }

    /// False when the server does not get past the RDB in front.
    private func judgePreamble(_ part: AOFPart, _ checked: AOFPartReport, _ verdict: inout AOFVerdict) -> Bool {
        guard let rdb = checked.preamble else { return true }
        guard let judged = rdb.server else { return true }
        for reason in judged.reasons where !reason.effect.isFatal {
            verdict.reasons.append("\(part.name): \(reason.finding.message)")
        }
        guard let fatal = judged.reasons.first(where: \.effect.isFatal) else { return true }
        verdict.refuse(part.name, fatal.finding.message + Self.ending(judged.outcome))
        return false
    }

    private static func ending(_ outcome: ServerOutcome) -> String {
        switch outcome {
        case .crashes: ": the server crashes"
        case .hangs: ": the server hangs"
        default: ""
        }
    }

    private func judgeCommands(
        _ part: AOFPart, _ checked: AOFPartReport, before end: UInt64, _ verdict: inout AOFVerdict
    ) {
        for finding in checked.findings where finding.error.offset < end {
            switch finding.error.code {
            case .unknownCommand: verdict.refuse(part.name, finding.message)
            case .moduleCommand: verdict.reasons.append("\(part.name): it needs a module: \(finding.message)")
            case .wrongArity where server == .valkey91 || server == .valkey8:
                verdict.refuse(part.name, finding.message)
            case .wrongArity where isTooShort(finding):
                verdict.refuse(part.name, finding.message + ": the server crashes")
            case .wrongArity:
                verdict.reasons.append("\(part.name): \(finding.message): the server takes it all the same")
            default: continue
            }
            if !verdict.loads { return }
        }
    }

    /// Commands that a server crashes on, or ends with, when it meets them in a log: no server writes them there.
    private var deadly: [String] {
        ["psync"] + (server == .redis62 ? ["reset", "unsubscribe", "punsubscribe", "sync", "shutdown"] : [])
    }

    /// Commands that Redis 6.2 gets through without a single argument. Others read what lies behind their words.
    private static let needNothing62: Set<String> = ["del", "unlink", "mset", "select", "expire"]

    /// Whether the server reads words that are not there. Of Redis 6.2 only commands without any are sure to crash.
    private func isTooShort(_ finding: RDBFinding) -> Bool {
        if server == .redis62 {
            return finding.error.found == 1 && !Self.needNothing62.contains(finding.detail ?? "")
        }
        let table = AOFCommandTable(for: server)
        guard let name = finding.detail, let index = table.index(of: name.utf8) else { return true }
        // These count their words themselves.
        if name.hasPrefix("xgroup|") || name.hasPrefix("object|") { return false }
        return (finding.error.found ?? 0) < UInt64(table.commands[index].arguments.lowerBound)
    }

    private func judge(
        _ damage: AOFDamage, _ part: AOFPart, _ checked: AOFPartReport, _ verdict: inout AOFVerdict
    ) {
        guard endsReading(damage.error) else {
            return verdict.refuse(part.name, "bad file format: " + damage.error.message)
        }
        let isRedis = server != .valkey91 && server != .valkey8
        let losesPreamble = isRedis && checked.preamble != nil && damage.start == checked.preambleBytes
        if losesPreamble {
            endsEarly(part, "it is cut to 0 bytes, the RDB in front included", &verdict)
        } else {
            let cut = isRedis ? damage.start : damage.safeEnd
            endsEarly(part, "it is cut to \(cut.counted("byte"))", &verdict)
        }
        if isRedis && damage.openMulti != nil && verdict.loads {
            verdict.reasons.append("\(part.name): the MULTI in front of the cut stays open: later writes are lost")
        }
    }

    /// Whether the server takes damage for the end of the file, which it mends, and not for a wrong format.
    private func endsReading(_ error: RDBError) -> Bool {
        if error.code == .truncated { return true }
        // Debian's and Redis' own builds get the memory promised; others end with "out of memory".
        guard error.code == .aofLength, let found = error.found else { return false }
        return found < 1 << 62 && server != .redis62 && server != .valkey91 && server != .valkey8
    }

    private func endsEarly(_ part: AOFPart, _ reason: String, _ verdict: inout AOFVerdict) {
        if report.isBeingWritten && part.isLast { return }
        verdict.change(part.name, reason)
        if !part.isLast { verdict.refuse(part.name, "only the last file may end early") }
    }
}
