import RDBKit
import ToolSupport

/// The figures of a log as text.
struct StatisticsText {
    let name: String
    let statistics: AOFStatistics
    /// Whether bars are drawn: on a terminal.
    let draws: Bool

    private static let barWidth = 24
    private static let sparkWidth = 60

    var lines: [String] {
        var lines = ["\(Terminal.escaped(name)): \(statistics.total.commands.counted("command"))"]
        lines += overview.map { ReportText.row($0.0, $0.1) }
        lines += rate
        lines += table("commands by name", commandRows)
        lines += ranking("keys by commands", statistics.keysByCommands, isBytes: false)
        lines += ranking("keys by bytes", statistics.keysByBytes, isBytes: true)
        lines += ranking("prefixes by commands", statistics.prefixesByCommands, isBytes: false)
        lines += ranking("prefixes by bytes", statistics.prefixesByBytes, isBytes: true)
        return lines
    }

    private var overview: [(String, String)] {
        var rows = [
            ("size", "\(ByteSize.text(statistics.bytes)) in all, \(ByteSize.text(statistics.total.bytes)) of commands")
        ]
        if statistics.baseBytes > 0 {
            rows.append(("base", "\(ByteSize.text(statistics.baseBytes)), \(statistics.baseKeys.counted("key"))"))
        }
        if statistics.databases.count > 1 {
            let parts = statistics.databases.map { database, count in
                "db \(database.map { "\($0)" } ?? "unknown"): \(count.commands)"
            }
            rows.append(("databases", parts.joined(separator: ", ")))
        }
        rows.append(("superseded", superseded))
        if statistics.transactions > 0 { rows.append(("multi", transactions)) }
        return rows
    }

    private var superseded: String {
        let figures = statistics.superseded
        guard statistics.total.bytes > 0 else { return "nothing" }
        let total = Double(statistics.total.bytes)
        let share = percent(Double(figures.bytes) / total)
        let error = figures.isWhole ? "" : " ± \(percent(Double(figures.error) / total))"
        let sample = figures.isWhole ? "all keys" : "a sample of \(figures.sample.counted("key"))"
        return "\(share)\(error) of the commands' bytes, \(ByteSize.text(figures.bytes)), by \(sample)"
    }

    private var transactions: String {
        let mean = Double(statistics.transactionCommands) / Double(statistics.transactions)
        var text = "\(statistics.transactions.counted("transaction")), \(oneDigit(mean)) commands each"
        if let largest = statistics.largestTransaction {
            text += ", the largest \(largest.commands) at \(Terminal.escaped(largest.file)):\(largest.offset)"
        }
        return text
    }

    private var rate: [String] {
        let (start, width, stretches) = statistics.series.stretches(atMost: Self.sparkWidth)
        guard !stretches.isEmpty else { return ["  rate       not known: the log has no time stamps"] }
        let seconds = Double(width) * Double(stretches.count)
        let commands = stretches.reduce(0) { $0 + $1.commands }
        let most = stretches.map(\.commands).max() ?? 0
        var lines = [
            ReportText.row(
                "rate",
                "\(oneDigit(Double(commands) / seconds)) commands/s on average, at most "
                    + "\(oneDigit(Double(most) / Double(width))) in \(width) s")
        ]
        let end = start + width * Int64(stretches.count)
        let span = "\(Moment.text(seconds: start)) to \(Moment.text(seconds: end))"
        if draws {
            lines.append(ReportText.row("commands", Chart.sparkline(stretches.map(\.commands))))
            lines.append(ReportText.row("bytes", Chart.sparkline(stretches.map(\.bytes))))
        }
        lines.append(ReportText.row("", "from \(span)"))
        return lines
    }

    private var commandRows: [(String, String, Double)] {
        let all = Double(max(1, statistics.total.commands))
        return statistics.commands.map { name, count in
            let share = Double(count.commands) / all
            return (
                Terminal.escaped(name.uppercased()),
                "\(count.commands) (\(percent(share))), \(ByteSize.text(count.bytes)), largest \(ByteSize.text(count.largest))",
                share
            )
        }
    }

    private func ranking(_ title: String, _ ranking: AOFStatistics.Ranking, isBytes: Bool) -> [String] {
        let all = Double(max(1, isBytes ? statistics.total.bytes : statistics.total.commands))
        let rows = ranking.names.map { name in
            let database = name.database.map { "db\($0) " } ?? ""
            let figure = isBytes ? ByteSize.text(name.weight) : "\(name.weight)"
            let share = Double(name.weight) / all
            return (
                database + (name.name.isEmpty && name.database == nil ? "(no colon)" : label(name.name)),
                "\(figure) (\(percent(share)))", share
            )
        }
        let error = isBytes ? ByteSize.text(ranking.error) : "\(ranking.error)"
        return table(ranking.error == 0 ? title : "\(title), each up to \(error) more", rows)
    }

    private func label(_ name: [UInt8]) -> String {
        let text = Terminal.quoted(name)
        return text.count <= 48 ? text : String(text.prefix(47)) + "…"
    }

    private func table(_ title: String, _ rows: [(String, String, Double)]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let width = rows.map { $0.0.count }.max() ?? 0
        return [title]
            + rows.map { name, figures, share in
                let bar = draws ? "  " + Chart.bar(share, width: Self.barWidth) : ""
                return "  " + name + String(repeating: " ", count: width - name.count) + "  " + figures + bar
            }
    }

    private func percent(_ share: Double) -> String { oneDigit(share * 100) + "%" }

    private func oneDigit(_ value: Double) -> String {
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
