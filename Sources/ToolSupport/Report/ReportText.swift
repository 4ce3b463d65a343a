public import RDBKit

/// What the text reports of both tools have in common.
public enum ReportText {
    /// `NAME: damaged (2 errors, 1 warning)`
    ///
    /// - Parameter count: How many findings of a severity there are.
    public static func heading(
        _ name: String, _ verdict: CheckOutcome.Verdict, usesColor: Bool, count: (RDBSeverity) -> UInt64
    ) -> String {
        let parts = [RDBSeverity.error, .warning].compactMap { severity -> String? in
            let number = count(severity)
            return number == 0 ? nil : number.counted(severity.rawValue)
        }
        let word =
            usesColor ? "\u{1B}[\(verdict == .sound ? "32" : "31")m\(verdict.rawValue)\u{1B}[0m" : verdict.rawValue
        return "\(Terminal.escaped(name)): \(word)" + (parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")")
    }

    /// A line of the report: a name in its column, and what is said of it.
    public static func row(_ name: String, _ value: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 11 - name.count)) + value
    }
}
