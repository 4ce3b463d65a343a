/// What a server does with a file at start, and why.
public struct ServerVerdict: Sendable {
    /// The server.
    public let target: ServerTarget
    /// What it does.
    public let outcome: ServerOutcome
    /// Why: what ends the loading, and what is lost; in the order of the file, the first of each code.
    public let reasons: [LoadReason]
    /// All reasons of each code.
    public let counts: [RDBError.Code: UInt64]

    /// Judges `reasons`.
    ///
    /// - Parameter checkerHangs: What the server runs after an error that it reports would not end.
    init(_ target: ServerTarget, _ reasons: [LoadReason], counts: [RDBError.Code: UInt64], checkerHangs: Bool) {
        self.target = target
        self.reasons = reasons
        self.counts = counts
        let fatal = reasons.first(where: \.effect.isFatal)
        switch fatal?.effect {
        case .crashes: outcome = .crashes
        case .hangs: outcome = .hangs
        case .refuses: outcome = checkerHangs && !Self.isPlain(fatal?.finding.error.code) ? .hangs : .refuses
        default: outcome = reasons.isEmpty ? .loads : .loadsWithLosses
        }
    }

    /// Refusals behind which a server does not run its checker.
    private static func isPlain(_ code: RDBError.Code?) -> Bool { code == .serverDatabase || code == .serverVersion }

    /// The verdict on an input that is no RDB file, or not one that any server reads.
    public init(_ target: ServerTarget, refusing finding: RDBFinding) {
        self.init(
            target, [LoadReason(finding, .refuses)], counts: [finding.error.code: 1],
            checkerHangs: false)
    }
}
