/// Takes what a digesting pass finds, each thread with a receiver of its own.
protocol RDBDigestReceiver: SendableMetatype, ~Copyable {
    /// Keys follow that belong to the turn with this number.
    mutating func beginTurn(_ sequence: UInt64)
    /// The turn is over; false when nothing more is wanted.
    mutating func endTurn(isLast: Bool) -> Bool
    /// Whether the key at which `reader` stands, in front of its value, is to be digested.
    mutating func wants(_ reader: borrowing RDBReader, _ matcher: inout KeyMatcher) -> Bool
    /// The current key of `reader` has a value with this digest; the reader stands behind it.
    ///
    /// - Parameter isEmptied: The value is a hash of which no field is left by ``ContentForm/nowMs``.
    mutating func receive(_ reader: borrowing RDBReader, value: ContentDigest, isEmptied: Bool)
    /// The current key of `reader` has a value that cannot be read, or a name that cannot.
    mutating func receiveUnknown(_ reader: borrowing RDBReader)
    /// The keys that follow `offset` are in this database.
    mutating func receive(database: UInt64, at offset: UInt64)
}

extension RDBDigestReceiver where Self: ~Copyable {
    mutating func beginTurn(_ sequence: UInt64) {}
    mutating func endTurn(isLast: Bool) -> Bool { !isLast }
    mutating func receive(database: UInt64, at offset: UInt64) {}

    @inline(__always)
    mutating func wants(_ reader: borrowing RDBReader, _ matcher: inout KeyMatcher) -> Bool {
        matcher.matchesKey(reader)
    }
}
