import RDBKit
import ToolSupport

/// A history as one JSON document on one line, written as it is told; described in `docs/aof-log.md`.
final class HistoryJSONPrinter: HistoryPrinter {
    private let file: String
    private var isFirst = true

    init(_ file: String) {
        self.file = file
    }

    func begin() {
        print("{\"file\":\(JSONLine.encode(file)),\"events\":[", terminator: "")
    }

    func show(_ event: AOFHistoryEvent) {
        print((isFirst ? "" : ",") + JSONLine.encode(EventJSON(event)), terminator: "")
        isFirst = false
    }

    func end(_ report: AOFHistoryReport, _ status: ExitStatus) {
        print("],\"keys\":[", terminator: "")
        for (index, key) in report.keys.enumerated() {
            print((index == 0 ? "" : ",") + JSONLine.encode(KeyJSON(key)), terminator: "")
        }
        let end = EndJSON(
            commands: report.commands, exit: status.rawValue,
            findings: report.findings.map { FindingJSON($0.finding, file: $0.file.isEmpty ? nil : $0.file) })
        print("]," + JSONLine.encode(end).dropFirst())
    }
}

/// An event of a history: a command in the shape of `aoftool convert`, and what became of the key.
private struct EventJSON: Encodable {
    let file: String
    let offset: UInt64
    let time_ms: Int64?
    let db: UInt64?
    let transaction: UInt64?
    let key: String
    let effect: String
    let expired: Bool?
    let expires_ms: Int64?
    let command: String?
    let args: [String]?

    init(_ event: AOFHistoryEvent) {
        file = event.file
        offset = event.offset
        time_ms = event.seconds.map { $0.multipliedReportingOverflow(by: 1000).partialValue }
        db = event.database
        transaction = event.transaction
        key = JSONLine.string(event.key)
        effect = event.effect.rawValue
        expired = event.isExpiry ? true : nil
        expires_ms = event.effect == .deleted ? event.expiredMs : event.expiresMs
        command = event.words.first.map { JSONLine.string($0).uppercased() }
        args = event.words.isEmpty ? nil : event.words.dropFirst().map(JSONLine.string)
    }
}

private struct KeyJSON: Encodable {
    let db: UInt64
    let key: String
    /// Absent where it is not known.
    let exists: Bool?
    let expires_ms: Int64?
    let in_base: Bool
    let commands: UInt64
    let vanished: EventJSON?
    let changed: EventJSON?

    init(_ summary: AOFKeySummary) {
        db = summary.database
        key = JSONLine.string(summary.key)
        exists = summary.exists
        expires_ms = summary.expiresMs
        in_base = summary.isInBase
        commands = summary.events
        vanished = summary.vanished.map(EventJSON.init)
        changed = summary.changed.map(EventJSON.init)
    }
}

private struct EndJSON: Encodable {
    let commands: UInt64
    let exit: Int32
    let findings: [FindingJSON]
}
