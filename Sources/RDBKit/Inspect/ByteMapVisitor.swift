/// Makes rows of the parts that it is told of.
///
/// Parts of a packed node that is stored as it is get their offset in the file; those of a compressed one keep their
/// offset in the expanded node.
struct ByteMapVisitor: RDBValueVisitor, ~Copyable {
    static var mapsBytes: Bool { true }

    /// A packed node whose parts are coming.
    struct Node {
        var kind: RDBNode.Kind
        var bytes: UInt64
        /// Where its first byte stands in the file; nil for a compressed one.
        var content: UInt64?
        /// How far its parts have come.
        var next: UInt64 = 0
    }

    let dialect: RDBDialect
    private let report: (RDBMapRow) -> Bool
    /// Where the next part of the file must begin.
    private(set) var end: UInt64
    /// The caller wants no more rows.
    private(set) var isOver = false
    /// What is wrong whose end is known.
    private(set) var damages: [RDBError] = []
    /// The sections that are open, the outermost first.
    var sections: [RDBMapSection] = []
    /// What a string is that has no role.
    var subject = "string"
    /// The first bytes of the last key.
    private(set) var key: [UInt8] = []
    private(set) var keyText = ""
    /// What the packed node is called whose header came last.
    private var nodeName = ""
    private var node: Node?
    /// Where the last string's header stands.
    private var stringStart: UInt64 = 0
    /// The offset that is looked for, and the sections that cover it, once it was found.
    private let wanted: UInt64?
    private(set) var found: (row: RDBMapRow, depth: Int)?
    private(set) var foundSections: [RDBMapSection] = []

    /// - Parameter start: Where the first part will begin.
    init(
        _ dialect: RDBDialect, from start: UInt64, lookingFor wanted: UInt64?, _ report: @escaping (RDBMapRow) -> Bool
    ) {
        self.dialect = dialect
        end = start
        self.wanted = wanted
        self.report = report
    }

    var mappedNodeBytes: UInt64 { node?.next ?? 0 }

    mutating func node(_ started: RDBNode) {
        node = Node(kind: started.kind, bytes: started.byteCount, content: started.isCompressed ? nil : end)
        open(.node, "\(started.kind.rawValue) of \(started.byteCount.counted("byte"))", at: stringStart)
    }

    mutating func part(_ part: RDBPart) {
        guard let inner = part.inner else { return filePart(part) }
        var part = part
        if let content = node?.content {
            part.offset = content + inner
            part.inner = nil
            end = part.offset + part.length
        }
        node?.next = inner + part.length
        add(part)
    }

    private mutating func filePart(_ part: RDBPart) {
        closeNode()
        if part.kind == .stringLength || part.kind == .stringEncoding { beginString(part) }
        if let kind = part.node { nodeName = kind.rawValue }
        if subject == "key" { noteKey(part) }
        if part.kind == .string || part.kind == .integer || part.kind == .compressed { nameConsumer(part) }
        end = part.offset + part.length
        add(part)
    }

    /// Names the group or the consumer that the string names.
    private mutating func nameConsumer(_ part: RDBPart) {
        guard part.role == .groupName || part.role == .consumerName, let last = sections.indices.last else { return }
        sections[last].name += " \(part.valueText)"
        if foundSections.count > last && foundSections[last].offset == sections[last].offset {
            foundSections[last].name = sections[last].name
        }
    }

    private mutating func noteKey(_ part: RDBPart) {
        guard part.role == .string else { return }
        if part.kind == .stringLength || part.kind == .stringEncoding { (key, keyText) = ([], "key \"\"") }
        guard part.kind == .string || part.kind == .integer || part.kind == .compressed else { return }
        keyText = "key \(part.valueText)"
        if case .bytes(let bytes, _) = part.value { key = bytes }
    }

    private mutating func beginString(_ part: RDBPart) {
        stringStart = part.offset
        if part.node == nil { nodeName = "" }
        switch part.role {
        case .groupName:
            close(downTo: .group)
            open(.group, "consumer group", at: part.offset)
        case .consumerName:
            close(downTo: .consumer)
            open(.consumer, "consumer", at: part.offset)
        default: break
        }
    }

    private mutating func add(_ part: RDBPart) {
        let depth = sections.count - (part.kind == .opcode ? 1 : 0)
        let row = row(.part(part), part.offset, part.inner, depth: max(0, depth))
        if let wanted, part.inner == nil, wanted >= part.offset, wanted - part.offset < part.length {
            found = (row, sections.count)
            foundSections = sections
        }
        show(row)
    }

    mutating func damage(_ error: RDBError) {
        damages.append(error)
        let content = error.inner == nil ? nil : node?.content
        show(
            row(
                .damage(error), content.map { $0 + (error.inner ?? 0) } ?? error.offset,
                content == nil ? error.inner : nil, depth: sections.count))
    }

    private func row(_ content: RDBMapRow.Content, _ offset: UInt64, _ inner: UInt64?, depth: Int) -> RDBMapRow {
        RDBMapRow(
            content: content, offset: offset, inner: inner, depth: depth, dialect: dialect,
            subject: nodeName.isEmpty ? subject : nodeName)
    }

    mutating func endStreamGroup() { close(downTo: .group) }

    /// Hands a row to the caller.
    mutating func show(_ row: RDBMapRow) {
        if !isOver { isOver = !report(row) }
    }

    /// Forgets what is wrong with the last record.
    mutating func takeDamages() -> [RDBError] {
        defer { damages = [] }
        return damages
    }
}

/// Sections.
extension ByteMapVisitor {
    mutating func open(_ kind: RDBMapSection.Kind, _ name: String, at offset: UInt64) {
        sections.append(RDBMapSection(kind: kind, name: name, offset: offset))
    }

    /// Names the outermost section, of which more is known now.
    mutating func nameRecord(_ name: String) {
        if !sections.isEmpty { sections[0].name = name }
        if !foundSections.isEmpty { foundSections[0].name = name }
    }

    /// Closes all sections in the innermost of this kind, and that one, if there is one.
    mutating func close(downTo kind: RDBMapSection.Kind) {
        closeNode()
        guard let index = sections.lastIndex(where: { $0.kind == kind }) else { return }
        while sections.count > index { closeLast() }
    }

    private mutating func closeNode() {
        guard node != nil else { return }
        node = nil
        if sections.last?.kind == .node { closeLast() }
    }

    private mutating func closeLast() {
        let index = sections.count - 1
        let section = sections.removeLast()
        guard foundSections.indices.contains(index), foundSections[index].offset == section.offset else { return }
        foundSections[index].length = end - section.offset
    }
}
