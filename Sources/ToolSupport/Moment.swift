public import ArgumentParser
internal import FoundationEssentials

/// A time on the command line: epoch seconds, or RFC 3339.
public struct Moment: ExpressibleByArgument, Sendable {
    /// Unix time in milliseconds.
    public let milliseconds: Int64

    public init?(argument: String) {
        if let seconds = Double(argument), abs(seconds) < 1e15 {
            milliseconds = Int64(seconds * 1000)
        } else if let date = try? Date(argument, strategy: .iso8601) {
            milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
        } else {
            return nil
        }
    }

    private init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// This moment.
    public static var now: Moment { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    /// Unix seconds as RFC 3339 in UTC.
    public static func text(seconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}
