/// Hashes whose fields may expire. Expiries are absolute Unix milliseconds.
extension RDBValueDecoder {
    /// Redis stores a field's expiry in 48 bits.
    static var latestFieldExpiry: UInt64 { 1 << 48 - 1 }

    /// `RDB_TYPE_HASH_METADATA`: the least expiry, a count, then expiry, field and value.
    ///
    /// An expiry is 0 for none, or what it is above the least one, plus 1. The form before 7.4 has no least
    /// expiry and stores absolute times.
    mutating func decodeHashMetadata<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V, hasMinimum: Bool
    ) throws(RDBError) {
        let start = input.offset
        let minimum = hasMinimum ? try read(UInt64.self, .leastExpiry, &visitor) : 1
        visitor.leastFieldExpiry(minimum)
        if minimum > Self.latestFieldExpiry {
            visitor.damage(RDBError(.fieldExpiry, at: start, length: 8, found: minimum))
        }
        var left = try readCount(&visitor)
        while left > 0 {
            let start = input.offset
            let stored = try readLength(.fieldExpiry, &visitor)
            let expiry = stored == 0 ? nil : stored &+ minimum &- 1
            if let expiry, expiry > Self.latestFieldExpiry || expiry < minimum {
                visitor.damage(
                    RDBError(.fieldExpiry, at: start, length: input.offset - start, found: expiry))
            }
            let milliseconds = expiry.map { Int64(clamping: $0) }
            visitor.fieldExpiryAhead(milliseconds)
            try visitString(.hashField, &visitor)
            try visitString(.hashValue, &visitor)
            visitor.fieldExpiry(milliseconds)
            left -= 1
        }
    }

    /// Valkey's `RDB_TYPE_HASH_2`: a count, then field, value and expiry; -1 for none.
    mutating func decodeHash2<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        var left = try readCount(&visitor)
        while left > 0 {
            try visitString(.hashField, &visitor)
            try visitString(.hashValue, &visitor)
            let start = input.offset
            let expiry = try read(Int64.self, .fieldExpiry, &visitor)
            if expiry < -1 {
                visitor.damage(
                    RDBError(.fieldExpiry, at: start, length: 8, found: UInt64(bitPattern: expiry)))
            }
            visitor.fieldExpiry(expiry == -1 ? nil : expiry)
            left -= 1
        }
    }

    /// `RDB_TYPE_HASH_LISTPACK_EX`: the least expiry, then a listpack of field, value and expiry (0 for none),
    /// ascending by expiry, fields without one last. The least expiry is advisory.
    mutating func decodeHashListpackEx<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V, hasMinimum: Bool
    ) throws(RDBError) {
        if hasMinimum {
            let start = input.offset
            let minimum = try read(UInt64.self, .leastExpiry, &visitor)
            visitor.leastFieldExpiry(minimum)
            if minimum > Self.latestFieldExpiry {
                visitor.damage(RDBError(.fieldExpiry, at: start, length: 8, found: minimum))
            }
        }
        guard let node = try readNode(.listpack, &visitor) else { return }
        do throws(RDBError) {
            try decodeTriples(node, &visitor)
        } catch {
            giveUp(node, error, &visitor)
        }
    }

    private func decodeTriples<V: RDBValueVisitor & ~Copyable>(
        _ node: PackedNode, _ visitor: inout V
    ) throws(RDBError) {
        var cursor = try openNode(node, ListpackCursor.self, &visitor)
        visitor.beginCollection(count: cursor.declaredCount.map { UInt64($0 / 3) })
        var count = 0
        var previous: UInt64 = 1
        while cursor.hasNext {
            try cursor.visitNext(.hashField, node, &visitor)
            guard cursor.hasNext else { throw node.error(.oddElements, inner: cursor.innerOffset) }
            try cursor.visitNext(.hashValue, node, &visitor)
            let inner = cursor.innerOffset
            guard cursor.hasNext else { throw node.error(.oddElements, inner: inner) }
            let expiry = try fieldExpiry(try cursor.next(.fieldExpiry, node, &visitor), inner, node)
            if let expiry, expiry < previous {
                visitor.damage(
                    node.error(.fieldExpiryOrder, inner: inner, expected: previous, found: expiry))
            }
            previous = expiry ?? .max
            visitor.fieldExpiry(expiry.map { Int64($0) })
            count += 3
        }
        try cursor.finish(count: count, node, &visitor)
        reportEmpty(count, node, &visitor)
    }

    private func fieldExpiry(
        _ element: PackedElement, _ inner: Int, _ node: PackedNode
    ) throws(RDBError) -> UInt64? {
        let expiry = UInt64(bitPattern: element.integer)
        guard unsafe element.base == nil, expiry <= Self.latestFieldExpiry else {
            throw unsafe node.error(.fieldExpiry, inner: inner, found: element.base == nil ? expiry : nil)
        }
        return expiry == 0 ? nil : expiry
    }
}
