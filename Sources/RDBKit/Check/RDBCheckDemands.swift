/// What a caller demands of a sound file: a backup that is valid but empty is no backup.
public struct RDBCheckDemands: Sendable {
    /// Fewest keys in all databases.
    public var minimumKeys: UInt64?
    /// Fewest bytes of the (decompressed) file.
    public var minimumBytes: UInt64?
    /// Most seconds since the file was made, by its `ctime` AUX field.
    public var maximumAgeSeconds: Int64?
    /// Further conditions.
    public var expectations: [RDBExpectation] = []

    /// Demands nothing.
    public init() {}

    /// The demands that a checked file does not meet.
    ///
    /// - Parameter nowMs: The time that the age is measured at, Unix milliseconds.
    public func unmet(by report: RDBCheckReport, nowMs: Int64) -> [RDBFinding] {
        var findings: [RDBFinding] = []
        if let minimumKeys, report.keys < minimumKeys {
            findings.append(RDBFinding(RDBError(.tooFewKeys, at: 0, expected: minimumKeys, found: report.keys)))
        }
        if let minimumBytes, report.byteCount < minimumBytes {
            findings.append(
                RDBFinding(RDBError(.tooFewBytes, at: 0, expected: minimumBytes, found: report.byteCount)))
        }
        if let finding = unmetAge(report, nowMs) { findings.append(finding) }
        for expectation in expectations {
            let found = expectation.subject.count(in: report)
            guard !expectation.isMet(by: found) else { continue }
            findings.append(
                RDBFinding(RDBError(.expectation, at: 0, found: found), detail: "demanded \(expectation.text)"))
        }
        return findings
    }

    private func unmetAge(_ report: RDBCheckReport, _ nowMs: Int64) -> RDBFinding? {
        guard let maximumAgeSeconds else { return nil }
        guard let made = report.creationTime else {
            return RDBFinding(RDBError(.tooOld, at: 0), detail: "the file does not say when it was made")
        }
        let age = nowMs / 1000 - made
        guard age > maximumAgeSeconds else { return nil }
        let error = RDBError(
            .tooOld, at: 0, expected: UInt64(max(0, maximumAgeSeconds)), found: UInt64(age))
        return RDBFinding(error, detail: "seconds since it was made")
    }
}
