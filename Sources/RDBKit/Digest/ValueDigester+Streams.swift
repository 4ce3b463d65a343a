/// What a stream adds to the form: entries in their order, then elements for its groups and consumers.
extension ValueDigester where Stream: ~Copyable, Elements: ~Copyable {
    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        isInDeletedEntry = isDeleted
        guard !isDeleted else { return }
        // Behind the fields of the entry before it.
        body.addMark(0)
        body.add(Tag.entry)
        body.add(id)
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        isInDeletedEntry = false
        body.addMark(0)
        body.add(Tag.counters)
        body.add(metadata.lastID)
        guard isExact else { return }
        body.add(metadata.maxDeletedID ?? StreamID(0, 0))
        body.add(metadata.entriesAdded ?? .max)
    }

    mutating func streamGroup(_ group: StreamGroup) {
        guard form.hasGroups else { return }
        openElement()
        element.add(Tag.group)
        element.add(self.group)
        element.add(group.lastID)
        if isExact { element.add(group.entriesRead ?? .max) }
    }

    mutating func streamPending(_ pending: StreamPending) {
        guard form.hasGroups else { return }
        element.add(pending.id)
        element.add(UInt64(bitPattern: pending.deliveredMs))
        element.add(pending.deliveries)
    }

    mutating func streamConsumer(_ consumer: StreamConsumer) {
        guard form.hasGroups else { return }
        openElement()
        element.add(Tag.consumer)
        element.add(group)
        element.add(self.consumer)
        guard isExact else { return }
        element.add(UInt64(bitPattern: consumer.seenMs))
        element.add(UInt64(bitPattern: consumer.activeMs ?? -1))
    }

    mutating func streamConsumerPending(_ id: StreamID) {
        guard form.hasGroups else { return }
        element.add(id)
    }

    mutating func streamNack(_ id: StreamID) {
        guard form.hasGroups && !form.isLimitedToJSON else { return }
        if !isInNacks {
            openElement()
            element.add(Tag.nacks)
            element.add(group)
            isInNacks = true
        }
        element.add(id)
    }

    mutating func endStreamGroup() {
        closeElement()
        isInNacks = false
    }

    mutating func streamIdempotence(_ idempotence: StreamIdempotence) {
        closeElement()
        guard countsProducers else { return }
        body.addMark(0)
        body.add(Tag.idempotence)
        body.add(idempotence.durationSeconds)
        body.add(idempotence.maximumEntries)
        body.add(idempotence.producerCount)
    }

    /// The name of a group or consumer follows, by whose block other elements refer to it.
    mutating func beginReference(_ role: RDBRole) {
        closeElement()
        element.begin()
        element.add(Tag.name)
    }

    mutating func finishReference(_ role: RDBRole) {
        let block = element.finishBlock()
        if role == .groupName { group = block } else { consumer = block }
    }
}

/// What stands in front of the parts of a stream.
private enum Tag {
    static let entry: UInt8 = 0
    static let counters: UInt8 = 1
    static let idempotence: UInt8 = 2
    static let group: UInt8 = 3
    static let consumer: UInt8 = 4
    static let nacks: UInt8 = 5
    static let name: UInt8 = 6
}
