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
        switch try input.readStringHeader() {
        case .length(let length):
            return try readPlainNode(kind, length, at: start, &visitor)
        case .encoding(RDBStringEncoding.lzf):
            return try readCompressedNode(kind, at: start, &visitor)
        case .encoding(let encoding):
            _ = try input.readIntegerString(encoding, at: start)
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
        let stored = try input.readLength()
        let length = try input.readLength()
        let storedLength = (input.offset &+ stored) &- start
        if let damage = lzfDamage(stored, length, at: start, start &+ storedLength) {
            try input.skip(stored)
            visitor.damage(damage)
            return nil
        }
        guard length <= nodeLimit, stored <= nodeLimit else {
            return try skipHugeNode(stored, length, at: start, &visitor)
        }
        guard let base = try unsafe expandWhole(stored, Int(length)) else {
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
        try input.skip(stored)
        visitor.damage(
            RDBError(.memoryLimit, at: start, length: input.offset - start, expected: nodeLimit, found: length))
        return nil
    }

    /// Tells the visitor where the next element stands, if it wants to know.
    @inline(__always)
    func place<V: RDBValueVisitor & ~Copyable, C: PackedCursor>(
        _ cursor: borrowing C, _ node: PackedNode, _ visitor: inout V
    ) {
        if V.wantsPlaces { visitor.place(node.offset, inner: UInt64(cursor.innerOffset)) }
    }

    /// Decodes a node whose elements all have the same role.
    @inline(__always)
    mutating func decodeNode<V: RDBValueVisitor & ~Copyable, C: PackedCursor>(
        _ kind: RDBNode.Kind, _: C.Type, _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        guard let node = try readNode(kind, &visitor) else { return }
        do throws(RDBError) {
            var cursor = try C(node)
            visitor.beginCollection(count: cursor.declaredCount.map(UInt64.init))
            var count = 0
            while cursor.hasNext {
                place(cursor, node, &visitor)
                try cursor.next().visit(role, &visitor)
                count += 1
            }
            try cursor.finish(count: count)
            reportEmpty(count, node, &visitor)
        } catch {
            visitor.damage(error)
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
        let count = try input.readLength()
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
