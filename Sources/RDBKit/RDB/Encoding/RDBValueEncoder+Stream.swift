/// What the encoder knows of the stream that it writes.
@safe
struct StreamState {
    /// The node that comes next, until its elements are read.
    var node = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    /// The first entry that is not deleted.
    var first: StreamID?
    var metadata = StreamMetadata(length: 0, lastID: StreamID(0, 0))
}

/// Streams: nodes are the same in all versions; what stands behind them grew.
extension RDBValueEncoder where Output: ~Copyable {
    /// 2 adds counters, 3 when consumers were active.
    private var version: Int { layouts.stream.streamVersion }

    mutating func streamCount(_ count: UInt64, of part: StreamPart) {
        switch part {
        case .nodes:
            stream = StreamState()
            begin(layouts.stream, .passed)
            output.appendLength(count)
        case .groups, .consumers: output.appendLength(count)
        case .refusedEntries: if count > 0 { lose(.refusedEntries, count) }
        }
    }

    mutating func streamNode(_ master: StreamID) {
        output.appendLength(16)
        output.append(master)
        output.appendString(unsafe RawSpan(_unsafeBytes: stream.node), compresses: options.compresses)
    }

    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        if stream.first == nil && !isDeleted { stream.first = id }
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        var metadata = metadata
        if metadata.entriesAdded == nil {
            // What servers assume of streams that do not say it.
            metadata.firstID = stream.first ?? StreamID(.max, .max)
            metadata.maxDeletedID = StreamID(0, 0)
            metadata.entriesAdded = metadata.length
        }
        stream.metadata = metadata
        step = .direct
        output.appendLength(metadata.length)
        output.appendLengths(metadata.lastID)
        guard version >= 2 else {
            if metadata.saysMoreThanLength { lose(.streamCounters) }
            return
        }
        output.appendLengths(metadata.firstID ?? StreamID(0, 0))
        output.appendLengths(metadata.maxDeletedID ?? StreamID(0, 0))
        output.appendLength(metadata.entriesAdded ?? 0)
    }

    mutating func streamGroup(_ group: StreamGroup) {
        output.appendLengths(group.lastID)
        let estimate = stream.metadata.estimatedReads(upTo: group.lastID)
        if version >= 2 {
            let isStated = source.streamVersion >= 2
            output.appendLength((isStated ? group.entriesRead : estimate) ?? .max)
        } else if let read = group.entriesRead, read != estimate {
            lose(.streamCounters)
        }
        output.appendLength(group.pendingCount)
    }

    mutating func streamPending(_ pending: StreamPending) {
        output.append(pending.id)
        output.append(littleEndian: pending.deliveredMs)
        output.appendLength(pending.deliveries)
    }

    mutating func streamConsumer(_ consumer: StreamConsumer) {
        output.append(littleEndian: consumer.seenMs)
        let isStated = source.streamVersion >= 3
        if version >= 3 {
            output.append(littleEndian: isStated ? consumer.activeMs ?? -1 : consumer.seenMs)
        } else if isStated && consumer.activeMs != consumer.seenMs {
            lose(.consumerActivity)
        }
        output.appendLength(consumer.pendingCount)
    }

    mutating func streamConsumerPending(_ id: StreamID) {
        output.append(id)
    }

    mutating func streamIdempotence(_ idempotence: StreamIdempotence) {
        if idempotence != .usual { lose(.idempotence) }
        // Its producers are strings that go nowhere.
        step = .passed
    }
}

extension StreamIdempotence {
    /// What a stream says that never saw an idempotent producer.
    static let usual = StreamIdempotence(durationSeconds: 100, maximumEntries: 100, producerCount: 0)
}

extension RDBObjectType {
    /// How much a stream in this layout says of itself, from 1 to 5; 0 for other layouts.
    var streamVersion: Int {
        switch self {
        case .streamListpacks: 1
        case .streamListpacks2: 2
        case .streamListpacks3: 3
        case .streamListpacks4: 4
        case .streamListpacks5: 5
        default: 0
        }
    }
}

extension StreamMetadata {
    /// Whether a server that knows only entries and the last id would assume something else.
    var saysMoreThanLength: Bool {
        entriesAdded != length || (maxDeletedID ?? StreamID(0, 0)) != StreamID(0, 0)
    }

    /// How many entries a group has read whose last id is `id`, as servers estimate it for groups that do not say it
    /// (`streamEstimateDistanceFromFirstEverEntry`); nil for unknown.
    func estimatedReads(upTo id: StreamID) -> UInt64? {
        guard let added = entriesAdded, let first = firstID, added > 0 else { return 0 }
        if length == 0 && id <= lastID || id == lastID { return added }
        if id > lastID { return nil }
        let deleted = maxDeletedID ?? StreamID(0, 0)
        guard deleted == StreamID(0, 0) || deleted < first else { return nil }
        if id < first { return added &- length }
        return id == first ? added &- length &+ 1 : nil
    }
}
