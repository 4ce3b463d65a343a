/// Walks an intset: `u32 width · u32 count · integers`, ascending, all little-endian.
@safe
struct IntsetCursor {
    private static let headerBytes = 8

    static var header: [(kind: RDBPart.Kind, bytes: Int)] { [(.nodeWidth, 4), (.nodeCount, 4)] }

    private let node: PackedNode
    /// Bytes of each member: 2, 4 or 8.
    let width: Int
    /// Members.
    let count: Int
    private var index = 0
    private var previous = Int64.min

    /// Checks the header; throws what is wrong with it.
    init(_ node: PackedNode) throws(RDBError) {
        guard node.count >= Self.headerBytes else {
            throw node.error(.intsetLength, inner: 0, expected: 8, found: UInt64(node.count))
        }
        let width = UInt32(littleEndian: unsafe node.base.loadUnaligned(as: UInt32.self))
        guard width == 2 || width == 4 || width == 8 else {
            throw node.error(.intsetEncoding, inner: 0, found: UInt64(width))
        }
        let count = UInt32(littleEndian: unsafe node.base.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        let size = UInt64(Self.headerBytes) + UInt64(width) * UInt64(count)
        guard size == node.count else {
            throw node.error(.intsetLength, inner: 4, expected: UInt64(node.count), found: size)
        }
        self.node = node
        self.width = Int(width)
        self.count = Int(count)
    }

    /// Members that the header of a node declares; 0 where it is damaged.
    static func count(of node: PackedNode) -> UInt64 {
        do throws(RDBError) {
            return UInt64(try IntsetCursor(node).count)
        } catch {
            return 0
        }
    }

    /// Whether another member follows.
    var hasNext: Bool {
        @inline(__always) get { index < count }
    }

    /// Offset of the next member in the node.
    var innerOffset: Int { Self.headerBytes + index * width }

    /// Reads the next member, which has the width of `T`.
    @inline(__always)
    mutating func next<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) throws(RDBError) -> Int64 {
        let offset = Self.headerBytes + index * MemoryLayout<T>.size
        let value = Int64(T(littleEndian: unsafe node.base.loadUnaligned(fromByteOffset: offset, as: T.self)))
        guard value > previous || index == 0 else { throw orderError(value) }
        previous = value
        index += 1
        return value
    }

    @inline(never)
    private func orderError(_ value: Int64) -> RDBError {
        node.error(
            .intsetOrder, inner: innerOffset,
            expected: UInt64(bitPattern: previous), found: UInt64(bitPattern: value))
    }
}
