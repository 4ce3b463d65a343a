/// What a stream says of itself behind its entries.
public struct StreamMetadata: Equatable, Sendable {
    /// Entries that are not deleted.
    public var length: UInt64
    /// The last id that was ever given.
    public var lastID: StreamID
    /// The first live id (since stream v2).
    public var firstID: StreamID?
    /// The greatest id that was deleted (since stream v2).
    public var maxDeletedID: StreamID?
    /// Entries ever added (since stream v2).
    public var entriesAdded: UInt64?
}

/// What a stream has a number of.
public enum StreamPart: Sendable {
    /// Nodes of entries.
    case nodes
    /// Consumer groups.
    case groups
    /// Consumers of the group before them.
    case consumers
    /// Entries of the group before them that a consumer refused (stream v5).
    case refusedEntries
}

/// A consumer group of a stream; its name came before it as ``RDBRole/groupName``.
public struct StreamGroup: Equatable, Sendable {
    /// The last id that was delivered.
    public var lastID: StreamID
    /// Entries that the group has read; nil when unknown (since stream v2).
    public var entriesRead: UInt64?
    /// Entries in the group's pending entries list (PEL).
    public var pendingCount: UInt64
}

/// An entry of a group's pending entries list.
public struct StreamPending: Equatable, Sendable {
    /// The entry that was delivered.
    public var id: StreamID
    /// When it was delivered last, Unix time in milliseconds.
    public var deliveredMs: Int64
    /// How often it was delivered.
    public var deliveries: UInt64
}

/// A consumer of a group; its name came before it as ``RDBRole/consumerName``.
public struct StreamConsumer: Equatable, Sendable {
    /// When it was seen last, Unix time in milliseconds.
    public var seenMs: Int64
    /// When it last did something (since stream v3); nil for never or unknown.
    public var activeMs: Int64?
    /// Entries in the consumer's own pending entries list.
    public var pendingCount: UInt64
}

/// The idempotent-producer settings and counters of a stream (since stream v4).
public struct StreamIdempotence: Equatable, Sendable {
    /// Seconds for which message ids are remembered.
    public var durationSeconds: UInt64
    /// Message ids remembered per producer.
    public var maximumEntries: UInt64
    /// Producers that follow.
    public var producerCount: UInt64
}
