/// What a check counted in one database.
public struct RDBDatabaseSummary: Equatable, Sendable {
    /// Keys of each value type, indexed by its raw value.
    private var typeCounts = [UInt64](repeating: 0, count: RDBValueType.allCases.count)
    /// Keys.
    public internal(set) var keys: UInt64 = 0
    /// Keys with an expiry.
    public internal(set) var expires: UInt64 = 0
    /// Keys whose expiry had passed.
    public internal(set) var expired: UInt64 = 0
    /// The number of keys that the file announced, if it did.
    public internal(set) var announcedKeys: UInt64?

    /// Keys of a value type.
    public func keys(of type: RDBValueType) -> UInt64 { typeCounts[Int(type.rawValue)] }

    /// The summary of no keys.
    init() {}

    mutating func add(_ counts: DatabaseCounts) {
        for (type, count) in counts.byObjectType where count > 0 {
            if let value = type.valueType { typeCounts[Int(value.rawValue)] += count }
            keys += count
        }
        expires += counts.expires
        expired += counts.expired
    }
}
