internal import RDBKit

/// A check's report as a JSON document, described in `docs/check-report.md`.
public struct CheckReportJSON: Encodable {
    struct Format: Encodable {
        let magic: String
        let version: Int
    }

    struct Checksum: Encodable {
        let state: String
        let stored: String?
        let computed: String?
    }

    struct Database: Encodable {
        let db: UInt64
        let keys: UInt64
        let expires: UInt64
        let expired: UInt64
        let types: [String: UInt64]
    }

    struct Module: Encodable {
        let name: String
        let records: UInt64
    }

    let file: String
    /// The word that the exit status follows from.
    let verdict: String
    /// The check's own word, whatever a server does.
    let check: String
    let server: String?
    let reasons: [LoadReasonJSON]?
    let exit: Int32
    let compression: String?
    let format: Format?
    let producer: String?
    let saved_ms: Int64?
    let age_s: Int64?
    let bytes: UInt64
    let trailing_bytes: UInt64
    let checksum: Checksum
    let keys: UInt64
    let expires: UInt64
    let expired: UInt64
    let databases: [Database]
    let functions: UInt64
    let lua_scripts: UInt64
    let modules: [Module]
    let aux: [String: String]
    let findings: [FindingJSON]
    let finding_counts: [String: UInt64]
    let findings_omitted: UInt64

    /// The document of `outcome` for the input `file`.
    public init(file: String, outcome: CheckOutcome) {
        let report = outcome.report
        self.file = file
        verdict = outcome.serverVerdict?.outcome.rawValue ?? outcome.verdict.rawValue
        check = outcome.verdict.rawValue
        server = report.server?.target.rawValue
        reasons = outcome.serverVerdict?.reasons.map(LoadReasonJSON.init)
        exit = outcome.status.rawValue
        compression = outcome.compression == .none ? nil : outcome.compression.rawValue
        format = report.header.map { Format(magic: $0.dialect.rawValue, version: $0.version) }
        producer = outcome.producer
        saved_ms = report.creationTime.map { $0 * 1000 }
        age_s = report.creationTime.map { outcome.nowMs / 1000 - $0 }
        bytes = report.byteCount
        trailing_bytes = report.trailingBytes
        checksum = Checksum(
            state: report.checksumState.rawValue, stored: report.checksum.stored.map { CheckOutcome.hex($0) },
            computed: report.checksum.computed.map { CheckOutcome.hex($0) })
        keys = report.keys
        expires = report.expires
        expired = report.expired
        databases = report.databases.sorted { $0.key < $1.key }.map { Self.database($0.key, $0.value) }
        functions = report.functions
        lua_scripts = report.luaScripts
        modules = report.modules.sorted { $0.key < $1.key }.map { Module(name: $0.key, records: $0.value) }
        aux = Dictionary(
            report.aux.map { (JSONLine.string($0.key), JSONLine.string($0.value)) }, uniquingKeysWith: { $1 })
        findings = report.findings.map { FindingJSON($0) }
        finding_counts = Dictionary(
            report.findingCounts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
        findings_omitted = outcome.omitted
    }

    private static func database(_ number: UInt64, _ summary: RDBDatabaseSummary) -> Database {
        let types = RDBValueType.allCases.filter { summary.keys(of: $0) > 0 }
        return Database(
            db: number, keys: summary.keys, expires: summary.expires, expired: summary.expired,
            types: Dictionary(types.map { ($0.name, summary.keys(of: $0)) }, uniquingKeysWith: +))
    }
}
