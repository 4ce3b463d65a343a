/// Streams: entries, then what the stream says of itself, then its groups, in the order of the file.
extension DumpWriter {
    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        isInDeletedEntry = isDeleted
        guard !isDeleted else { return }
        beginElement()
        output.append(id)
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        isInDeletedEntry = false
        beginLine("stream")
        say("length", metadata.length)
        say("last_id", metadata.lastID)
        if let first = metadata.firstID { say("first_id", first) }
        if let deleted = metadata.maxDeletedID { say("max_deleted_id", deleted) }
        if let added = metadata.entriesAdded { say("entries_added", added) }
    }

    mutating func streamGroup(_ group: StreamGroup) {
        say("last_id", group.lastID)
        if let read = group.entriesRead { say("entries_read", read) }
        say("pending", group.pendingCount)
    }

    mutating func streamPending(_ pending: StreamPending) {
        beginLine("  pending ")
        output.append(pending.id)
        say("delivered_ms", pending.deliveredMs)
        say("deliveries", pending.deliveries)
    }

    mutating func streamConsumer(_ consumer: StreamConsumer) {
        say("seen_ms", consumer.seenMs)
        if let active = consumer.activeMs { say("active_ms", active) }
        say("pending", consumer.pendingCount)
    }

    mutating func streamConsumerPending(_ id: StreamID) {
        beginLine("    ")
        output.append(id)
    }

    mutating func streamNack(_ id: StreamID) {
        beginLine("  refused ")
        output.append(id)
    }

    mutating func streamIdempotence(_ idempotence: StreamIdempotence) {
        beginLine("idempotence")
        say("duration_s", idempotence.durationSeconds)
        say("maximum_entries", idempotence.maximumEntries)
        say("producers", idempotence.producerCount)
    }
}
