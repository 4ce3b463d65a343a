extension RDBValueDecoder {
    /// Brings the packed node at the input's position into memory, expanded.
    ///
    /// - Returns: nil when the visitor wants nothing, or after reporting damage; the input is behind it then.
    mutating func readNode<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBNode.Kind, _ visitor: inout V
    ) throws(RDBError) -> PackedNode? {
        guard V.wantsContent else {
            try input.skipString()
            return nil
        }
        let start = input.offset
        switch try readStringHeader(nil, node: kind, &visitor) {
        case .length(let length):
            return try readPlainNode(kind, length, at: start, &visitor)
        case .encoding(RDBStringEncoding.lzf):
            return try readCompressedNode(kind, at: start, &visitor)
        case .encoding(let encoding):
            _ = try readIntegerString(encoding, at: start, nil, &visitor)
            visitor.damage(RDBError(.integerNode, at: start, length: input.offset - start))
            return nil
        }
    }

    @inline(__always)
    private mutating func readPlainNode<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBNode.Kind, _ length: UInt64, at start: UInt64, _ visitor: inout V
    ) throws(RDBError) -> PackedNode? {
        guard length <= nodeLimit else { return try skipHugeNode(length, length, at: start, &visitor) }
        let header = input.offset - start
        try input.require(Int(length))
        visitor.node(RDBNode(kind: kind, offset: start, byteCount: length, isCompressed: false))
        visitor.nodeBytes(unsafe RawSpan(_unsafeStart: input.position, byteCount: Int(length)))
        let node = unsafe PackedNode(
            base: input.position, count: Int(length), offset: start, storedLength: header + length)
        input.advance(Int(length))
        return node
    }

    private mutating func readCompressedNode<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBNode.Kind, at start: UInt64, _ visitor: inout V
    ) throws(RDBError) -> PackedNode? {
        let stored = try readLength(.compressedLength, &visitor)
        let length = try readLength(.expandedLength, &visitor)
        let storedLength = (input.offset &+ stored) &- start
        if let damage = lzfDamage(stored, length, at: start, start &+ storedLength) {
            try skip(stored, .compressed, nil, &visitor)
            visitor.damage(damage)
            return nil
        }
        guard length <= nodeLimit, stored <= nodeLimit else {
            return try skipHugeNode(stored, length, at: start, &visitor)
        }
        beginPart(visitor)
        let expanded = try unsafe expandWhole(stored, Int(length))
        endPart(.compressed, .none, &visitor)
        guard let base = unsafe expanded else {
            visitor.damage(RDBError(.lzfCorrupt, at: start, length: storedLength, expected: length))
            return nil
        }
        visitor.node(RDBNode(kind: kind, offset: start, byteCount: length, isCompressed: true))
        visitor.nodeBytes(unsafe RawSpan(_unsafeStart: base, byteCount: Int(length)))
        return unsafe PackedNode(base: base, count: Int(length), offset: start, storedLength: storedLength)
    }

    /// A node must be in memory as a whole to be walked; one that is too large for that is passed over.
    private mutating func skipHugeNode<V: RDBValueVisitor & ~Copyable>(
        _ stored: UInt64, _ length: UInt64, at start: UInt64, _ visitor: inout V
    ) throws(RDBError) -> PackedNode? {
        try skip(stored, .string, nil, &visitor)
        visitor.damage(
            RDBError(.memoryLimit, at: start, length: input.offset - start, expected: nodeLimit, found: length))
        return nil
    }

    /// Checks the header of a node; the cursor stands in front of its first element.
    @inline(__always)
    func openNode<V: RDBValueVisitor & ~Copyable, C: PackedCursor>(
        _ node: PackedNode, _: C.Type, _ visitor: inout V
    ) throws(RDBError) -> C {
        let cursor = try C(node)
        if V.mapsBytes { node.header(C.header, &visitor) }
        return cursor
    }

    /// Reports why the rest of a node is not decoded.
    @inline(never)
    func giveUp<V: RDBValueVisitor & ~Copyable>(_ node: PackedNode, _ error: RDBError, _ visitor: inout V) {
        visitor.damage(error)
        guard V.mapsBytes else { return }
        node.part(.undecoded, Int(clamping: visitor.mappedNodeBytes), node.count, .none, &visitor)
    }

    /// Decodes a node whose elements all have the same role.
    @inline(__always)
    mutating func decodeNode<V: RDBValueVisitor & ~Copyable, C: PackedCursor>(
        _ kind: RDBNode.Kind, _: C.Type, _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        guard let node = try readNode(kind, &visitor) else { return }
        do throws(RDBError) {
            var cursor = try openNode(node, C.self, &visitor)
            visitor.beginCollection(count: cursor.declaredCount.map(UInt64.init))
            var count = 0
            while cursor.hasNext {
                try cursor.visitNext(role, node, &visitor)
                count += 1
            }
            try cursor.finish(count: count, node, &visitor)
            reportEmpty(count, node, &visitor)
        } catch {
            giveUp(node, error, &visitor)
        }
    }

    /// Servers pass over an empty collection with a warning.
    @inline(__always)
    func reportEmpty<V: RDBValueVisitor & ~Copyable>(
        _ count: Int, _ node: PackedNode, _ visitor: inout V
    ) {
        guard count == 0 else { return }
        visitor.damage(RDBError(.emptyCollection, at: node.offset, length: node.storedLength))
    }

    /// Reads the element count in front of a collection; reports an empty one.
    @inline(__always)
    mutating func readCount<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) -> UInt64 {
        let start = input.offset
        let count = try readLength(.count, &visitor)
        // Each element takes a byte at least: a count that lies is found before anything is read.
        if count > 64 { try input.requireInFile(count) }
        if V.wantsContent {
            visitor.beginCollection(count: count)
            if count == 0 {
                visitor.damage(RDBError(.emptyCollection, at: start, length: input.offset - start))
            }
        }
        return count
    }
}
