/// What a check found out about a set.
public struct AOFCheckReport: Sendable {
    /// The files.
    public let set: AOFSet
    /// What each of the set's parts is like; nil for those that are not there.
    public internal(set) var parts: [AOFPartReport?] = []
    /// All findings that are kept, in the order of the files.
    public internal(set) var findings: [AOFFinding] = []
    /// All findings of each code.
    public internal(set) var findingCounts: [RDBError.Code: UInt64] = [:]
    /// Keys that are in two RDB files, among all findings.
    public internal(set) var sharedKeys: [AOFFinding] = []
    /// Whether the last file grew, or was open for writing, while its end was torn.
    public internal(set) var isBeingWritten = false

    init(set: AOFSet) {
        self.set = set
    }

    /// Parts that are there, with their reports.
    public var checked: [(part: AOFPart, report: AOFPartReport)] {
        zip(set.parts, parts).compactMap { part, report in report.map { (part, $0) } }
    }

    /// Commands in all parts.
    public var commands: UInt64 { parts.reduce(0) { $0 + ($1?.commands ?? 0) } }
    /// Bytes of all parts.
    public var byteCount: UInt64 { parts.reduce(0) { $0 + ($1?.byteCount ?? 0) } }

    /// Whether it is no append-only file at all, or could not be read.
    public var isUnreadable: Bool {
        findings.contains { Self.unreadable.contains($0.finding.error.code) }
    }

    private static let unreadable: Set<RDBError.Code> = [
        .ioError, .notAOF, .compressedWindow, .compressedDictionary, .compressedEnvelope, .unsupportedVersion,
    ]

    /// The worst finding's severity; nil when there is none.
    public var worst: RDBSeverity? { findings.map(\.finding.severity).max() }

    mutating func add(_ finding: AOFFinding) {
        findings.append(finding)
        findingCounts[finding.finding.error.code, default: 0] += 1
    }
}
