/// The digests of a file.
public struct RDBDigest: Sendable {
    /// Header, counts of databases, AUX fields, checksum, findings.
    public internal(set) var report: RDBCheckReport
    /// What enters the digests.
    public internal(set) var form: ContentForm
    /// The digest of the keys of each database that has any.
    public internal(set) var databases: [UInt64: ContentDigest] = [:]
    /// The digest of the keys of all databases with numbers above 1,023; nil for none.
    public internal(set) var otherDatabases: ContentDigest?
    /// Digests of function libraries, sorted.
    public internal(set) var functions: [ContentDigest] = []
    /// Whether the input says which function libraries there are: JSON does so only with its objects beside the keys.
    public internal(set) var knowsFunctions = true
    /// Of keys in JSON, by database: how many may differ from those of the RDB file in what JSON does not say.
    public internal(set) var doubts: [UInt64: [JSONDoubt: UInt64]] = [:]
    /// Digests of modules' AUX data, sorted; none unless exact.
    var moduleAux: [ContentDigest] = []
    /// Keys of which a part cannot be read: they are in no digest.
    public internal(set) var unknownKeys: UInt64 = 0
    /// Keys that were left out because a regular expression met a limit before it found an answer.
    public internal(set) var undecidedKeys: UInt64 = 0

    /// The digests of an input that could not be opened.
    public init(failedWith error: RDBError) {
        report = RDBCheckReport(failedWith: error)
        form = ContentForm()
    }

    init(_ pass: RDBDigestPass, _ form: ContentForm) {
        report = pass.report
        self.form = form
        functions = pass.functions
        moduleAux = pass.moduleAux
        unknownKeys = pass.unknownKeys
        undecidedKeys = pass.undecidedKeys
    }

    /// Whether all of the contents were read.
    public var isWhole: Bool {
        unknownKeys == 0 && undecidedKeys == 0 && !report.findings.contains { $0.severity == .error }
    }

    /// The digest of everything: databases with their numbers, and function libraries.
    public var digest: ContentDigest {
        var stream = DigestStream()
        stream.add(ContentForm.version)
        stream.add(UInt8(form.isExact ? 1 : 0))
        for (database, digest) in databases.sorted(by: { $0.key < $1.key }) {
            stream.add(database)
            stream.add(digest)
        }
        if let otherDatabases {
            stream.add(DigestTotals.others)
            stream.add(otherDatabases)
        }
        for list in [functions, moduleAux] {
            stream.add(UInt64.max)
            for digest in list { stream.add(digest) }
        }
        return stream.finish()
    }

    /// The digest of all function libraries; nil for none.
    public var functionsDigest: ContentDigest? {
        guard !functions.isEmpty else { return nil }
        var stream = DigestStream()
        for digest in functions { stream.add(digest) }
        return stream.finish()
    }
}
