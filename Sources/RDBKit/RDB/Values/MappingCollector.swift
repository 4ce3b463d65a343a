/// Keeps strings, as ``StringCollector``, and what a visitor that maps bytes must be told of them.
struct MappingCollector: RDBValueVisitor {
    private enum Event {
        case part(RDBPart)
        case node(RDBNode)
    }

    static var mapsBytes: Bool { true }

    var strings: StringCollector
    private var events: [Event] = []

    init(_ strings: StringCollector) {
        self.strings = strings
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) { strings.scalar(value, role) }
    mutating func beginLarge(_ role: RDBRole, length: UInt64) { strings.beginLarge(role, length: length) }
    mutating func largeChunk(_ bytes: RawSpan) { strings.largeChunk(bytes) }
    mutating func damage(_ error: RDBError) { strings.damage(error) }
    mutating func part(_ part: RDBPart) { events.append(.part(part)) }
    mutating func node(_ node: RDBNode) { events.append(.node(node)) }

    /// Tells `visitor` all, in the order in which it was read.
    func tell<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) {
        for event in events {
            switch event {
            case .part(let part): visitor.part(part)
            case .node(let node): visitor.node(node)
            }
        }
    }
}

extension RDBValueDecoder {
    /// Reads a string into `collector`, and tells a visitor that maps bytes where it stands.
    mutating func collectString<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ collector: inout StringCollector, _ visitor: inout V
    ) throws(RDBError) {
        guard V.mapsBytes else { return try visitString(role, &collector) }
        var mapping = MappingCollector(collector)
        defer {
            collector = mapping.strings
            mapping.tell(&visitor)
        }
        try visitString(role, &mapping)
    }

    /// Reads the elements of a listpack into `collector`, and tells a visitor that maps bytes where they stand.
    mutating func collectNode<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ collector: inout StringCollector, _ visitor: inout V
    ) throws(RDBError) {
        guard V.mapsBytes else { return try decodeNode(.listpack, ListpackCursor.self, role, &collector) }
        var mapping = MappingCollector(collector)
        defer {
            collector = mapping.strings
            mapping.tell(&visitor)
        }
        try decodeNode(.listpack, ListpackCursor.self, role, &mapping)
    }
}
