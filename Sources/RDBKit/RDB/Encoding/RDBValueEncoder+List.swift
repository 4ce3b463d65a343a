/// What the encoder knows of the list that it writes.
struct ListState: ~Copyable {
    /// Nodes that were filled; their number comes before them.
    var nodes = EncodedBuffer()
    var nodeCount: UInt64 = 0
    /// Elements that the list says it has.
    var count: UInt64 = 0
    /// The rest of a plain node's ziplist: what stands behind its element.
    var hasZiplistEnd = false

    mutating func reset() {
        nodes.clear()
        nodeCount = 0
        hasZiplistEnd = false
    }
}

/// Lists: quicklists of ziplists before Redis 7.0, of listpacks and plain elements since.
///
/// Nodes stay as they are; elements of layouts before quicklists are filled into nodes as servers do when they load
/// them.
extension RDBValueEncoder where Output: ~Copyable {
    mutating func beginList(_ count: UInt64) {
        if source == .list || source == .listZiplist {
            list.count = count
            list.reset()
            node.removeAll()
            return step = .filled
        }
        begin(layouts.list, .passed)
        output.appendLength(count)
    }

    /// Writes a node of the list that is read as a node of the list that is written.
    mutating func writeListNode<C: PackedCursor>(_ bytes: RawSpan, _: C.Type) {
        if layout == .listQuicklist2 { output.appendLength(QuicklistContainer.packed) }
        if source == layout { return output.appendString(bytes, compresses: options.compresses) }
        appendConverted(PackedNode(bytes), C.self)
    }

    mutating func plainNode() {
        step = .alone
    }

    /// Writes an element that is a node of its own.
    mutating func writePlainNode(_ value: borrowing RDBScalar) {
        step = .passed
        guard layouts.usesZiplists else {
            output.appendLength(QuicklistContainer.plain)
            return output.appendString(value, compresses: options.compresses)
        }
        node.removeAll()
        node.append(value)
        appendNode()
    }

    /// Starts an element of `length` bytes that is a node of its own and is not held in memory.
    mutating func beginPlainNode(_ length: UInt64) {
        guard layouts.usesZiplists else {
            output.appendLength(QuicklistContainer.plain)
            return output.appendLength(length)
        }
        // Header, size of the previous entry, header of the entry, the element, end.
        let size = 10 + 1 + 5 + length + 1
        output.appendLength(size)
        output.append(littleEndian: UInt32(truncatingIfNeeded: size))
        output.append(littleEndian: UInt32(10))
        output.append(littleEndian: UInt16(1))
        output.append([0, 0x80])
        output.append(littleEndian: UInt32(truncatingIfNeeded: length).bigEndian)
    }

    mutating func endPlainNode() {
        if layouts.usesZiplists { output.append(0xFF) }
        step = .passed
    }

    /// Adds an element to the last node, or to a new one.
    mutating func fill(_ value: borrowing RDBScalar) {
        held.hold(value)
        fillHeld()
    }

    /// Adds the element that was held last to the last node, or to a new one.
    mutating func fillHeld() {
        let element = held.packed(held.count - 1)
        let size = unsafe held.withText(of: held.count - 1) { $0.count }
        if isPlain(size) {
            endFilledNode()
            list.nodes.appendLength(QuicklistContainer.plain)
            list.nodes.appendString(element, compresses: options.compresses)
            list.nodeCount += 1
        } else {
            if node.count > 0 && !fits(size) { endFilledNode() }
            node.append(element)
        }
        if source == .list && held.byteCount > Self.mostHeld { unfill() }
    }

    /// Whether an element is a node of its own, unpacked (`isLargeElement`).
    private func isPlain(_ size: Int) -> Bool {
        switch options.target {
        case .redis62: false
        case .redis70, .redis72: size >= 1 << 30
        default: size > RDBTargetLayouts.nodeBytes
        }
    }

    /// Whether the last node takes an element of `size` more (`_quicklistNodeAllowInsert`).
    ///
    /// The servers' estimate of what an entry takes besides its text; for integers it is too high.
    private func fits(_ size: Int) -> Bool {
        let overhead =
            layouts.usesZiplists ? (size < 254 ? 1 : 5) + (size < 64 ? 1 : size < 16384 ? 2 : 5) : 8
        return node.byteCount + size + overhead <= RDBTargetLayouts.nodeBytes
    }

    private mutating func endFilledNode() {
        guard node.count > 0 else { return }
        if !layouts.usesZiplists { list.nodes.appendLength(QuicklistContainer.packed) }
        list.nodes.appendString(unsafe RawSpan(_unsafeBytes: node.finish()), compresses: options.compresses)
        node.removeAll()
        list.nodeCount += 1
    }

    /// Too much to be held: the list goes out unpacked, as it came; every server loads that.
    mutating func unfill() {
        begin(.list, .direct)
        output.appendLength(list.count)
        for index in 0..<held.count { output.appendString(held.packed(index), compresses: options.compresses) }
        held.removeAll()
        list.reset()
        node.removeAll()
    }

    mutating func endList() {
        endFilledNode()
        begin(layouts.list, .passed)
        output.appendLength(list.nodeCount)
        unsafe output.append(RawSpan(_unsafeBytes: list.nodes.bytes))
    }
}
