/// A value in memory, in the form in which it is compared.
enum DiffValue: Sendable {
    /// The value and the expiry of a hash field.
    struct Field: Equatable, Sendable {
        var value: [UInt8]
        var expiry: Int64?
    }

    case string([UInt8])
    case list([[UInt8]])
    case set(Set<[UInt8]>)
    case zset([[UInt8]: Double])
    case hash([[UInt8]: Field])
    case stream(DiffStream)
    /// Its digest is all that is compared.
    case opaque(ContentDigest)
}

/// A stream in memory.
struct DiffStream: Sendable {
    /// A group: its last id, its pending entries, and which consumer has each.
    struct Group: Equatable, Sendable {
        var lastID: StreamID
        var pending: [StreamID: Pending] = [:]
        var consumers: Set<[UInt8]> = []
    }

    /// A pending entry.
    struct Pending: Equatable, Sendable {
        var deliveredMs: Int64
        var deliveries: UInt64
        var consumer: [UInt8]?
    }

    /// Fields and values in turn, by entry.
    var entries: [StreamID: [[UInt8]]] = [:]
    var lastID = StreamID(0, 0)
    var groups: [[UInt8]: Group] = [:]
}
