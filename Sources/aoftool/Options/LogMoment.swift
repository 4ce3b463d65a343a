import ArgumentParser
import RDBKit
import ToolSupport

/// A place in a log on the command line: a time, `-10m`, `offset:[FILE:]N` or `command:N`.
enum LogMoment: ExpressibleByArgument {
    case seconds(Int64)
    case ago(Int64)
    case offset(UInt64, file: String?)
    case command(UInt64)

    init?(argument: String) {
        if argument.hasPrefix("offset:") {
            self.init(offset: argument.dropFirst("offset:".count))
        } else if argument.hasPrefix("command:") {
            guard let count = UInt64(argument.dropFirst("command:".count)) else { return nil }
            self = .command(count)
        } else if argument.hasPrefix("-"), let span = TimeSpan(argument: String(argument.dropFirst())) {
            self = .ago(span.seconds)
        } else {
            guard let moment = Moment(argument: argument) else { return nil }
            self = .seconds(Int64((Double(moment.milliseconds) / 1000).rounded(.down)))
        }
    }

    private init?(offset text: Substring) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let last = parts.last, let offset = UInt64(last) else { return nil }
        let file = parts.dropLast().joined(separator: ":")
        self = .offset(offset, file: file.isEmpty ? nil : file)
    }

    /// Where a log ends that ends there.
    ///
    /// - Parameter nowMs: The present, Unix milliseconds.
    func limit(nowMs: Int64) -> AOFTruncation.Limit {
        switch self {
        case .seconds(let seconds): .after(seconds)
        case .ago(let seconds): .after(nowMs / 1000 - seconds)
        case .offset(let offset, let file): .offset(offset, file: file)
        case .command(let count): .commands(count)
        }
    }
}
