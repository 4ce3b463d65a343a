/// A stream node: a listpack that starts with a master entry, to which all others are relative.
///
/// ```
/// live count · deleted count · N · N field names · 0            master entry
/// flags · ms diff · seq diff · N values · items                 entry with the master's fields
/// flags · ms diff · seq diff · n · n field/value · items        entry with its own
/// ```
extension RDBValueDecoder {
    mutating func decodeStreamNode<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        let start = input.offset
        guard let master = try readMasterID(at: start, &visitor) else {
            return try skipString(try readStringHeader(nil, &visitor), at: start, &visitor)
        }
        guard let node = try readNode(.listpack, &visitor) else { return }
        visitor.streamNode(master)
        do throws(RDBError) {
            var fields: [PackedElement] = []
            swap(&fields, &scratch.masterFields)
            var walker = try StreamNodeWalker(node, master, reusing: fields)
            fields = []
            try walker.walk(&visitor)
            swap(&walker.masterFields, &scratch.masterFields)
        } catch {
            giveUp(node, error, &visitor)
        }
    }

    /// The key of a node is its master id: a string of 16 bytes, two big-endian numbers.
    private mutating func readMasterID<V: RDBValueVisitor & ~Copyable>(
        at start: UInt64, _ visitor: inout V
    ) throws(RDBError) -> StreamID? {
        let header = try readStringHeader(nil, &visitor)
        guard case .length(16) = header else {
            try skipString(header, at: start, &visitor)
            visitor.damage(RDBError(.streamNodeKey, at: start, length: input.offset - start))
            return nil
        }
        return try readRawStreamID(.nodeID, &visitor)
    }
}

/// Walks the entries of one stream node.
@safe
struct StreamNodeWalker: ~Copyable {
    private static let deletedFlag: Int64 = 1
    private static let sameFieldsFlag: Int64 = 2
    /// More master fields than this are not kept in memory; servers' nodes have at most a few thousand bytes.
    private static let mostMasterFields = 1 << 18

    private let node: PackedNode
    private let master: StreamID
    fileprivate var masterFields: [PackedElement]
    private var cursor: ListpackCursor
    private var items = 0

    /// - Parameter fields: An array whose memory is used again.
    init(_ node: PackedNode, _ master: StreamID, reusing fields: [PackedElement]) throws(RDBError) {
        self.node = node
        self.master = master
        masterFields = fields
        cursor = try ListpackCursor(node)
    }

    mutating func walk<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) {
        if V.mapsBytes { node.header(ListpackCursor.header, &visitor) }
        let declaredLive = try integer(.liveEntries, &visitor)
        let deletedInner = cursor.innerOffset
        let declaredDeleted = try integer(.deletedEntries, &visitor)
        try readMasterFields(&visitor)
        var live: Int64 = 0
        var deleted: Int64 = 0
        while cursor.hasNext {
            if try walkEntry(&visitor) { deleted += 1 } else { live += 1 }
        }
        try cursor.finish(count: items, node, &visitor)
        try check(live, declared: declaredLive, inner: 6)
        try check(deleted, declared: declaredDeleted, inner: deletedInner)
    }

    private func check(_ count: Int64, declared: Int64, inner: Int) throws(RDBError) {
        guard count != declared else { return }
        throw node.error(
            .streamNodeCount, inner: inner, expected: UInt64(bitPattern: declared), found: UInt64(bitPattern: count))
    }

    private mutating func readMasterFields<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        let inner = cursor.innerOffset
        let count = try integer(.masterFields, &visitor)
        guard count >= 0, count < node.count else {
            throw node.error(.streamNode, inner: inner, found: UInt64(bitPattern: count))
        }
        guard count <= Self.mostMasterFields else {
            throw node.error(
                .memoryLimit, inner: inner, expected: UInt64(Self.mostMasterFields), found: UInt64(count))
        }
        masterFields.removeAll(keepingCapacity: true)
        for _ in 0..<count { masterFields.append(try element(.element, .streamField, &visitor)) }
        let end = cursor.innerOffset
        let terminator = try integer(.masterEnd, &visitor)
        guard terminator == 0 else {
            throw node.error(.streamNode, inner: end, expected: 0, found: UInt64(bitPattern: terminator))
        }
    }

    /// Walks one entry; returns whether it is deleted.
    private mutating func walkEntry<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> Bool {
        let inner = cursor.innerOffset
        let flags = try integer(.entryFlags, &visitor)
        guard flags & ~(Self.deletedFlag | Self.sameFieldsFlag) == 0 else {
            throw node.error(.streamNode, inner: inner, found: UInt64(bitPattern: flags))
        }
        let id = StreamID(
            master.milliseconds &+ UInt64(bitPattern: try integer(.entryMs, &visitor)),
            master.sequence &+ UInt64(bitPattern: try integer(.entrySequence, &visitor)))
        let isDeleted = flags & Self.deletedFlag != 0
        visitor.streamEntry(id, isDeleted: isDeleted)
        let first = items
        if flags & Self.sameFieldsFlag != 0 {
            for field in masterFields {
                field.visit(.streamField, &visitor)
                try visitElement(.streamValue, &visitor)
            }
        } else {
            try walkOwnFields(&visitor)
        }
        try checkItemCount(3 + items - first, &visitor)
        return isDeleted
    }

    private mutating func walkOwnFields<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) {
        let inner = cursor.innerOffset
        let count = try integer(.entryFields, &visitor)
        guard count >= 0, count < node.count else {
            throw node.error(.streamNode, inner: inner, found: UInt64(bitPattern: count))
        }
        for _ in 0..<count {
            try visitElement(.streamField, &visitor)
            try visitElement(.streamValue, &visitor)
        }
    }

    /// Each entry ends with the number of its items, so that a server can walk backwards.
    private mutating func checkItemCount<V: RDBValueVisitor & ~Copyable>(
        _ expected: Int, _ visitor: inout V
    ) throws(RDBError) {
        let inner = cursor.innerOffset
        let found = try integer(.entryItems, &visitor)
        guard found == expected else {
            throw node.error(
                .streamNode, inner: inner, expected: UInt64(expected), found: UInt64(bitPattern: found))
        }
    }

    @inline(__always)
    private mutating func visitElement<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        try element(.element, role, &visitor).visit(role, &visitor)
    }

    @inline(__always)
    private mutating func element<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ role: RDBRole?, _ visitor: inout V
    ) throws(RDBError) -> PackedElement {
        let inner = cursor.innerOffset
        guard cursor.hasNext else { throw node.error(.streamNode, inner: inner) }
        items += 1
        let element = try cursor.next()
        node.part(kind, role: role, inner, cursor.innerOffset, element.partValue, &visitor)
        return element
    }

    @inline(__always)
    private mutating func integer<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ visitor: inout V
    ) throws(RDBError) -> Int64 {
        let inner = cursor.innerOffset
        let element = try element(kind, nil, &visitor)
        guard unsafe element.base == nil else { throw node.error(.streamNode, inner: inner) }
        return element.integer
    }
}
