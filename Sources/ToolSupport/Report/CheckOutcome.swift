public import RDBKit

/// A report together with what the command line made of it.
public struct CheckOutcome: Sendable {
    /// One word for the file.
    public enum Verdict: String, Sendable {
        case sound, damaged, unreadable
        /// Sound, but not what was demanded.
        case unacceptable

        /// How a command ends with it.
        public var status: ExitStatus {
            switch self {
            case .sound: .good
            case .damaged, .unacceptable: .negative
            case .unreadable: .failed
            }
        }
    }

    /// What the check found.
    public let report: RDBCheckReport
    /// How the input is compressed.
    public let compression: CompressionFormat
    /// Warnings count as errors.
    public let isStrict: Bool
    /// The time that ages are measured at, Unix milliseconds.
    public let nowMs: Int64

    /// Judges `report`.
    public init(report: RDBCheckReport, compression: CompressionFormat, isStrict: Bool, nowMs: Int64) {
        self.report = report
        self.compression = compression
        self.isStrict = isStrict
        self.nowMs = nowMs
    }

    private static let demands: Set<RDBError.Code> = [
        .tooFewKeys, .tooFewBytes, .tooOld, .expectation, .certificate,
    ]

    /// One word for the file.
    public var verdict: Verdict {
        if report.isUnreadable { return .unreadable }
        let bad = report.findings.filter { $0.severity >= (isStrict ? .warning : .error) }
        if bad.isEmpty { return .sound }
        return bad.allSatisfy { Self.demands.contains($0.error.code) } ? .unacceptable : .damaged
    }

    /// What the server does with the file; nil where none was asked for, or where the file could not be read.
    public var serverVerdict: ServerVerdict? { report.isUnread ? nil : report.server }

    /// How the command ends for this file.
    public var status: ExitStatus { serverVerdict.map { status(for: $0) } ?? verdict.status }

    /// A server loads what the check calls damaged, and the reverse: with a server only its verdict counts, and
    /// what was demanded besides.
    private func status(for server: ServerVerdict) -> ExitStatus {
        let demanded = report.findings.contains {
            $0.severity == .error && (Self.demands.contains($0.error.code) || $0.error.code == .crcDisabled)
        }
        return server.outcome == .loads && !demanded ? .good : .negative
    }

    /// Findings of a severity, those that are not shown included.
    public func count(of severity: RDBSeverity) -> UInt64 {
        let codes = Set(report.findings.filter { $0.severity == severity }.map(\.error.code))
        return codes.reduce(0) { $0 + (report.findingCounts[$1] ?? 0) }
    }

    /// Findings that were counted but not kept.
    public var omitted: UInt64 {
        report.findingCounts.values.reduce(0, +) - UInt64(report.findings.count)
    }

    /// Who wrote the file: `redis 7.0.15`.
    public var producer: String? { report.producer }

    /// AUX fields by name.
    public var auxFields: [(name: String, value: [UInt8])] {
        report.aux.map { (Terminal.escaped(String(decoding: $0.key, as: UTF8.self)), $0.value) }
            .sorted { $0.0 < $1.0 }
    }

    /// A checksum as hexadecimal digits.
    public static func hex(_ sum: UInt64?) -> String {
        guard let sum else { return "unknown" }
        let digits = String(sum, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
