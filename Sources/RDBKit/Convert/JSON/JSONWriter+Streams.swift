/// Streams: entries first, then the counters and the groups, as the file has them.
extension JSONWriter {
    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        closeEntry()
        place = isDeleted ? .inDeletedEntry : .inEntry
        guard !isDeleted else { return }
        output.append("{\"id\":")
        writeID(id)
        output.append(",\"fields\":[")
    }

    private mutating func closeEntry() {
        if place == .inEntry {
            closeArray()
            output.append("]},")
        }
        place = .between
    }

    mutating func beginStreamString(_ role: RDBRole) -> Bool {
        guard place == .inEntry else { return false }
        output.append(role == .streamField ? "{\"field\":" : ",\"value\":")
        return true
    }

    private mutating func writeID(_ id: StreamID) {
        output.append(UInt8(ascii: "\""))
        output.append(id)
        output.append(UInt8(ascii: "\""))
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        closeEntry()
        closeArray()
        output.append("],\"length\":")
        output.append(metadata.length)
        if let first = metadata.firstID {
            output.append(",\"first_id\":")
            writeID(first)
        }
        output.append(",\"last_id\":")
        writeID(metadata.lastID)
        if let deleted = metadata.maxDeletedID {
            output.append(",\"max_deleted_id\":")
            writeID(deleted)
        }
        if let added = metadata.entriesAdded {
            output.append(",\"entries_added\":")
            output.append(added)
        }
        output.append(",\"groups\":[")
    }

    mutating func beginName(_ role: RDBRole) {
        output.append("{\"name\":")
        if role == .consumerName { output.pin() }
    }

    mutating func endName(_ role: RDBRole) {
        guard role == .consumerName else { return }
        let start = output.pinned
        unsafe group.name = Array(
            UnsafeRawBufferPointer(start: output.bytes(from: start), count: output.count - start))
        output.unpin()
    }

    mutating func streamGroup(_ header: StreamGroup) {
        group.clear()
        output.append(",\"last_id\":")
        writeID(header.lastID)
        if let read = header.entriesRead {
            output.append(",\"entries_read\":")
            output.append(read)
        }
        output.append(",\"consumers\":[")
    }

    mutating func streamPending(_ pending: StreamPending) {
        group.pending.add(pending)
    }

    mutating func streamConsumer(_ consumer: StreamConsumer) {
        output.append(",\"seen_ms\":")
        output.append(consumer.seenMs)
        if let active = consumer.activeMs {
            output.append(",\"active_ms\":")
            output.append(active)
        }
        output.append("},")
        if consumer.pendingCount > 0 { group.keepName() }
    }

    mutating func streamConsumerPending(_ id: StreamID) {
        if group.pending.give(id, to: group.owner) == nil {
            group.pending.add(StreamPending(id: id, deliveredMs: 0, deliveries: 0))
            _ = group.pending.give(id, to: group.owner)
        }
    }

    mutating func streamNack(_ id: StreamID) {
        lose(.refusals)
    }

    mutating func streamIdempotence(_ idempotence: StreamIdempotence) {
        if idempotence.producerCount > 0 { lose(.producers) }
    }

    mutating func endStreamGroup() {
        closeArray()
        output.append("],\"pending\":[")
        for entry in group.pending.entries { writePending(entry) }
        closeArray()
        output.append("]},")
        if group.pending.omitted > 0 {
            damage(RDBError(.memoryLimit, at: 0, found: group.pending.omitted))
        }
        group.clear()
    }

    private mutating func writePending(_ entry: PendingEntries.Entry) {
        output.append("{\"id\":")
        writeID(entry.pending.id)
        if let owner = entry.owner {
            output.append(",\"consumer\":")
            output.append(group.owners[Int(owner)])
        }
        output.append(",\"delivered_ms\":")
        output.append(entry.pending.deliveredMs)
        output.append(",\"deliveries\":")
        output.append(entry.pending.deliveries)
        output.append("},")
    }

    mutating func closeStream() {
        closeArray()
        output.append("]}")
    }
}
