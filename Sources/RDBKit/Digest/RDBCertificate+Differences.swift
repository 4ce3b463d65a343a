extension RDBCertificate {
    /// What a file may have lost since the certificate was made.
    public enum Tolerance: Equatable, Sendable {
        /// Nothing: the contents must be the same.
        case none
        /// Contents may differ, but each count may be smaller by this share only (0 to 1).
        case fewer(Double)
    }

    /// A number or digest that is not what the certificate says.
    public struct Difference: Equatable, Sendable {
        /// What differs, such as `db0 hash keys`.
        public var what: String
        /// What the certificate says.
        public var expected: String
        /// What the file has.
        public var found: String
    }

    /// What in `other` is not as this certificate says.
    public func differences(from other: RDBCertificate, _ tolerance: Tolerance) -> [Difference] {
        switch tolerance {
        case .none: contentDifferences(other)
        case .fewer(let share): countDifferences(other) { Double($1) < Double($0) * (1 - share) }
        }
    }

    /// The numbers of both, where `isWrong` says so of expected and found.
    private func countDifferences(
        _ other: RDBCertificate, _ isWrong: (UInt64, UInt64) -> Bool
    ) -> [Difference] {
        var differences: [Difference] = []
        func compare(_ what: String, _ expected: UInt64, _ found: UInt64) {
            guard isWrong(expected, found) else { return }
            differences.append(Difference(what: what, expected: "\(expected)", found: "\(found)"))
        }
        compare("keys", keys, other.keys)
        compare("keys with expiry", expires, other.expires)
        compare("function libraries", functions, other.functions)
        for number in Set(databases.map(\.number) + other.databases.map(\.number)).sorted() {
            let (mine, theirs) = (database(number), other.database(number))
            compare("db\(number) keys", mine?.keys ?? 0, theirs?.keys ?? 0)
            compare("db\(number) keys with expiry", mine?.expires ?? 0, theirs?.expires ?? 0)
            for type in RDBValueType.allCases {
                compare("db\(number) \(type.name) keys", mine?.types[type] ?? 0, theirs?.types[type] ?? 0)
            }
        }
        return differences
    }

    private func contentDifferences(_ other: RDBCertificate) -> [Difference] {
        guard form == other.form, isExact == other.isExact else {
            return [Difference(what: "form of the digest", expected: formText, found: other.formText)]
        }
        guard digest != other.digest else { return [] }
        var differences = [Difference(what: "digest", expected: "\(digest)", found: "\(other.digest)")]
        for number in Set(databases.map(\.number) + other.databases.map(\.number)).sorted() {
            let (mine, theirs) = (database(number)?.digest, other.database(number)?.digest)
            guard mine != theirs else { continue }
            differences.append(
                Difference(
                    what: "db\(number) digest", expected: mine.map { "\($0)" } ?? "none",
                    found: theirs.map { "\($0)" } ?? "none"))
        }
        return differences + countDifferences(other) { $0 != $1 }
    }

    private var formText: String { "\(form)\(isExact ? " exact" : "")" }

    private func database(_ number: UInt64) -> Database? {
        databases.first { $0.number == number }
    }
}
