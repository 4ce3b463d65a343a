public import ArgumentParser

/// A length of time on the command line: `90`, `90s`, `15m`, `26h`, `7d`.
public struct TimeSpan: ExpressibleByArgument, Sendable {
    /// Its seconds.
    public let seconds: Int64

    public init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
        guard let last = argument.last else { return nil }
        let unit = units[last]
        guard let number = Int64(unit == nil ? argument[...] : argument.dropLast()), number >= 0 else { return nil }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
        guard !overflow else { return nil }
        self.seconds = seconds
    }

    /// Seconds as people read them: `3 h`, `12 days`.
    public static func text(seconds: Int64) -> String {
        switch seconds {
        case ..<0: "in the future"
        case ..<120: "\(seconds) s ago"
        case ..<7200: "\(seconds / 60) min ago"
        case ..<172_800: "\(seconds / 3600) h ago"
        default: "\(seconds / 86400) days ago"
        }
    }
}
