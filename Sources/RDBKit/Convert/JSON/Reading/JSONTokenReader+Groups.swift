/// Consumer groups of streams.
extension JSONTokenReader {
    mutating func decodeGroups<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginArray()
        var isFirst = true
        while try nextElement(&isFirst) {
            let start = input.offset
            let group = try readGroup()
            hasMetGroups = true
            guard group.isWhole else { throw failure(.consumer, at: start) }
            visit(group, &visitor)
        }
    }

    private mutating func readGroup() throws(RDBError) -> JSONHeldGroup {
        try beginObject()
        var group = JSONHeldGroup()
        var members = JSONMembers()
        var isFirst = true
        while try nextMember(&isFirst) {
            if textIs("name") {
                try meet(.name, &members)
                try readData()
                group.name = textBytes
            } else if textIs("last_id") {
                try meet(.lastID, &members)
                group.lastID = try readStreamID()
            } else if textIs("entries_read") {
                try meet(.entriesRead, &members)
                group.entriesRead = try readInteger(UInt64.self)
            } else if textIs("consumers") {
                try meet(.consumers, &members)
                try readConsumers(into: &group)
            } else if textIs("pending") {
                try meet(.pending, &members)
                try readPending(into: &group)
            } else {
                try skipValue()
            }
        }
        try require([.name, .lastID, .consumers, .pending], members, .groupMembers)
        return group
    }

    private mutating func readConsumers(into group: inout JSONHeldGroup) throws(RDBError) {
        try beginArray()
        var isFirst = true
        while try nextElement(&isFirst) {
            let consumer = try readConsumer(of: &group)
            group.add(consumer)
            try requireRoom(for: group)
        }
    }

    private mutating func readConsumer(of group: inout JSONHeldGroup) throws(RDBError) -> JSONHeldGroup.Consumer {
        try beginObject()
        var consumer = JSONHeldGroup.Consumer(name: 0)
        var members = JSONMembers()
        var isFirst = true
        while try nextMember(&isFirst) {
            if textIs("name") {
                try meet(.name, &members)
                consumer.name = try readConsumerName(of: &group)
            } else if textIs("seen_ms") {
                try meet(.seen, &members)
                consumer.seenMs = try readInteger(Int64.self)
            } else if textIs("active_ms") {
                try meet(.active, &members)
                consumer.activeMs = try readInteger(Int64.self)
            } else {
                try skipValue()
            }
        }
        try require([.name, .seen], members, .consumerMembers)
        return consumer
    }

    private mutating func readConsumerName(of group: inout JSONHeldGroup) throws(RDBError) -> Int {
        try readData()
        return unsafe group.number(of: UnsafeRawBufferPointer(start: text.base, count: count))
    }

    private mutating func readPending(into group: inout JSONHeldGroup) throws(RDBError) {
        try beginArray()
        var isFirst = true
        while try nextElement(&isFirst) {
            let entry = try readPendingEntry(of: &group)
            group.add(entry)
            try requireRoom(for: group)
        }
    }

    private mutating func readPendingEntry(of group: inout JSONHeldGroup) throws(RDBError) -> JSONHeldGroup.Pending {
        try beginObject()
        var pending = JSONHeldGroup.Pending()
        var members = JSONMembers()
        var isFirst = true
        while try nextMember(&isFirst) {
            if textIs("id") {
                try meet(.id, &members)
                pending.entry.id = try readStreamID()
            } else if textIs("consumer") {
                try meet(.consumer, &members)
                pending.owner = try readConsumerName(of: &group)
            } else if textIs("delivered_ms") {
                try meet(.delivered, &members)
                pending.entry.deliveredMs = try readInteger(Int64.self)
            } else if textIs("deliveries") {
                try meet(.deliveries, &members)
                pending.entry.deliveries = try readInteger(UInt64.self)
            } else {
                try skipValue()
            }
        }
        try require([.id, .delivered, .deliveries], members, .pendingMembers)
        return pending
    }

    private func requireRoom(for group: JSONHeldGroup) throws(RDBError) {
        guard group.bytes <= memory else { throw RDBError(.memoryLimit, at: input.offset, found: UInt64(group.bytes)) }
    }

    /// Hands a group over, in the order of RDB files.
    private mutating func visit<V: RDBValueVisitor & ~Copyable>(_ group: JSONHeldGroup, _ visitor: inout V) {
        visit(group.name, .groupName, &visitor)
        visitor.streamGroup(
            StreamGroup(
                lastID: group.lastID, entriesRead: group.entriesRead, pendingCount: UInt64(group.pending.count)))
        for pending in group.pending { visitor.streamPending(pending.entry) }
        var owned = group.owned
        for consumer in group.consumers {
            visit(group.names[consumer.name], .consumerName, &visitor)
            let ids = owned[consumer.name]
            visitor.streamConsumer(
                StreamConsumer(
                    seenMs: consumer.seenMs, activeMs: consumer.activeMs, pendingCount: UInt64(ids.count)))
            for id in ids { visitor.streamConsumerPending(id) }
            // A second one of this name has none of them.
            owned[consumer.name] = []
        }
        visitor.endStreamGroup()
    }

    /// Hands a name over that was held; behind ``text`` is the slack that visitors may read.
    private mutating func visit<V: RDBValueVisitor & ~Copyable>(
        _ name: [UInt8], _ role: RDBRole, _ visitor: inout V
    ) {
        guard V.wantsBytes(of: role) else { return }
        text.grow(to: name.count, keeping: 0)
        unsafe UnsafeMutableRawBufferPointer(start: text.base, count: name.count).copyBytes(from: name)
        count = name.count
        visitor.scalar(.bytes(unsafe RawSpan(_unsafeStart: text.base, byteCount: count)), role)
    }
}
