extension RDBValueDecoder {
    /// `RDB_TYPE_HASH`: a count, then field and value.
    mutating func decodeHash<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        var left = try readCount(&visitor)
        while left > 0 {
            try visitString(.hashField, &visitor)
            try visitString(.hashValue, &visitor)
            left -= 1
        }
    }

    /// Field and value in turn in one node.
    mutating func decodeHashNode<V: RDBValueVisitor & ~Copyable, C: PackedCursor>(
        _ kind: RDBNode.Kind, _: C.Type, _ visitor: inout V
    ) throws(RDBError) {
        guard let node = try readNode(kind, &visitor) else { return }
        do throws(RDBError) {
            var cursor = try openNode(node, C.self, &visitor)
            visitor.beginCollection(count: cursor.declaredCount.map { UInt64($0 / 2) })
            var count = 0
            while cursor.hasNext {
                try cursor.visitNext(.hashField, node, &visitor)
                guard cursor.hasNext else { throw node.error(.oddElements, inner: cursor.innerOffset) }
                try cursor.visitNext(.hashValue, node, &visitor)
                count += 2
            }
            try cursor.finish(count: count, node, &visitor)
            reportEmpty(count, node, &visitor)
        } catch {
            giveUp(node, error, &visitor)
        }
    }
}
