/// Receives a value as it is decoded, element by element, in the order of the file.
///
/// Every requirement has a default that does nothing, so a visitor implements only what it needs. Calls are
/// dispatched statically. A value of several strings arrives flat: a hash is `hashField`, `hashValue`,
/// `hashField`, ... A string too large for memory arrives in pieces between ``beginLarge(_:length:)`` and
/// ``endLarge(_:)`` instead of one ``scalar(_:_:)``.
public protocol RDBValueVisitor: ~Copyable {
    /// Whether the visitor wants anything at all; without it values are only moved over, not decoded.
    static var wantsContent: Bool { get }
    /// Whether strings in this role are wanted; others are verified but not handed over.
    static func wantsBytes(of role: RDBRole) -> Bool
    /// Whether ``place(_:inner:)`` is called before each element.
    static var wantsPlaces: Bool { get }
    /// Whether ``part(_:)`` is called for all bytes that are read.
    static var mapsBytes: Bool { get }
    /// Bytes of the current packed node that ``part(_:)`` was called for; only visitors that map bytes are asked.
    var mappedNodeBytes: UInt64 { get }

    /// A collection starts that declares `count` elements (nil: only its nodes know).
    mutating func beginCollection(count: UInt64?)
    /// A packed node starts.
    mutating func node(_ node: RDBNode)
    /// The packed node that has just started, as a whole; its elements follow, and what is wrong with it.
    mutating func nodeBytes(_ bytes: RawSpan)
    /// The list element that follows is a quicklist node of its own.
    mutating func plainNode()
    /// The next string stands at `offset`, or at `inner` in the packed node at `offset`.
    mutating func place(_ offset: UInt64, inner: UInt64?)
    /// One string.
    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole)
    /// A string of `length` bytes starts that arrives in pieces.
    mutating func beginLarge(_ role: RDBRole, length: UInt64)
    /// The next bytes of a large string.
    mutating func largeChunk(_ bytes: RawSpan)
    /// A large string has ended.
    mutating func endLarge(_ role: RDBRole)

    /// The score of the sorted set member before it.
    mutating func score(_ score: Double)
    /// The least expiry of a hash's fields as the hash states it in front of them, Unix time in milliseconds; 0 for none.
    mutating func leastFieldExpiry(_ milliseconds: UInt64)
    /// The expiry of the hash field that follows, in layouts that state it there; ``fieldExpiry(_:)`` follows all the same.
    mutating func fieldExpiryAhead(_ milliseconds: Int64?)
    /// When the hash field before it expires, Unix time in milliseconds; nil for never.
    mutating func fieldExpiry(_ milliseconds: Int64?)
    /// The index of the array element that follows.
    mutating func arrayIndex(_ index: UInt64)
    /// The current array element is this number.
    mutating func arrayDouble(_ value: Double)

    /// So many of these follow.
    mutating func streamCount(_ count: UInt64, of part: StreamPart)
    /// A stream node starts; entries are relative to its id.
    mutating func streamNode(_ master: StreamID)
    /// A stream entry starts; its fields follow.
    mutating func streamEntry(_ id: StreamID, isDeleted: Bool)
    /// The stream's own counters.
    mutating func streamMetadata(_ metadata: StreamMetadata)
    /// A consumer group; its pending entries and consumers follow.
    mutating func streamGroup(_ group: StreamGroup)
    /// An entry of the group's pending entries list.
    mutating func streamPending(_ pending: StreamPending)
    /// A consumer; its pending ids follow.
    mutating func streamConsumer(_ consumer: StreamConsumer)
    /// An id in the consumer's pending entries list.
    mutating func streamConsumerPending(_ id: StreamID)
    /// An id in the group's list of refused entries (stream v5).
    mutating func streamNack(_ id: StreamID)
    /// A group is complete.
    mutating func endStreamGroup()
    /// The stream's idempotent-producer block (stream v4).
    mutating func streamIdempotence(_ idempotence: StreamIdempotence)

    /// A module value starts.
    mutating func module(_ id: ModuleID)
    /// A number of a module value.
    mutating func moduleItem(_ item: ModuleItem)

    /// Something is wrong whose end is known; decoding goes on behind it.
    mutating func damage(_ error: RDBError)
    /// These bytes were read; a string's before the string itself is handed over or after it.
    mutating func part(_ part: RDBPart)
}

extension RDBValueVisitor where Self: ~Copyable {
    public static var wantsContent: Bool { true }
    public static func wantsBytes(of role: RDBRole) -> Bool { true }
    public static var wantsPlaces: Bool { false }
    public static var mapsBytes: Bool { false }
    public var mappedNodeBytes: UInt64 { 0 }
    public mutating func beginCollection(count: UInt64?) {}
    public mutating func node(_ node: RDBNode) {}
    public mutating func nodeBytes(_ bytes: RawSpan) {}
    public mutating func plainNode() {}
    public mutating func place(_ offset: UInt64, inner: UInt64?) {}
    public mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {}
    public mutating func beginLarge(_ role: RDBRole, length: UInt64) {}
    public mutating func largeChunk(_ bytes: RawSpan) {}
    public mutating func endLarge(_ role: RDBRole) {}
    public mutating func score(_ score: Double) {}
    public mutating func leastFieldExpiry(_ milliseconds: UInt64) {}
    public mutating func fieldExpiryAhead(_ milliseconds: Int64?) {}
    public mutating func fieldExpiry(_ milliseconds: Int64?) {}
    public mutating func arrayIndex(_ index: UInt64) {}
    public mutating func arrayDouble(_ value: Double) {}
    public mutating func streamCount(_ count: UInt64, of part: StreamPart) {}
    public mutating func streamNode(_ master: StreamID) {}
    public mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {}
    public mutating func streamMetadata(_ metadata: StreamMetadata) {}
    public mutating func streamGroup(_ group: StreamGroup) {}
    public mutating func streamPending(_ pending: StreamPending) {}
    public mutating func streamConsumer(_ consumer: StreamConsumer) {}
    public mutating func streamConsumerPending(_ id: StreamID) {}
    public mutating func streamNack(_ id: StreamID) {}
    public mutating func endStreamGroup() {}
    public mutating func streamIdempotence(_ idempotence: StreamIdempotence) {}
    public mutating func module(_ id: ModuleID) {}
    public mutating func moduleItem(_ item: ModuleItem) {}
    public mutating func damage(_ error: RDBError) {}
    public mutating func part(_ part: RDBPart) {}
}

/// Wants nothing: decoding into it moves over the value, which is how framing and skipping work.
struct SkippingVisitor: RDBValueVisitor {
    static var wantsContent: Bool { false }
}
