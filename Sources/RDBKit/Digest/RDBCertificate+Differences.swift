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

    /// A database whose digests differ, where it is not known whether its keys do.
    public struct Doubt: Equatable, Sendable {
        /// Its number.
        public var database: UInt64
        /// What JSON does not say.
        public var what: JSONDoubt
        /// Keys of which it does not say that.
        public var keys: UInt64
    }

    /// Whether both have digests of the same kind.
    public func isComparable(with other: RDBCertificate) -> Bool { form == other.form && isExact == other.isExact }

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
        if knowsFunctions && other.knowsFunctions { compare("function libraries", functions, other.functions) }
        for number in numbers(with: other) {
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
        guard isComparable(with: other) else {
            return [Difference(what: "form of the digest", expected: formText, found: other.formText)]
        }
        let counts = countDifferences(other) { $0 != $1 }
        guard digest != other.digest else { return counts }
        let parts = digestDifferences(other) + counts
        // Function libraries are in the digest of everything, and so is what there are doubts about.
        guard knowsFunctions && other.knowsFunctions else { return parts }
        if parts.isEmpty && !doubts(about: other).isEmpty { return [] }
        return [Difference(what: "digest", expected: "\(digest)", found: "\(other.digest)")] + parts
    }

    private func digestDifferences(_ other: RDBCertificate) -> [Difference] {
        numbers(with: other).compactMap { number in
            let (mine, theirs) = (database(number)?.digest, other.database(number)?.digest)
            guard mine != theirs, openDoubts(about: number, other).isEmpty else { return nil }
            return Difference(
                what: "db\(number) digest", expected: mine.map { "\($0)" } ?? "none",
                found: theirs.map { "\($0)" } ?? "none")
        }
    }

    /// Where ``differences(from:_:)`` cannot tell, because one of both was made from JSON.
    public func doubts(about other: RDBCertificate) -> [Doubt] {
        numbers(with: other).flatMap { number in
            let open = openDoubts(about: number, other)
            return JSONDoubt.allCases.compactMap { what in
                open[what].map { Doubt(database: number, what: what, keys: $0) }
            }
        }
    }

    /// The doubts about a database of which nothing but the digest differs.
    private func openDoubts(about number: UInt64, _ other: RDBCertificate) -> [JSONDoubt: UInt64] {
        guard var mine = database(number), let theirs = other.database(number), mine != theirs else { return [:] }
        mine.digest = theirs.digest
        return mine == theirs ? doubts[number] ?? other.doubts[number] ?? [:] : [:]
    }

    /// The databases of both.
    private func numbers(with other: RDBCertificate) -> [UInt64] {
        Set(databases.map(\.number) + other.databases.map(\.number)).sorted()
    }

    private var formText: String { "\(form)\(isExact ? " exact" : "")" }

    private func database(_ number: UInt64) -> Database? {
        databases.first { $0.number == number }
    }
}
