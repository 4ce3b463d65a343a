@testable import RDBKit

/// A stream node under construction: a master entry and entries relative to it.
struct StreamNodeBytes {
    struct Entry {
        var milliseconds: Int64
        var sequence: Int64
        var isDeleted = false
        /// Values of the master's fields, or fields and values where `hasOwnFields`.
        var items: [PackedItem]
        var hasOwnFields = false
        /// Replaces the count behind the entry.
        var itemCount: Int64?
        /// Replaces the flags.
        var flags: Int64?
    }

    var master = StreamID(1, 1)
    var fields: [PackedItem] = ["f"]
    var entries: [Entry]
    /// Replace what the master entry says.
    var live: Int64?
    var deleted: Int64?
    var terminator: Int64 = 0

    /// Entries with one value each, one sequence number apart.
    init(_ master: StreamID, values: [PackedItem]) {
        self.master = master
        entries = values.enumerated().map { Entry(milliseconds: 0, sequence: Int64($0), items: [$1]) }
    }

    var items: [PackedItem] {
        let deletedCount = Int64(entries.count { $0.isDeleted })
        var items: [PackedItem] = [
            .integer(live ?? Int64(entries.count) - deletedCount), .integer(deleted ?? deletedCount),
            .integer(Int64(fields.count)),
        ]
        items += fields + [.integer(terminator)]
        for entry in entries { items += self.items(of: entry) }
        return items
    }

    private func items(of entry: Entry) -> [PackedItem] {
        let flags = entry.flags ?? (entry.isDeleted ? 1 : 0) + (entry.hasOwnFields ? 0 : 2)
        var items: [PackedItem] = [.integer(flags), .integer(entry.milliseconds), .integer(entry.sequence)]
        if entry.hasOwnFields { items.append(.integer(Int64(entry.items.count / 2))) }
        items += entry.items
        return items + [.integer(entry.itemCount ?? Int64(items.count))]
    }

    /// Key and listpack, as they stand in a stream.
    var bytes: [UInt8] {
        Bytes.string(StreamBytes.raw(master)) + Bytes.string(PackedBytes.listpack(items))
    }
}

/// A consumer group under construction.
struct StreamGroupBytes {
    struct Consumer {
        var name = "c"
        var pending: [StreamID] = []
    }

    var name = "g"
    var lastID = StreamID(0, 0)
    var pending: [StreamID] = []
    var consumers: [Consumer] = []
    var refused: [StreamID] = []
}

/// The value of a stream key under construction.
struct StreamBytes {
    var nodes: [StreamNodeBytes] = []
    var length: UInt64 = 0
    var lastID = StreamID(9, 9)
    var groups: [StreamGroupBytes] = []
    var producers: [(name: String, messages: [String])] = []

    static func raw(_ id: StreamID) -> [UInt8] {
        Bytes.u64(id.milliseconds).reversed() + Bytes.u64(id.sequence).reversed()
    }

    static func lengths(_ id: StreamID) -> [UInt8] { Bytes.length(id.milliseconds) + Bytes.length(id.sequence) }

    /// The value in the layout of stream version 1 to 5.
    func bytes(version: Int) -> [UInt8] {
        var bytes = Bytes.length(UInt64(nodes.count))
        for node in nodes { bytes += node.bytes }
        bytes += Bytes.length(length) + Self.lengths(lastID)
        if version >= 2 {
            bytes += Self.lengths(StreamID(1, 1)) + Self.lengths(StreamID(0, 7)) + Bytes.length(length + 5)
        }
        bytes += Bytes.length(UInt64(groups.count))
        for group in groups { bytes += self.bytes(of: group, version) }
        return version >= 4 ? bytes + idempotence : bytes
    }

    private func bytes(of group: StreamGroupBytes, _ version: Int) -> [UInt8] {
        var bytes = Bytes.string(group.name) + Self.lengths(group.lastID)
        if version >= 2 { bytes += Bytes.length(.max) }
        bytes += Bytes.length(UInt64(group.pending.count))
        for id in group.pending { bytes += Self.raw(id) + Bytes.i64(1000) + Bytes.length(3) }
        bytes += Bytes.length(UInt64(group.consumers.count))
        for consumer in group.consumers {
            bytes += Bytes.string(consumer.name) + Bytes.i64(2000)
            if version >= 3 { bytes += Bytes.i64(-1) }
            bytes += Bytes.length(UInt64(consumer.pending.count)) + consumer.pending.flatMap(Self.raw)
        }
        if version >= 5 {
            bytes += Bytes.length(UInt64(group.refused.count)) + group.refused.flatMap(Self.raw)
        }
        return bytes
    }

    private var idempotence: [UInt8] {
        var bytes = Bytes.length(100) + Bytes.length(200) + Bytes.length(UInt64(producers.count))
        for producer in producers {
            bytes += Bytes.string(producer.name) + Bytes.length(UInt64(producer.messages.count))
            for message in producer.messages { bytes += Bytes.string(message) + Bytes.length(5) + Bytes.length(6) }
        }
        return bytes + Bytes.length(11) + Bytes.length(12)
    }
}
