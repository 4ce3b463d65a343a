/// `RDB_TYPE_ARRAY` of Redis 8.8, from its source: no real server has confirmed it.
extension RDBValueDecoder {
    /// A count, whether an insertion index follows, and elements with ascending indices.
    mutating func decodeArray<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        var left = try readCount(&visitor)
        if try readLength(.arrayInserts, &visitor) != 0 { _ = try readLength(.arrayInsertIndex, &visitor) }
        var next: UInt64 = 0
        while left > 0 {
            let start = input.offset
            let index = try readLength(.arrayIndex, &visitor)
            if index < next {
                visitor.damage(
                    RDBError(
                        .arrayOrder, at: start, length: input.offset - start, expected: next, found: index))
            }
            next = index == .max ? index : index + 1
            visitor.arrayIndex(index)
            try decodeArrayElement(&visitor)
            left -= 1
        }
    }

    private mutating func decodeArrayElement<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) {
        let start = input.offset
        switch try readLength(.arrayTag, &visitor) {
        case ArrayTag.string, ArrayTag.shortString: try visitString(.arrayItem, &visitor)
        case ArrayTag.integer: visitor.scalar(.integer(try read(Int64.self, .number, &visitor)), .arrayItem)
        case ArrayTag.double: visitor.arrayDouble(try readDouble(.number, &visitor))
        case let tag: throw RDBError(.arrayTag, at: start, length: input.offset - start, found: tag)
        }
    }
}

/// How an element of an array is stored.
private enum ArrayTag {
    static let string: UInt64 = 0
    static let integer: UInt64 = 1
    static let double: UInt64 = 2
    /// At most seven bytes.
    static let shortString: UInt64 = 3
}
