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
        var left = try input.readLength()
        visitor.beginCollection(count: nil)
        visitor.streamCount(left, of: .nodes)
        while left > 0 {
            try decodeStreamNode(&visitor)
            left -= 1
        }
        visitor.streamMetadata(try readStreamMetadata(version))
        left = try input.readLength()
        visitor.streamCount(left, of: .groups)
        while left > 0 {
            try decodeStreamGroup(version, &visitor)
            left -= 1
        }
        if version >= 4 { try decodeIdempotence(&visitor) }
    }

    private mutating func readStreamMetadata(_ version: Int) throws(RDBError) -> StreamMetadata {
        var metadata = StreamMetadata(length: try input.readLength(), lastID: try input.readStreamID())
        if version >= 2 {
            metadata.firstID = try input.readStreamID()
            metadata.maxDeletedID = try input.readStreamID()
            metadata.entriesAdded = try input.readLength()
        }
        return metadata
    }

    private mutating func decodeStreamGroup<V: RDBValueVisitor & ~Copyable>(
        _ version: Int, _ visitor: inout V
    ) throws(RDBError) {
        try visitString(.groupName, &visitor)
        let lastID = try input.readStreamID()
        let read = version >= 2 ? try input.readLength() : .max
        var left = try input.readLength()
        visitor.streamGroup(
            StreamGroup(lastID: lastID, entriesRead: read == .max ? nil : read, pendingCount: left))
        while left > 0 {
            let id = try input.readRawStreamID()
            let delivered = try input.read(Int64.self)
            let deliveries = try input.readLength()
            visitor.streamPending(StreamPending(id: id, deliveredMs: delivered, deliveries: deliveries))
            left -= 1
        }
        left = try input.readLength()
        visitor.streamCount(left, of: .consumers)
        while left > 0 {
            try decodeConsumer(version, &visitor)
            left -= 1
        }
        left = version >= 5 ? try input.readLength() : 0
        visitor.streamCount(left, of: .refusedEntries)
        while left > 0 {
            visitor.streamNack(try input.readRawStreamID())
            left -= 1
        }
        visitor.endStreamGroup()
    }

    private mutating func decodeConsumer<V: RDBValueVisitor & ~Copyable>(
        _ version: Int, _ visitor: inout V
    ) throws(RDBError) {
        try visitString(.consumerName, &visitor)
        let seen = try input.read(Int64.self)
        let active = version >= 3 ? try input.read(Int64.self) : -1
        var left = try input.readLength()
        visitor.streamConsumer(
            StreamConsumer(seenMs: seen, activeMs: active == -1 ? nil : active, pendingCount: left))
        while left > 0 {
            visitor.streamConsumerPending(try input.readRawStreamID())
            left -= 1
        }
    }

    private mutating func decodeIdempotence<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) {
        let duration = try input.readLength()
        let entries = try input.readLength()
        var producers = try input.readLength()
        visitor.streamIdempotence(
            StreamIdempotence(durationSeconds: duration, maximumEntries: entries, producerCount: producers))
        while producers > 0 {
            try visitString(.producer, &visitor)
            var messages = try input.readLength()
            while messages > 0 {
                try visitString(.producerMessage, &visitor)
                _ = try input.readStreamID()
                messages -= 1
            }
            producers -= 1
        }
        _ = try input.readLength()
        _ = try input.readLength()
    }
}
