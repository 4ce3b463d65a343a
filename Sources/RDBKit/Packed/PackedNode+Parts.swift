/// Telling a visitor that maps bytes what the parts of a node are; for all others this is nothing.
extension PackedNode {
    /// Hands over the bytes from `start` to `end` of the node.
    @inline(__always)
    func part<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, role: RDBRole? = nil, _ start: Int, _ end: Int, _ value: @autoclosure () -> RDBPart.Value,
        _ visitor: inout V
    ) {
        if V.mapsBytes { mapPart(kind, role, start, end, value(), &visitor) }
    }

    @inline(never)
    private func mapPart<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ role: RDBRole?, _ start: Int, _ end: Int, _ value: RDBPart.Value, _ visitor: inout V
    ) {
        guard start < end, end <= count else { return }
        visitor.part(
            RDBPart(
                kind: kind, role: role, offset: offset, inner: UInt64(start), length: UInt64(end - start),
                bytes: unsafe PackedElement.prefix(base + start, end - start), value: value))
    }

    /// Hands over little-endian numbers in front of all elements.
    func header<V: RDBValueVisitor & ~Copyable>(_ fields: [(kind: RDBPart.Kind, bytes: Int)], _ visitor: inout V) {
        guard V.mapsBytes else { return }
        var start = 0
        for field in fields {
            var number: UInt64 = 0
            for index in (0..<field.bytes).reversed() {
                number = number << 8 | UInt64(unsafe base.load(fromByteOffset: start + index, as: UInt8.self))
            }
            part(field.kind, start, start + field.bytes, .unsigned(number), &visitor)
            start += field.bytes
        }
    }
}

extension PackedElement {
    /// The element as a part says it.
    var partValue: RDBPart.Value {
        guard let base = unsafe base else { return .signed(integer) }
        return .bytes(unsafe Self.prefix(base, count), count: UInt64(count))
    }

    /// The first of `count` bytes, as many as a part keeps.
    static func prefix(_ base: UnsafeRawPointer, _ count: Int) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: base, count: min(count, RDBPart.mostBytes)))
    }
}

extension PackedCursor {
    /// Hands the next element to a visitor, and where it stands, if that is wanted.
    @inline(__always)
    mutating func visitNext<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ node: PackedNode, _ visitor: inout V
    ) throws(RDBError) {
        let inner = innerOffset
        if V.wantsPlaces { visitor.place(node.offset, inner: UInt64(inner)) }
        let element = try next()
        node.part(.element, role: role, inner, innerOffset, element.partValue, &visitor)
        element.visit(role, &visitor)
    }

    /// Reads the next element, which is no string of the value.
    @inline(__always)
    mutating func next<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ node: PackedNode, _ visitor: inout V
    ) throws(RDBError) -> PackedElement {
        let inner = innerOffset
        let element = try next()
        node.part(kind, inner, innerOffset, element.partValue, &visitor)
        return element
    }

    /// Checks what can be checked only behind the last element, of `count`.
    @inline(__always)
    func finish<V: RDBValueVisitor & ~Copyable>(
        count: Int, _ node: PackedNode, _ visitor: inout V
    ) throws(RDBError) {
        node.part(.nodeEnd, innerOffset, innerOffset + 1, .none, &visitor)
        try finish(count: count)
    }
}
