/// What became of a file that was rewritten.
public struct RDBRewriteReport: Sendable {
    /// The header of the input; nil when there was none that could be read.
    public internal(set) var header: RDBHeader?
    /// Keys that were written.
    public internal(set) var keys: UInt64 = 0
    /// Keys that were left out because they have expired.
    public internal(set) var expiredKeys: UInt64 = 0
    /// Keys that were left out because a regular expression met a limit before it found an answer.
    public internal(set) var undecidedKeys: UInt64 = 0
    /// What is wrong with the input, in the order of the file, and keys that would have collided.
    public internal(set) var findings: [RDBFinding] = []
    /// How often each kind of finding occurred.
    public internal(set) var findingCounts: [RDBError.Code: UInt64] = [:]
    /// Keys and other records that were left out because the target cannot hold them.
    public internal(set) var lostRecords: UInt64 = 0
    /// What the output must hold, if it was asked for.
    public internal(set) var contents: RewrittenContents?
    /// Whether the output has its end: without it, it must not be used.
    public internal(set) var isEnded = false
    /// Whether a part of a damaged record is in the output.
    public internal(set) var isTorn = false

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

    /// Whether the output is not what was asked for.
    public var isIncomplete: Bool { undecidedKeys > 0 || findings.contains { $0.severity == .error } }

    /// Whether the input could not be read at all.
    public var isUnreadable: Bool { findings.contains { $0.error.code.makesUnreadable } }

    /// Whether keys collide: then the output is of no use, whatever else holds.
    public var hasCollisions: Bool { findingCounts[.keyCollision] != nil }
}
