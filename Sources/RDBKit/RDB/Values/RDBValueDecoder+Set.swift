extension RDBValueDecoder {
    /// `RDB_TYPE_SET_INTSET`: ascending integers in one node.
    mutating func decodeIntset<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        guard let node = try readNode(.intset, &visitor) else { return }
        do throws(RDBError) {
            var cursor = try IntsetCursor(node)
            if V.mapsBytes { node.header(IntsetCursor.header, &visitor) }
            visitor.beginCollection(count: UInt64(cursor.count))
            if cursor.count == 0 { throw node.error(.intsetEmpty, inner: 4) }
            switch cursor.width {
            case 2: try visitMembers(&cursor, Int16.self, node, &visitor)
            case 4: try visitMembers(&cursor, Int32.self, node, &visitor)
            default: try visitMembers(&cursor, Int64.self, node, &visitor)
            }
        } catch {
            giveUp(node, error, &visitor)
        }
    }

    /// One loop for each width, so that the width is not looked up for each member.
    @inline(__always)
    private func visitMembers<V: RDBValueVisitor & ~Copyable, T: FixedWidthInteger & BitwiseCopyable>(
        _ cursor: inout IntsetCursor, _: T.Type, _ node: PackedNode, _ visitor: inout V
    ) throws(RDBError) {
        while cursor.hasNext {
            let inner = cursor.innerOffset
            if V.wantsPlaces { visitor.place(node.offset, inner: UInt64(inner)) }
            let member = try cursor.next(T.self)
            node.part(.element, role: .setMember, inner, cursor.innerOffset, .signed(member), &visitor)
            visitor.scalar(.integer(member), .setMember)
        }
    }
}
