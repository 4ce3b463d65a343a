/// Builds the packed nodes of a target: ziplists or listpacks.
struct TargetNodeBuilder: ~Copyable {
    private let buildsZiplists: Bool
    private var ziplist = ZiplistBuilder()
    private var listpack = ListpackBuilder()

    init(ziplists: Bool) {
        buildsZiplists = ziplists
    }

    /// Elements so far.
    var count: Int { buildsZiplists ? ziplist.count : listpack.count }

    /// Bytes of the node, complete with its terminator.
    var byteCount: Int { (buildsZiplists ? ziplist.byteCount : listpack.byteCount) + 1 }

    /// Starts the next node.
    mutating func removeAll() {
        if buildsZiplists { ziplist.removeAll() } else { listpack.removeAll() }
    }

    /// Appends one element.
    @inline(__always)
    mutating func append(_ element: PackedElement) {
        if buildsZiplists { ziplist.append(element) } else { listpack.append(element) }
    }

    /// Appends an integer.
    mutating func append(_ integer: Int64) {
        append(PackedElement(integer: integer))
    }

    /// Appends a text.
    mutating func append(_ base: UnsafeRawPointer, _ count: Int) {
        unsafe append(PackedElement(base: base, count: count))
    }

    /// Appends a string.
    mutating func append(_ value: borrowing RDBScalar) {
        if buildsZiplists { ziplist.append(value) } else { listpack.append(value) }
    }

    /// Appends all elements of another node; as far as they can be read.
    mutating func append<C: PackedCursor>(contentsOf node: PackedNode, _: C.Type) {
        if buildsZiplists {
            Self.append(node, C.self, to: &ziplist)
        } else {
            Self.append(node, C.self, to: &listpack)
        }
    }

    private static func append<C: PackedCursor, B: PackedBuilder & ~Copyable>(
        _ node: PackedNode, _: C.Type, to builder: inout B
    ) {
        do throws(RDBError) {
            var cursor = try C(node)
            while cursor.hasNext { builder.append(try cursor.next()) }
        } catch {
            // Whoever walks the node for its contents reports it.
        }
    }

    /// Completes the node; its bytes stay where they are until the next one starts.
    mutating func finish() -> UnsafeRawBufferPointer {
        unsafe buildsZiplists ? ziplist.finish() : listpack.finish()
    }
}
