/// What became of a log.
public struct AOFConvertReport: Sendable {
    /// Commands that were written.
    public internal(set) var commands: UInt64 = 0
    /// Keys of base files that were written.
    public internal(set) var keys: UInt64 = 0
    /// What is wrong, in the order of the files.
    public internal(set) var findings: [AOFFinding] = []
    /// What commands cannot say of the keys of base files, and how often it was left out.
    public internal(set) var losses: [RDBConvertLoss: UInt64] = [:]
    /// Commands that are not in the output because nobody knows which database they go to: they stand behind damage.
    public internal(set) var misplacedCommands: UInt64 = 0
    /// Keys and commands that were left out because it could not be decided whether they are wanted.
    public internal(set) var undecided: UInt64 = 0
    /// Whether a part of something that is damaged is in the output.
    public internal(set) var isTorn = false

    init() {}

    /// Whether something is missing in the output because the log is damaged.
    public var isDamaged: Bool { findings.contains { $0.finding.severity == .error } || misplacedCommands > 0 }

    /// Whether a file could not be read at all.
    public var isUnreadable: Bool { findings.contains { $0.finding.error.code.makesUnreadable } }

    mutating func add(_ report: RDBConvertReport, of part: AOFPart) {
        keys += report.keys
        findings += report.findings.map { AOFFinding(part.name, $0) }
        losses.merge(report.losses, uniquingKeysWith: +)
        undecided += report.undecidedKeys
        isTorn = isTorn || report.isTorn
    }

    mutating func add(_ error: RDBError, of part: AOFPart, detail: String? = nil) {
        findings.append(AOFFinding(part.name, RDBFinding(error, detail: detail)))
    }
}
