/// What a check found out about one file.
public struct RDBCheckReport: Sendable {
    /// What became of the checksum.
    public enum ChecksumState: String, Sendable {
        /// The sum in the file is the sum of its bytes.
        case ok
        /// It is another one.
        case mismatch
        /// The writer made none (`rdbchecksum no`).
        case disabled
        /// Versions before 5 have none.
        case none
        /// The end of the data was not reached.
        case unverified
    }

    /// Whose format and which version; nil when not even that could be read.
    public internal(set) var header: RDBHeader?
    /// AUX fields, first value of each name.
    public internal(set) var aux: [[UInt8]: [UInt8]] = [:]
    /// What each database holds.
    public internal(set) var databases: [UInt64: RDBDatabaseSummary] = [:]
    /// Databases with numbers beyond those that are counted apart, together.
    public internal(set) var otherDatabases = RDBDatabaseSummary()
    /// Records per module: AUX data and values.
    public internal(set) var modules: [String: UInt64] = [:]
    /// Function libraries.
    public internal(set) var functions: UInt64 = 0
    /// Cached scripts in AUX fields.
    public internal(set) var luaScripts: UInt64 = 0
    /// What became of the checksum.
    public internal(set) var checksumState = ChecksumState.unverified
    /// The sum in the file and the sum of its bytes.
    public internal(set) var checksum = RDBChecksum()
    /// What the server does with the file, where one was asked for.
    public internal(set) var server: ServerVerdict?
    /// Bytes that were read (of the decompressed file), trailing bytes included.
    public internal(set) var byteCount: UInt64 = 0
    /// Bytes behind the end of the data.
    public internal(set) var trailingBytes: UInt64 = 0
    /// The first findings of each code, in the order of the file.
    public internal(set) var findings: [RDBFinding] = []
    /// All findings of each code.
    public internal(set) var findingCounts: [RDBError.Code: UInt64] = [:]

    init() {}

    /// The report of an input that could not even be opened.
    ///
    /// - Parameter server: The server that it was to be judged for; it refuses what can be read but is no RDB file.
    public init(failedWith error: RDBError, server: ServerTarget? = nil) {
        let finding = RDBFinding(error)
        add(finding)
        if let server { self.server = ServerVerdict(server, refusing: finding) }
    }

    /// Keys in all databases.
    public var keys: UInt64 { databases.values.reduce(otherDatabases.keys) { $0 + $1.keys } }
    /// Keys with an expiry in all databases.
    public var expires: UInt64 { databases.values.reduce(otherDatabases.expires) { $0 + $1.expires } }
    /// Keys whose expiry had passed, in all databases.
    public var expired: UInt64 { databases.values.reduce(otherDatabases.expired) { $0 + $1.expired } }

    /// The worst finding's severity; nil when there is none.
    public var worst: RDBSeverity? { findings.map(\.severity).max() }

    /// Whether it could not be read to its end for reasons that say nothing about what is in it.
    public var isUnread: Bool {
        findings.contains { RDBCheckReport.unread.contains($0.error.code) }
    }

    private static let unread: Set<RDBError.Code> = [
        .ioError, .compressedWindow, .compressedDictionary, .compressedEnvelope,
    ]

    /// Whether it is no RDB file, or one that this tool cannot read.
    public var isUnreadable: Bool { findings.contains { $0.error.code.makesUnreadable } }

    /// An AUX field's value as text.
    public func aux(_ name: String) -> String? {
        aux[Array(name.utf8)].map { String(decoding: $0, as: UTF8.self) }
    }

    /// Who wrote the file, as it says itself: `redis 7.0.15`.
    public var producer: String? {
        for name in ["valkey", "redis"] {
            if let version = aux("\(name)-ver") { return "\(name) \(version)" }
        }
        return nil
    }

    /// When the file was made, Unix seconds, as it says itself.
    ///
    /// nil when it does not say, or says what no clock shows: the field is a number from an untrusted file.
    public var creationTime: Int64? {
        aux("ctime").flatMap { Int64($0) }.flatMap { (0...(1 << 40)).contains($0) ? $0 : nil }
    }

    /// Notes that the input came in an envelope that is known from source only.
    public mutating func addUnconfirmedEnvelope() {
        add(RDBFinding(RDBError(.unconfirmedVersion, at: 0), detail: "the compression envelope of Valkey 9.2"))
    }

    /// Adds a finding behind all others.
    public mutating func add(_ finding: RDBFinding) {
        findings.append(finding)
        findingCounts[finding.error.code, default: 0] += 1
    }
}
