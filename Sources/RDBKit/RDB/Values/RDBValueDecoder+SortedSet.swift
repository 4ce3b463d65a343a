extension RDBValueDecoder {
    /// `RDB_TYPE_ZSET`: a count, then member and score as text.
    mutating func decodeTextZset<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        var left = try readCount(&visitor)
        while left > 0 {
            try visitString(.zsetMember, &visitor)
            let start = input.offset
            beginPart(visitor)
            let (score, isWhole) = try readTextScore()
            endPart(.score, score.map { .double($0) } ?? .none, &visitor)
            if !isWhole { visitor.damage(RDBError(.score, at: start, length: input.offset - start)) }
            if let score {
                reportNaN(score, at: start, &visitor)
                visitor.score(score)
            }
            left -= 1
        }
    }

    /// Reads `u8 n` and n digits; 253, 254 and 255 stand for NaN and the infinities.
    ///
    /// Where only the start of the text is a number, that is the score, as in servers.
    private mutating func readTextScore() throws(RDBError) -> (score: Double?, isWhole: Bool) {
        switch try input.readByte() {
        case 253: return (.nan, true)
        case 254: return (.infinity, true)
        case 255: return (-.infinity, true)
        case let count:
            try input.require(Int(count))
            let whole = unsafe ScoreText.parse(input.position, Int(count))
            let score = unsafe whole ?? ScoreText.parsePrefix(input.position, Int(count))
            input.advance(Int(count))
            return (score, whole != nil)
        }
    }

    /// `RDB_TYPE_ZSET_2`: a count, then member and 64-bit score.
    mutating func decodeBinaryZset<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        var left = try readCount(&visitor)
        while left > 0 {
            try visitString(.zsetMember, &visitor)
            let start = input.offset
            let score = try readDouble(.score, &visitor)
            reportNaN(score, at: start, &visitor)
            visitor.score(score)
            left -= 1
        }
    }

    @inline(__always)
    private func reportNaN<V: RDBValueVisitor & ~Copyable>(
        _ score: Double, at start: UInt64, _ visitor: inout V
    ) {
        if score.isNaN { visitor.damage(RDBError(.scoreNaN, at: start, length: input.offset - start)) }
    }

    /// Member and score in turn in one node, ascending by score; equal scores by member, which is left to the
    /// visitor because servers do not care.
    mutating func decodeZsetNode<V: RDBValueVisitor & ~Copyable, C: PackedCursor>(
        _ kind: RDBNode.Kind, _: C.Type, _ visitor: inout V
    ) throws(RDBError) {
        guard let node = try readNode(kind, &visitor) else { return }
        do throws(RDBError) {
            var cursor = try openNode(node, C.self, &visitor)
            visitor.beginCollection(count: cursor.declaredCount.map { UInt64($0 / 2) })
            var count = 0
            var previous = -Double.infinity
            while cursor.hasNext {
                try cursor.visitNext(.zsetMember, node, &visitor)
                let inner = cursor.innerOffset
                guard cursor.hasNext else { throw node.error(.oddElements, inner: inner) }
                let element = try cursor.next(.score, node, &visitor)
                count += 2
                guard let score = score(element, inner, node, &visitor) else { continue }
                if score < previous { visitor.damage(node.error(.scoreOrder, inner: inner)) }
                previous = score
                visitor.score(score)
            }
            try cursor.finish(count: count, node, &visitor)
            reportEmpty(count, node, &visitor)
        } catch {
            giveUp(node, error, &visitor)
        }
    }

    @inline(__always)
    private func score<V: RDBValueVisitor & ~Copyable>(
        _ element: PackedElement, _ inner: Int, _ node: PackedNode, _ visitor: inout V
    ) -> Double? {
        guard let base = unsafe element.base else { return Double(element.integer) }
        let score = unsafe ScoreText.parse(base, element.count)
        if let score, !score.isNaN { return score }
        visitor.damage(node.error(score == nil ? .score : .scoreNaN, inner: inner))
        return nil
    }
}
