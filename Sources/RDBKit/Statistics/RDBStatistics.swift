/// Keys, elements and their sizes, by database and value type, counted while a file is read.
///
/// ```swift
/// while let record = try reader.next() {
///     guard record == .entry else { continue }
///     try statistics.decodeValue(of: &reader)
///     statistics.addKey(of: reader)
/// }
/// ```
/// A key whose value turns out to be damaged need not be added.
public struct RDBStatistics: Sendable {
    /// As many databases are counted; keys of others go to ``otherKeys``.
    public static let mostDatabases = 16_384

    private var types: [UInt64: [RDBTypeStatistics]] = [:]
    private var value = ValueSizes()
    private let nowMs: Int64
    /// Keys in databases that are not counted apart.
    public private(set) var otherKeys: UInt64 = 0

    /// Nothing was read yet.
    ///
    /// - Parameter nowMs: The present, Unix milliseconds: what expires before has expired.
    public init(nowMs: Int64) {
        self.nowMs = nowMs
    }

    /// The databases that hold keys.
    public var databases: some Collection<UInt64> { types.keys }

    /// The keys of a type in a database.
    public func keys(of type: RDBValueType, in database: UInt64) -> RDBTypeStatistics {
        types[database]?[Int(type.rawValue)] ?? RDBTypeStatistics()
    }

    /// Decodes the value of the current key and remembers the sizes of its elements.
    ///
    /// - Throws: What is wrong with the value.
    public mutating func decodeValue(of reader: inout RDBReader) throws(RDBError) {
        value.begin()
        try reader.decodeValue(into: &value)
    }

    /// Counts the key whose value was decoded last.
    public mutating func addKey(of reader: borrowing RDBReader) {
        guard let type = reader.objectType.valueType else { return }
        let database = reader.database
        guard types.count < Self.mostDatabases || types[database] != nil else { return otherKeys += 1 }
        let none = [RDBTypeStatistics](repeating: RDBTypeStatistics(), count: RDBValueType.allCases.count)
        types[database, default: none][Int(type.rawValue)].add(
            value, keyLength: reader.cutKeyLength ?? UInt64(reader.key.count), expiresMs: reader.metadata.expiresMs,
            nowMs: nowMs)
    }
}
