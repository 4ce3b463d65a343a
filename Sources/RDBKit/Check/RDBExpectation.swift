/// A condition on what a file holds, such as `db0>=1000` or `db1.hash==0`.
public struct RDBExpectation: Sendable {
    /// What is counted.
    public enum Subject: Equatable, Sendable {
        /// Keys in all databases.
        case keys
        /// Keys with an expiry in all databases.
        case expires
        /// Keys of a value type in all databases.
        case type(RDBValueType)
        /// Keys of one database.
        case database(UInt64)
        /// Keys of a value type in one database.
        case databaseType(UInt64, RDBValueType)
        /// Keys with an expiry in one database.
        case databaseExpires(UInt64)
        /// Function libraries.
        case functions
        /// Bytes of the (decompressed) file.
        case bytes

        /// The number in a report.
        public func count(in report: RDBCheckReport) -> UInt64 {
            switch self {
            case .keys: report.keys
            case .expires: report.expires
            case .type(let type): report.databases.values.reduce(0) { $0 + $1.keys(of: type) }
            case .database(let database): report.databases[database]?.keys ?? 0
            case .databaseType(let database, let type): report.databases[database]?.keys(of: type) ?? 0
            case .databaseExpires(let database): report.databases[database]?.expires ?? 0
            case .functions: report.functions
            case .bytes: report.byteCount
            }
        }
    }

    private enum Comparison: String, CaseIterable {
        // Longer signs first: `>=` also starts with `>`.
        case atLeast = ">="
        case atMost = "<="
        case equal = "=="
        case different = "!="
        case more = ">"
        case less = "<"
        case same = "="
    }

    /// What is counted.
    public let subject: Subject
    /// The condition as it was given.
    public let text: String
    private let comparison: Comparison
    private let limit: UInt64

    /// Parses `SUBJECT OPERATOR NUMBER` without spaces; nil where it is no such condition.
    ///
    /// Subjects are `keys`, `expires`, `functions`, `bytes`, a value type, `dbN`, `dbN.TYPE` and `dbN.expires`;
    /// operators are `>=`, `<=`, `==`, `!=`, `>`, `<` and `=`.
    public init?(_ text: String) {
        guard let start = text.firstIndex(where: { "<>=!".contains($0) }),
            let comparison = Comparison.allCases.first(where: { text[start...].hasPrefix($0.rawValue) }),
            let limit = UInt64(text[start...].dropFirst(comparison.rawValue.count)),
            let subject = Self.subject(text[..<start])
        else { return nil }
        self.text = text
        self.subject = subject
        self.comparison = comparison
        self.limit = limit
    }

    private static func subject(_ text: Substring) -> Subject? {
        switch text {
        case "keys": return .keys
        case "expires": return .expires
        case "functions": return .functions
        case "bytes": return .bytes
        default: break
        }
        if let type = RDBValueType(name: text) { return .type(type) }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0].hasPrefix("db"), let database = UInt64(parts[0].dropFirst(2)) else { return nil }
        guard parts.count == 2 else { return .database(database) }
        if parts[1] == "expires" { return .databaseExpires(database) }
        return RDBValueType(name: parts[1]).map { .databaseType(database, $0) }
    }

    /// Whether the condition holds for this number.
    public func isMet(by count: UInt64) -> Bool {
        switch comparison {
        case .atLeast: count >= limit
        case .atMost: count <= limit
        case .equal, .same: count == limit
        case .different: count != limit
        case .more: count > limit
        case .less: count < limit
        }
    }
}

extension RDBValueType {
    /// The type with this ``name``.
    public init?(name: Substring) {
        guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = type
    }
}
