/// Streams (`RDB_TYPE_STREAM_LISTPACKS` and its successors): nodes, counters, groups.
///
/// | version | adds |
/// |---|---|
/// | 2 | first id, greatest deleted id, entries added, entries read of each group |
/// | 3 | when a consumer was active |
/// | 4 | idempotent producers |
/// | 5 | refused entries of each group |
extension RDBValueDecoder {
    mutating func decodeStream<V: RDBValueVisitor & ~Copyable>(
        version: Int, _ visitor: inout V
    ) throws(RDBError) {
        var left = try readLength(.nodes, &visitor)
        visitor.beginCollection(count: nil)
        visitor.streamCount(left, of: .nodes)
        while left > 0 {
            try decodeStreamNode(&visitor)
            left -= 1
        }
        visitor.streamMetadata(try readStreamMetadata(version, &visitor))
        left = try readLength(.groups, &visitor)
        visitor.streamCount(left, of: .groups)
        while left > 0 {
            try decodeStreamGroup(version, &visitor)
            left -= 1
        }
        if version >= 4 { try decodeIdempotence(&visitor) }
    }

    private mutating func readStreamMetadata<V: RDBValueVisitor & ~Copyable>(
        _ version: Int, _ visitor: inout V
    ) throws(RDBError) -> StreamMetadata {
        let length = try readLength(.streamLength, &visitor)
        var metadata = StreamMetadata(length: length, lastID: try readStreamID(.lastID, &visitor))
        if version >= 2 {
            metadata.firstID = try readStreamID(.firstID, &visitor)
            metadata.maxDeletedID = try readStreamID(.maxDeletedID, &visitor)
            metadata.entriesAdded = try readLength(.entriesAdded, &visitor)
        }
        return metadata
    }

    private mutating func decodeStreamGroup<V: RDBValueVisitor & ~Copyable>(
        _ version: Int, _ visitor: inout V
    ) throws(RDBError) {
        try visitString(.groupName, &visitor)
        let lastID = try readStreamID(.lastID, &visitor)
        let read = version >= 2 ? try readLength(.entriesRead, &visitor) : .max
        var left = try readLength(.pending, &visitor)
        visitor.streamGroup(
            StreamGroup(lastID: lastID, entriesRead: read == .max ? nil : read, pendingCount: left))
        while left > 0 {
            let id = try readRawStreamID(.pendingID, &visitor)
            let delivered = try self.read(Int64.self, .deliveryTime, &visitor)
            let deliveries = try readLength(.deliveries, &visitor)
            visitor.streamPending(StreamPending(id: id, deliveredMs: delivered, deliveries: deliveries))
            left -= 1
        }
        left = try readLength(.consumers, &visitor)
        visitor.streamCount(left, of: .consumers)
        while left > 0 {
            try decodeConsumer(version, &visitor)
            left -= 1
        }
        left = version >= 5 ? try readLength(.refused, &visitor) : 0
        visitor.streamCount(left, of: .refusedEntries)
        while left > 0 {
            visitor.streamNack(try readRawStreamID(.refusedID, &visitor))
            left -= 1
        }
        visitor.endStreamGroup()
    }

    private mutating func decodeConsumer<V: RDBValueVisitor & ~Copyable>(
        _ version: Int, _ visitor: inout V
    ) throws(RDBError) {
        try visitString(.consumerName, &visitor)
        let seen = try read(Int64.self, .seenTime, &visitor)
        let active = version >= 3 ? try read(Int64.self, .activeTime, &visitor) : -1
        var left = try readLength(.pending, &visitor)
        visitor.streamConsumer(
            StreamConsumer(seenMs: seen, activeMs: active == -1 ? nil : active, pendingCount: left))
        while left > 0 {
            visitor.streamConsumerPending(try readRawStreamID(.pendingID, &visitor))
            left -= 1
        }
    }

    private mutating func decodeIdempotence<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) {
        let duration = try readLength(.idempotenceSeconds, &visitor)
        let entries = try readLength(.idempotenceEntries, &visitor)
        var producers = try readLength(.producers, &visitor)
        visitor.streamIdempotence(
            StreamIdempotence(durationSeconds: duration, maximumEntries: entries, producerCount: producers))
        while producers > 0 {
            try visitString(.producer, &visitor)
            var messages = try readLength(.messages, &visitor)
            while messages > 0 {
                try visitString(.producerMessage, &visitor)
                _ = try readStreamID(.messageID, &visitor)
                messages -= 1
            }
            producers -= 1
        }
        _ = try readLength(.idempotenceCounter, &visitor)
        _ = try readLength(.idempotenceCounter, &visitor)
    }
}
