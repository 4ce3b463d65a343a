/// Streams: entries and counters.
extension JSONTokenReader {
    mutating func decodeStream<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        visitor.beginCollection(count: nil)
        try beginObject()
        var members = JSONMembers()
        var isFirst = true
        var metadata = StreamMetadata(length: 0, lastID: StreamID(0, 0))
        while try nextMember(&isFirst) {
            if textIs("entries") {
                try meet(.entries, &members)
                try decodeEntries(&visitor)
            } else if textIs("groups") {
                guard members.isSuperset(of: [.entries, .length, .lastID]) else { throw failure(.streamFirst) }
                try meet(.groups, &members)
                visitor.streamMetadata(metadata)
                try decodeGroups(&visitor)
            } else {
                try readCounter(&metadata, &members)
            }
        }
        try require([.entries, .length, .lastID, .groups], members, .streamMembers)
    }

    private mutating func readCounter(
        _ metadata: inout StreamMetadata, _ members: inout JSONMembers
    ) throws(RDBError) {
        guard let known = streamCounter else { return try skipValue() }
        // The groups have had the counters in front of them.
        guard !members.contains(.groups) else { throw failure(.streamFirst) }
        try meet(known, &members)
        switch known {
        case .length: metadata.length = try readInteger(UInt64.self)
        case .lastID: metadata.lastID = try readStreamID()
        case .firstID: metadata.firstID = try readStreamID()
        case .maxDeletedID: metadata.maxDeletedID = try readStreamID()
        default: metadata.entriesAdded = try readInteger(UInt64.self)
        }
    }

    /// The counter of a stream that ``text`` names.
    private var streamCounter: JSONMembers? {
        if textIs("length") { return .length }
        if textIs("last_id") { return .lastID }
        if textIs("first_id") { return .firstID }
        if textIs("max_deleted_id") { return .maxDeletedID }
        return textIs("entries_added") ? .entriesAdded : nil
    }

    // MARK: Entries

    private mutating func decodeEntries<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginArray()
        var isFirst = true
        while try nextElement(&isFirst) { try decodeEntry(&visitor) }
    }

    private mutating func decodeEntry<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginObject()
        var members = JSONMembers()
        var isFirst = true
        while try nextMember(&isFirst) {
            if textIs("id") {
                try meet(.id, &members)
                visitor.streamEntry(try readStreamID(), isDeleted: false)
            } else if textIs("fields") {
                guard members.contains(.id) else { throw failure(.idFirst) }
                try meet(.fields, &members)
                try decodeFields(&visitor)
            } else {
                try skipValue()
            }
        }
        try require([.id, .fields], members, .entryMembers)
    }

    private mutating func decodeFields<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginArray()
        var isFirst = true
        while try nextElement(&isFirst) { _ = try decodePair(.streamField, .streamValue, &visitor) }
    }
}
