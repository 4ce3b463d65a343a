extension RDBValueDecoder {
    /// `RDB_TYPE_LIST`, `RDB_TYPE_SET`: a count and as many strings.
    mutating func decodeStrings<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        var left = try readCount(&visitor)
        while left > 0 {
            try visitString(role, &visitor)
            left -= 1
        }
    }

    /// `RDB_TYPE_LIST_QUICKLIST`: a count and as many ziplists.
    mutating func decodeQuicklist<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        var left = try readCount(&visitor)
        while left > 0 {
            try decodeNode(.ziplist, ZiplistCursor.self, .listItem, &visitor)
            left -= 1
        }
    }

    /// `RDB_TYPE_LIST_QUICKLIST_2`: a count and as many nodes, each with its container.
    mutating func decodeQuicklist2<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        var left = try readCount(&visitor)
        while left > 0 {
            let start = input.offset
            switch try readLength(.container, &visitor) {
            case QuicklistContainer.plain:
                visitor.plainNode()
                try visitString(.listItem, &visitor)
            case QuicklistContainer.packed:
                try decodeNode(.listpack, ListpackCursor.self, .listItem, &visitor)
            case let container:
                visitor.damage(
                    RDBError(.quicklistContainer, at: start, length: input.offset - start, found: container))
                try skipString(try readStringHeader(nil, &visitor), at: start, &visitor)
            }
            left -= 1
        }
    }
}

/// How a quicklist node holds its elements (`QUICKLIST_NODE_CONTAINER_*`).
enum QuicklistContainer {
    /// The one element itself.
    static let plain: UInt64 = 1
    /// A listpack.
    static let packed: UInt64 = 2
}
