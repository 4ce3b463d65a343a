/// Hashes with shared field names (Redis 8.10), from its source: no real server has confirmed them.
extension RDBValueDecoder {
    /// `RDB_TYPE_HASH_TMPL_LP_REF`: a listpack of the template's id and the values.
    mutating func decodeTemplateListpackRef<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) {
        try visitTemplateNode(names: nil, &visitor)
    }

    /// `RDB_TYPE_HASH_TMPL_LP`: the names, then a listpack of a placeholder and the values.
    mutating func decodeTemplateListpack<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) {
        let names = try readTemplateNames(&visitor)
        if let names {
            try visitTemplateNode(names: names, &visitor)
        } else {
            try skipString(try readStringHeader(nil, &visitor), at: input.offset, &visitor)
        }
    }

    /// Walks a node of a template's id and the values; with `names` given the id is only a placeholder.
    private mutating func visitTemplateNode<V: RDBValueVisitor & ~Copyable>(
        names: [[UInt8]]?, _ visitor: inout V
    ) throws(RDBError) {
        guard let node = try readNode(.listpack, &visitor) else { return }
        do throws(RDBError) {
            var cursor = try openNode(node, ListpackCursor.self, &visitor)
            guard cursor.hasNext else { throw node.error(.listpackCount, inner: 0, expected: 1, found: 0) }
            let id = try cursor.next(.template, node, &visitor)
            let number = UInt64(bitPattern: id.integer)
            guard let names = unsafe names ?? (id.base == nil ? templates.fields(of: number) : nil) else {
                throw node.error(.templateUnknown, inner: 6, found: number)
            }
            try visitValues(&cursor, names, node, &visitor)
        } catch {
            giveUp(node, error, &visitor)
        }
    }

    private func visitValues<V: RDBValueVisitor & ~Copyable>(
        _ cursor: inout ListpackCursor, _ names: [[UInt8]], _ node: PackedNode, _ visitor: inout V
    ) throws(RDBError) {
        visitor.beginCollection(count: UInt64(names.count))
        for name in names {
            guard cursor.hasNext else { throw node.error(.oddElements, inner: cursor.innerOffset) }
            visitor.scalar(.bytes(unsafe name.span.bytes), .hashField)
            try cursor.visitNext(.hashValue, node, &visitor)
        }
        try cursor.finish(count: names.count + 1, node, &visitor)
    }

    /// `RDB_TYPE_HASH_TMPL_ARRAY_REF`: the template's id, then as many values as it has names.
    mutating func decodeTemplateArrayRef<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) {
        let start = input.offset
        let id = try readLength(.template, &visitor)
        guard let names = templates.fields(of: id) else {
            throw RDBError(.templateUnknown, at: start, length: input.offset - start, found: id)
        }
        try decodeValues(names, &visitor)
    }

    /// `RDB_TYPE_HASH_TMPL_ARRAY`: the names, then as many values.
    mutating func decodeTemplateArray<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        let start = input.offset
        guard let names = try readTemplateNames(&visitor) else {
            throw RDBError(.templateUnknown, at: start, length: input.offset - start)
        }
        try decodeValues(names, &visitor)
    }

    private mutating func decodeValues<V: RDBValueVisitor & ~Copyable>(
        _ names: [[UInt8]], _ visitor: inout V
    ) throws(RDBError) {
        visitor.beginCollection(count: UInt64(names.count))
        for name in names {
            visitor.scalar(.bytes(unsafe name.span.bytes), .hashField)
            try visitString(.hashValue, &visitor)
        }
    }

    /// Names in front of a self-contained hash: format 0 is a listpack, format 1 a count and strings.
    private mutating func readTemplateNames<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> [[UInt8]]? {
        let start = input.offset
        var collector = StringCollector()
        switch try readLength(.templateFormat, &visitor) {
        case 0:
            try collectNode(.hashField, &collector, &visitor)
        case 1: try collectNames(&collector, &visitor)
        case let format:
            throw RDBError(.templateUnknown, at: start, length: input.offset - start, found: format)
        }
        if collector.overflowed {
            throw RDBError(.memoryLimit, at: start, expected: UInt64(RDBTemplates.largestTotal))
        }
        if let damage = collector.firstDamage {
            visitor.damage(damage)
            return nil
        }
        return collector.strings
    }

    /// Reads a template record: its id, a count and the names.
    mutating func readTemplate<V: RDBValueVisitor & ~Copyable>(
        into templates: inout RDBTemplates, mapping visitor: inout V
    ) throws(RDBError) {
        let start = input.offset
        let id = try readLength(.template, &visitor)
        var collector = StringCollector()
        try collectNames(&collector, &visitor)
        if let damage = collector.firstDamage { throw damage }
        guard !collector.overflowed, templates.add(collector.strings, as: id) else {
            throw RDBError(.memoryLimit, at: start, expected: UInt64(RDBTemplates.largestTotal))
        }
    }

    /// Reads a count and as many names.
    private mutating func collectNames<V: RDBValueVisitor & ~Copyable>(
        _ collector: inout StringCollector, _ visitor: inout V
    ) throws(RDBError) {
        var left = try readLength(.count, &visitor)
        while left > 0 {
            try collectString(.hashField, &collector, &visitor)
            left -= 1
        }
    }
}
