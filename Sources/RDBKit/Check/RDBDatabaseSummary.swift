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

    mutating func add(_ counts: DatabaseCounts) {
        for (type, count) in counts.byObjectType where count > 0 {
            if let value = type.valueType { typeCounts[Int(value.rawValue)] += count }
            keys += count
        }
        expires += counts.expires
        expired += counts.expired
    }
}

/// One thread's counts of one database, cheap to add to.
@safe
struct DatabaseCounts {
    private let table: UnsafeMutablePointer<UInt64>
    var expires: UInt64 = 0
    var expired: UInt64 = 0

    init() {
        unsafe table = .allocate(capacity: 256)
        unsafe table.initialize(repeating: 0, count: 256)
    }

    func free() { unsafe table.deallocate() }

    @inline(__always)
    func count(_ type: RDBObjectType) { unsafe table[Int(type.rawValue)] += 1 }

    var byObjectType: [(RDBObjectType, UInt64)] {
        (0..<256).map { (RDBObjectType(rawValue: UInt8($0)), unsafe table[$0]) }
    }
}
