/// Streams: entries, counters, groups, consumers, pending entries, as a server rewrites them into its AOF.
extension CommandWriter {
    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        closeCommand()
        isInDeletedEntry = isDeleted
        guard !isDeleted else { return }
        for ghost in ghosts.take(before: id) { writeGhost(ghost) }
        startCommand("XADD")
        argument(id)
        arguments += 1
        hasEntries = true
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        closeCommand()
        isInDeletedEntry = false
        for ghost in ghosts.take(before: metadata.lastID.next) { writeGhost(ghost) }
        if !hasEntries && ghosts.added.isEmpty { writeEmptyStream(metadata.lastID) }
        hasEntries = false
        streamMetadata = metadata
        writeCounters(metadata)
    }

    private mutating func writeCounters(_ metadata: StreamMetadata) {
        let counters = target == .redis62 ? nil : metadata.counters
        beginWithKey("XSETID", counters == nil ? 3 : 7)
        argument(metadata.lastID)
        if let counters {
            word("ENTRIESADDED")
            argument(Int64(bitPattern: counters.added))
            word("MAXDELETEDID")
            argument(counters.deleted)
        }
        Encoding.end(&output)
    }

    /// A stream without entries: adds one and trims it at once.
    private mutating func writeEmptyStream(_ lastID: StreamID) {
        beginWithKey("XADD", 7)
        word("MAXLEN")
        argument(Int64(0))
        argument(lastID == StreamID(0, 0) ? StreamID(0, 1) : lastID)
        word("x")
        word("y")
        Encoding.end(&output)
    }

    mutating func streamGroup(_ group: StreamGroup) {
        pending.clear()
        let read = target == .redis62 ? nil : group.entriesRead
        begin("XGROUP", read == nil ? 5 : 7)
        word("CREATE")
        unsafe Encoding.argument(key.base, key.count, &output)
        unsafe Encoding.argument(held.base, held.count, &output)
        argument(group.lastID)
        if let read {
            word("ENTRIESREAD")
            argument(Int64(bitPattern: read))
        }
        Encoding.end(&output)
    }

    mutating func streamPending(_ entry: StreamPending) {
        pending.add(entry)
    }

    mutating func streamConsumer(_ consumer: StreamConsumer) {
        begin("XGROUP", 5)
        word("CREATECONSUMER")
        unsafe Encoding.argument(key.base, key.count, &output)
        unsafe Encoding.argument(held.base, held.count, &output)
        unsafe Encoding.argument(other.base, other.count, &output)
        Encoding.end(&output)
        swap(&other, &consumerName)
    }

    mutating func streamConsumerPending(_ id: StreamID) {
        guard let entry = pending.give(id, to: 0) else { return lose(.pending) }
        if !ghostsAreKnown, let deleted = streamMetadata?.maxDeletedID, id <= deleted { lose(.pending) }
        beginWithKey("XCLAIM", 12)
        unsafe Encoding.argument(held.base, held.count, &output)
        unsafe Encoding.argument(consumerName.base, consumerName.count, &output)
        argument(Int64(0))
        argument(id)
        word("TIME")
        argument(entry.deliveredMs)
        word("RETRYCOUNT")
        argument(Int64(clamping: entry.deliveries))
        word("JUSTID")
        word("FORCE")
        Encoding.end(&output)
    }

    mutating func streamNack(_ id: StreamID) {
        lose(.refusals)
    }

    mutating func endStreamGroup() {
        if pending.omitted > 0 { damage(RDBError(.memoryLimit, at: 0, found: pending.omitted)) }
        pending.clear()
    }

    mutating func streamIdempotence(_ idempotence: StreamIdempotence) {
        if idempotence.producerCount > 0 { lose(.producers) }
    }
}

/// Pending entries whose stream entry is gone.
extension CommandWriter {
    /// Learns which entries are pending before the stream is written.
    mutating func findGhosts(_ reader: borrowing RDBReader) throws(RDBError) {
        var visitor = PendingIDs(limit: ghosts.limit)
        ghostsAreKnown = try reader.visitAhead(input, &visitor) != nil
        ghosts.begin(visitor.ids)
    }

    private mutating func writeGhost(_ id: StreamID) {
        beginWithKey("XADD", 5)
        argument(id)
        word("x")
        word("y")
        Encoding.end(&output)
    }

    /// Deletes the entries that were added only to be pending, and sets the counters that this has changed.
    mutating func removeGhosts() {
        guard !ghosts.added.isEmpty, let streamMetadata else { return }
        for id in ghosts.added {
            openCommand("XDEL")
            argument(id)
            arguments += 1
            closeFullCommand()
        }
        closeCommand()
        writeCounters(streamMetadata)
        ghosts.clear()
    }
}

extension StreamMetadata {
    /// The counters that streams have since their second version.
    fileprivate var counters: (added: UInt64, deleted: StreamID)? {
        guard let entriesAdded, let maxDeletedID else { return nil }
        return (entriesAdded, maxDeletedID)
    }
}
