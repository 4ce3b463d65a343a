extension RDBValueDecoder {
    /// `RDB_TYPE_SET_INTSET`: ascending integers in one node.
    ///
    /// Written out although ``decodeNode(_:_:_:_:)`` could do it: there the cursor's step is not inlined, which
    /// triples the time of an intset.
    mutating func decodeIntset<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        guard let node = try readNode(.intset, &visitor) else { return }
        do throws(RDBError) {
            var cursor = try IntsetCursor(node)
            visitor.beginCollection(count: UInt64(cursor.count))
            if cursor.count == 0 { throw node.error(.intsetEmpty, inner: 4) }
            while cursor.hasNext {
                if V.wantsPlaces { visitor.place(node.offset, inner: UInt64(cursor.innerOffset)) }
                visitor.scalar(.integer(try cursor.next()), .setMember)
            }
        } catch {
            visitor.damage(error)
        }
    }
}
