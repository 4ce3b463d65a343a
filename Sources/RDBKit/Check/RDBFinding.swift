/// Something that a check found, and where.
public struct RDBFinding: Sendable {
    /// What is wrong and which bytes are concerned.
    public var error: RDBError
    /// How bad it is.
    public var severity: RDBSeverity
    /// The database, where the finding concerns a key or one database.
    public var database: UInt64?
    /// The key, cut at ``longestKey`` bytes.
    public var key: [UInt8]?
    /// How the key's value is laid out.
    public var objectType: RDBObjectType?
    /// What numbers cannot say: a name, a limit, an advice.
    public var detail: String?

    /// Most bytes of a key that are kept.
    public static let longestKey = 1024

    /// Describes a finding; its severity is that of the code unless one is given.
    public init(
        _ error: RDBError, severity: RDBSeverity? = nil, database: UInt64? = nil, key: [UInt8]? = nil,
        objectType: RDBObjectType? = nil, detail: String? = nil
    ) {
        self.error = error
        self.severity = severity ?? error.code.severity
        self.database = database
        self.key = key
        self.objectType = objectType
        self.detail = detail
    }

    /// One sentence without the place.
    public var message: String {
        detail.map { "\(error.message) (\($0))" } ?? error.message
    }
}
