/// What became of one input of a conversion.
public struct RDBConvertReport: Sendable {
    /// The header; nil when there was none that could be read.
    public internal(set) var header: RDBHeader?
    /// Keys that were written.
    public internal(set) var keys: UInt64 = 0
    /// What is wrong with the input, in the order of the file.
    public internal(set) var findings: [RDBFinding] = []
    /// How often each kind of finding occurred.
    public internal(set) var findingCounts: [RDBError.Code: UInt64] = [:]
    /// What the format or the target cannot say, and how often it was left out.
    public internal(set) var losses: [RDBConvertLoss: UInt64] = [:]
    /// Whether a value was cut short after a part of it had been written out.
    public internal(set) var isTorn = false

    /// Keys that were left out because a regular expression met a limit before it found an answer.
    public internal(set) var undecidedKeys: UInt64 = 0

    init() {}

    /// The report of an input that could not even be opened.
    public init(failedWith error: RDBError) {
        add(RDBFinding(error))
    }

    /// Adds a finding behind all others.
    mutating func add(_ finding: RDBFinding) {
        findings.append(finding)
        findingCounts[finding.error.code, default: 0] += 1
    }

    /// Adds what a second pass over the same input found; both meet damage of the framing.
    mutating func add(_ second: RDBConvertReport) {
        keys += second.keys
        isTorn = isTorn || second.isTorn
        undecidedKeys += second.undecidedKeys
        losses.merge(second.losses, uniquingKeysWith: +)
        findings = second.findings + findings.filter { first in !second.findings.contains { $0.error == first.error } }
        findingCounts.merge(second.findingCounts, uniquingKeysWith: max)
    }

    /// Whether something is missing in the output because the input is damaged.
    public var isDamaged: Bool { findings.contains { $0.severity == .error } }

    /// Whether the input could not be read at all.
    public var isUnreadable: Bool {
        findings.contains { $0.error.code.makesUnreadable }
    }
}
