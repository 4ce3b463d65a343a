/// A stretch of an append-only file that cannot be read.
public struct AOFDamage: Equatable, Sendable {
    /// What is wrong; its offset is where in the stretch.
    public var error: RDBError
    /// First byte of the record that cannot be read.
    public var start: UInt64
    /// Where records go on; the end of the file where none follow.
    public var end: UInt64
    /// Whether nothing follows that could be read.
    public var reachesEnd: Bool
    /// The end of the last whole record in front of it that is not inside an open MULTI.
    public var safeEnd: UInt64
    /// Each MULTI that was open in front of it, in order.
    public var openMultis: [AOFOpenMulti]
    /// The database that was selected in front of it; nil where that is not known.
    public var database: UInt64?
    /// What follows, up to the next damage or the end.
    public var following = AOFStretch()

    /// The first MULTI that was open in front of it.
    public var openMulti: AOFOpenMulti? { openMultis.first }

    /// Whether the file simply ends inside a record.
    public var isTorn: Bool { reachesEnd && error.code == .truncated }
}

/// What was read between two places of a file.
public struct AOFStretch: Equatable, Sendable {
    /// Commands.
    public var commands: UInt64 = 0
    /// FLUSHALL, FLUSHDB, DEL, UNLINK and SWAPDB.
    public var deletions: UInt64 = 0
    /// Whether the database is named before any other command.
    public var beginsWithSelect = false
    /// The end of an EXEC whose MULTI was not seen in this stretch.
    public var strayExecEnd: UInt64?
}
