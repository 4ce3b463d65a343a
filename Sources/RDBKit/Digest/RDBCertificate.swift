/// What a file held, in a few numbers: to hold the same file, or a later one, to it.
public struct RDBCertificate: Equatable, Sendable {
    /// What a database held.
    public struct Database: Equatable, Sendable {
        /// Its number.
        public var number: UInt64
        /// Keys.
        public var keys: UInt64
        /// Keys with an expiry.
        public var expires: UInt64
        /// Keys of each value type that has any.
        public var types: [RDBValueType: UInt64]
        /// The digest of its keys.
        public var digest: ContentDigest

        /// A database that held this.
        public init(
            number: UInt64, keys: UInt64, expires: UInt64, types: [RDBValueType: UInt64], digest: ContentDigest
        ) {
            self.number = number
            self.keys = keys
            self.expires = expires
            self.types = types
            self.digest = digest
        }
    }

    /// The form of the digests.
    public var form = ContentDigester.publishedForm
    /// Whether the digests are exact.
    public var isExact = false
    /// Bytes of the (expanded) file.
    public var bytes: UInt64 = 0
    /// The checksum at its end; nil for none.
    public var checksum: UInt64?
    /// Databases that held keys, by number.
    public var databases: [Database] = []
    /// Function libraries.
    public var functions: UInt64 = 0
    /// Whether it is known which function libraries there are: of JSON it may not be.
    public internal(set) var knowsFunctions = true
    /// Keys of JSON by database that may differ from those of the RDB file in what JSON does not say.
    var doubts: [UInt64: [JSONDoubt: UInt64]] = [:]
    /// The digest of everything.
    public var digest: ContentDigest

    /// A certificate of nothing but a digest.
    public init(digest: ContentDigest) {
        self.digest = digest
    }

    /// The certificate of a file that was digested whole, without a filter.
    public init(_ digest: RDBDigest) {
        self.digest = digest.digest
        isExact = digest.form.isExact
        bytes = digest.report.byteCount
        checksum = digest.report.checksum.stored.flatMap { $0 == 0 ? nil : $0 }
        functions = digest.report.functions
        knowsFunctions = digest.knowsFunctions
        doubts = digest.doubts
        var summaries = digest.report.databases
        var digests = digest.databases
        if let others = digest.otherDatabases {
            summaries[DigestTotals.others] = digest.report.otherDatabases
            digests[DigestTotals.others] = others
        }
        databases = digests.sorted { $0.key < $1.key }.map { number, digest in
            Self.database(number, summaries[number] ?? RDBDatabaseSummary(), digest)
        }
    }

    private static func database(
        _ number: UInt64, _ summary: RDBDatabaseSummary, _ digest: ContentDigest
    ) -> Database {
        let types = RDBValueType.allCases.map { ($0, summary.keys(of: $0)) }.filter { $0.1 > 0 }
        return Database(
            number: number, keys: summary.keys, expires: summary.expires,
            types: Dictionary(types, uniquingKeysWith: +), digest: digest)
    }

    /// Keys in all databases.
    public var keys: UInt64 { databases.reduce(0) { $0 &+ $1.keys } }

    /// Keys with an expiry in all databases.
    public var expires: UInt64 { databases.reduce(0) { $0 &+ $1.expires } }
}
