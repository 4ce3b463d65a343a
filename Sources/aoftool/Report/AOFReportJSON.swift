import RDBKit
import ToolSupport

/// A check's report as a JSON document, described in `docs/aof-check.md`.
struct AOFReportJSON: Encodable {
    struct Part: Encodable {
        let file: String
        let role: String?
        let bytes: UInt64
        let compression: String?
        let commands: UInt64
        let annotations: UInt64
        let first_timestamp: Int64?
        let last_timestamp: Int64?
        let preamble: Preamble?
        let command_counts: [String: UInt64]
        let safe_end: UInt64
    }

    struct Preamble: Encodable {
        let magic: String?
        let version: Int?
        let bytes: UInt64
        let keys: UInt64
    }

    struct Server: Encodable {
        let server: String
        let verdict: String
        let changes_files: [String]
        let reasons: [String]
    }

    struct Mend: Encodable {
        let command: String
        let possible: Bool
        let lost: LossJSON
    }

    let file: String
    let verdict: String
    let exit: Int32
    let layout: String
    let manifest: String?
    let bytes: UInt64
    let commands: UInt64
    let being_written: Bool
    let parts: [Part]
    let findings: [FindingJSON]
    let finding_counts: [String: UInt64]
    let findings_omitted: UInt64
    let `for`: Server?
    let mend: Mend?

    init(file: String, outcome: AOFOutcome) {
        let report = outcome.report
        self.file = file
        verdict = outcome.verdict.rawValue
        exit = outcome.status.rawValue
        layout = report.set.kind.rawValue
        manifest = report.set.manifestPath == nil ? nil : report.set.manifestName
        bytes = report.byteCount
        commands = report.commands
        being_written = report.isBeingWritten
        parts = report.checked.map(Self.part)
        findings = report.findings.map { FindingJSON($0.finding, file: $0.file) }
        finding_counts = Dictionary(
            report.findingCounts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
        findings_omitted = outcome.omitted
        `for` = outcome.verdictOfServer.map {
            Server(
                server: $0.server.rawValue, verdict: $0.loads ? "loads" : "refuses", changes_files: $0.changesFiles,
                reasons: $0.reasons)
        }
        mend = outcome.advice(for: file).first.map {
            Mend(command: $0, possible: outcome.plan.isPossible, lost: LossJSON(outcome.fullPlan.loss))
        }
    }

    private static func part(_ part: AOFPart, _ checked: AOFPartReport) -> Part {
        Part(
            file: part.name, role: part.entry?.role.word, bytes: checked.byteCount,
            compression: checked.compression == .none ? nil : checked.compression.rawValue,
            commands: checked.commands, annotations: checked.annotations,
            first_timestamp: checked.firstTimestamp, last_timestamp: checked.lastTimestamp,
            preamble: checked.preamble.map {
                Preamble(
                    magic: $0.header?.dialect.rawValue, version: $0.header?.version, bytes: checked.preambleBytes,
                    keys: $0.keys)
            },
            command_counts: checked.commandCounts, safe_end: checked.safeEnd)
    }
}

/// What is lost, as JSON.
struct LossJSON: Encodable {
    let bytes: UInt64
    let commands: UInt64
    let keys: UInt64
    let first_timestamp: Int64?
    let last_timestamp: Int64?

    init(_ loss: AOFLoss) {
        bytes = loss.bytes
        commands = loss.commands
        keys = loss.keys
        first_timestamp = loss.firstTimestamp
        last_timestamp = loss.lastTimestamp
    }
}
