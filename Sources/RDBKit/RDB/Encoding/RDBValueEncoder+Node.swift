/// Packed nodes that stay packed.
///
/// A node in the target's own encoding is copied, as servers keep the nodes that they load; another one is converted
/// element by element. What is wrong inside a node is found by the decoder, which walks it next.
extension RDBValueEncoder where Output: ~Copyable {
    /// Writes the node as the value in layout `target`, if the target packs that many elements.
    ///
    /// - Parameter size: Elements that form one entry of the value.
    mutating func copyNode<C: PackedCursor>(
        _ bytes: RawSpan, _: C.Type, _ size: Int, to target: RDBObjectType?
    ) {
        let packed = PackedNode(bytes)
        let count = UInt64(Self.countElements(packed, C.self) / size)
        nodeCount = count
        guard let target, keeps(target) || count <= packedLimit(target) else { return }
        if source == target { return copyNode(bytes, count: count, to: target) }
        guard size < 3 else { return }
        begin(target, .passed)
        appendConverted(packed, C.self)
    }

    /// Copies a node of `count` entries as the value in layout `target`, if the target packs that many.
    mutating func copyNode(_ bytes: RawSpan, count: UInt64, to target: RDBObjectType) {
        nodeCount = count
        guard keeps(target) || count <= packedLimit(target) else { return }
        begin(target, .passed)
        if target == .hashListpackEx { output.append(littleEndian: hash.least) }
        output.appendString(bytes, compresses: options.compresses)
    }

    /// Most entries of a packed value of this layout.
    func packedLimit(_ type: RDBObjectType) -> UInt64 {
        switch type {
        case .setIntset: RDBTargetLayouts.intsetEntries
        case .setListpack: RDBTargetLayouts.setEntries
        case .zsetListpack, .zsetZiplist: RDBTargetLayouts.zsetEntries
        default: RDBTargetLayouts.hashEntries
        }
    }

    /// Elements of the node as its header says, or counted where it does not.
    static func countElements<C: PackedCursor>(_ node: PackedNode, _: C.Type) -> Int {
        do throws(RDBError) {
            var cursor = try C(node)
            if let count = cursor.declaredCount { return count }
            var count = 0
            while cursor.hasNext {
                _ = try cursor.next()
                count += 1
            }
            return count
        } catch {
            return 0
        }
    }

    /// Writes a node with the same elements.
    mutating func appendConverted<C: PackedCursor>(_ bytes: PackedNode, _: C.Type) {
        node.removeAll()
        node.append(contentsOf: bytes, C.self)
        appendNode()
    }

    /// Writes the node that was built.
    mutating func appendNode() {
        output.appendString(unsafe RawSpan(_unsafeBytes: node.finish()), compresses: options.compresses)
        node.removeAll()
    }
}

extension PackedNode {
    /// A node in memory with slack behind it, wherever it comes from.
    init(_ bytes: RawSpan) {
        let nothing: StaticString = ""
        let base = unsafe bytes.withUnsafeBytes { $0.baseAddress } ?? UnsafeRawPointer(nothing.utf8Start)
        unsafe self.init(base: base, count: bytes.byteCount, offset: 0, storedLength: 0)
    }
}
