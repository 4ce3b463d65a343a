/// A command that concerned a key, and what became of the key.
public struct AOFHistoryEvent: Sendable {
    /// What became of a key.
    public enum Effect: String, Sendable {
        /// The base file has it.
        case base
        /// It was not there before.
        case created
        /// It was there, and still is.
        case changed
        /// Its value is another one.
        case replaced
        /// It is not there any more.
        case deleted
        /// Its value was only read.
        case read
        /// It was not there, and still is not.
        case nothing
        /// It is not known whether it is there.
        case uncertain
        /// The command is in a transaction without an end, which servers drop.
        case dropped
        /// Commands are missing here, so nothing is known of the key.
        case gap
    }

    /// The file's name.
    public var file: String
    /// Where the record begins.
    public var offset: UInt64
    /// When it was written at the earliest, Unix seconds.
    public var seconds: Int64?
    /// The database of the key; nil where it is not known, behind damage.
    public var database: UInt64?
    /// Offset of the MULTI, in a transaction.
    public var transaction: UInt64?
    /// The key.
    public var key: [UInt8]
    /// The words of the command; none where there is no command. Of one that is very large only the first.
    public var words: [[UInt8]]
    /// What became of the key.
    public var effect: Effect
    /// When the key was to expire in front of this, Unix milliseconds.
    public var expiredMs: Int64?
    /// When it is to expire behind it.
    public var expiresMs: Int64?

    /// Whether it was deleted when its time was over: then the server did it, most likely, not a client.
    public var isExpiry: Bool {
        guard effect == .deleted, let expiredMs, let seconds else { return false }
        return seconds >= expiredMs / 1000
    }
}

/// A key at the end of a history.
public struct AOFKeySummary: Sendable {
    public var database: UInt64
    public var key: [UInt8]
    /// Whether it is there; nil where that is not known.
    public var exists: Bool?
    /// When it expires, Unix milliseconds.
    public var expiresMs: Int64?
    /// Whether a base file has it.
    public var isInBase = false
    /// Commands that concerned it.
    public var events: UInt64 = 0
    /// What made it vanish last.
    public var vanished: AOFHistoryEvent?
    /// What made it, or changed it, last.
    public var changed: AOFHistoryEvent?
}

/// What a history came to.
public struct AOFHistoryReport: Sendable {
    /// Keys that were met, by database and name.
    public internal(set) var keys: [AOFKeySummary] = []
    /// What is wrong, in the order of the files.
    public internal(set) var findings: [AOFFinding] = []
    /// Commands that were read.
    public internal(set) var commands: UInt64 = 0

    /// Whether something is missing because the log is damaged.
    public var isDamaged: Bool { findings.contains { $0.finding.severity == .error } }
    /// Whether a file could not be read at all.
    public var isUnreadable: Bool { findings.contains { $0.finding.error.code.makesUnreadable } }
}
