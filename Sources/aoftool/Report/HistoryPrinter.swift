import RDBKit
import ToolSupport

/// Shows a history as it is told.
protocol HistoryPrinter {
    func begin()
    func show(_ event: AOFHistoryEvent)
    func end(_ report: AOFHistoryReport, _ status: ExitStatus)
}

/// A history as text.
struct HistoryTextPrinter: HistoryPrinter {
    /// Bytes of a word that are shown.
    let longest: Int
    /// The present, Unix milliseconds.
    let nowMs: Int64

    func begin() {}

    func show(_ event: AOFHistoryEvent) {
        print(line(event))
    }

    func end(_ report: AOFHistoryReport, _ status: ExitStatus) {
        for key in report.keys { for line in lines(key) { print(line) } }
        if report.keys.isEmpty && status != .failed { print("no such key in \(report.commands.counted("command"))") }
    }

    private func line(_ event: AOFHistoryEvent) -> String {
        var parts = [
            "\(Terminal.escaped(event.file)):\(event.offset)", event.seconds.map { Moment.text(seconds: $0) } ?? "-",
            event.database.map { "db\($0)" } ?? "db?", event.transaction.map { "multi:\($0)" } ?? "-", word(event),
            Terminal.quoted(event.key),
        ]
        if !event.words.isEmpty { parts.append(CommandText(event.words, longest: longest).text) }
        return parts.joined(separator: "  ")
    }

    private func word(_ event: AOFHistoryEvent) -> String {
        event.isExpiry ? "expired" : event.effect.rawValue
    }

    private func lines(_ summary: AOFKeySummary) -> [String] {
        var lines = ["\(Terminal.quoted(summary.key)) in db \(summary.database): \(state(summary))"]
        guard let last = summary.exists == true ? summary.changed : summary.vanished ?? summary.changed else {
            return lines
        }
        let verb = last.effect == .deleted ? "vanished" : "last \(last.effect.rawValue)"
        let time = last.seconds.map { " at \(Moment.text(seconds: $0))" } ?? ""
        let transaction = last.transaction.map { " in the transaction at \($0)" } ?? ""
        lines.append(
            "  \(verb)\(time) by \(CommandText(last.words, longest: longest).text), "
                + "\(Terminal.escaped(last.file)):\(last.offset)\(transaction)" + cause(last))
        return lines
    }

    private func state(_ summary: AOFKeySummary) -> String {
        let count = summary.events.counted("command")
        switch summary.exists {
        case true?: return "exists\(expiry(summary)), \(count)"
        case false?: return "does not exist, \(count)"
        case nil: return "it is not known whether it exists, \(count)"
        }
    }

    private func expiry(_ summary: AOFKeySummary) -> String {
        guard let expiresMs = summary.expiresMs else { return "" }
        let time = Moment.text(seconds: expiresMs / 1000)
        return expiresMs <= nowMs ? " with an expiry that is over (\(time))" : ", expires \(time)"
    }

    private func cause(_ event: AOFHistoryEvent) -> String {
        guard event.effect == .deleted, let expiredMs = event.expiredMs else { return "" }
        let time = Moment.text(seconds: expiredMs / 1000)
        if event.isExpiry { return ": its expiry was over (\(time)), so the server deleted it" }
        return event.seconds == nil ? ": it was to expire at \(time)" : ": in front of its expiry (\(time))"
    }
}
