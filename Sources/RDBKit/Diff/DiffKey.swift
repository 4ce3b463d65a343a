/// A key that was read again to be compared.
public struct DiffKey: Sendable {
    /// Its database.
    public var database: UInt64
    /// Its name.
    public var name: [UInt8]
    /// Where it is in its source, if that is elsewhere (``DiffOptions/mapping``).
    public var origin: (database: UInt64, name: [UInt8])?
    /// Its type.
    public var type: RDBValueType
    /// When it expires, Unix time in milliseconds.
    public var expiresMs: Int64?
    /// Offset of its record.
    public var offset: UInt64
    /// Its value; nil where that is too large to be held in memory.
    var value: DiffValue?
    /// Whether it is a hash with fields that expire, though that may not count.
    var hasFieldExpiries = false

    init(database: UInt64, name: [UInt8], type: RDBValueType, expiresMs: Int64?, offset: UInt64) {
        self.database = database
        self.name = name
        self.type = type
        self.expiresMs = expiresMs
        self.offset = offset
    }

    init(_ reader: borrowing RDBReader) {
        self.init(
            database: reader.database, name: reader.keyBytes, type: reader.objectType.valueType ?? .module,
            expiresMs: reader.metadata.expiresMs, offset: reader.recordOffset)
    }

    /// Puts the key where it is looked for in the other source.
    mutating func move(to database: UInt64, _ name: [UInt8]) {
        guard database != self.database || name != self.name else { return }
        origin = (self.database, self.name)
        self.database = database
        self.name = name
    }

    func holding(_ collector: inout DiffValueCollector) -> DiffKey {
        var key = self
        key.value = collector.finish()
        key.hasFieldExpiries = collector.hasFieldExpiries
        return key
    }
}
