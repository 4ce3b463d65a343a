/// A server that something is made for, or judged against (`--for`).
///
/// Redis 7.2 and Valkey 8 could not be run here; what is said about them is derived from their sources.
public enum ServerTarget: String, CaseIterable, Sendable {
    case redis62 = "redis-6.2"
    case redis70 = "redis-7.0"
    case redis72 = "redis-7.2"
    case redis74 = "redis-7.4"
    case redis82 = "redis-8.2"
    case valkey8 = "valkey-8"
    case valkey91 = "valkey-9.1"

    /// The name of the server without its version: `redis`, `valkey`.
    public var product: String { String(rawValue.prefix { $0 != "-" }) }

    /// Whose numbers its own files use.
    public var dialect: RDBDialect { self == .valkey91 ? .valkey : .redis }

    /// The version of the format that it writes.
    public var rdbVersion: Int {
        switch self {
        case .redis62: 9
        case .redis70: 10
        case .redis72, .valkey8: 11
        case .redis74, .redis82: 12
        case .valkey91: 80
        }
    }

    /// Whether a payload of `RESTORE` with this version in its footer is accepted.
    public func acceptsPayload(version: Int) -> Bool {
        self == .valkey91 ? (1...11).contains(version) || version == 80 : version <= rdbVersion
    }

    /// Whether a file with this header is loaded.
    public func loads(_ header: RDBHeader) -> Bool {
        if header.dialect == .valkey { return self == .valkey91 && header.version == rdbVersion }
        return header.version <= (self == .valkey91 ? 11 : rdbVersion)
    }

    /// Whether fields of hashes can expire.
    public var hasFieldExpiry: Bool { self == .redis74 || self == .redis82 || self == .valkey91 }

    /// Whether it keeps function libraries.
    public var hasFunctions: Bool { self != .redis62 }
}
