/// Walks a zipmap: `u8 count · (length, key, length, u8 free, value, free bytes)... · FF`, all strings.
///
/// Elements are keys and values in turn.
@safe
struct ZipmapCursor: PackedCursor {
    private static let unknownCount: UInt8 = 254

    static var header: [(kind: RDBPart.Kind, bytes: Int)] { [(.nodeCount, 1)] }

    private let node: PackedNode
    private var position: UnsafeRawPointer
    private let last: UnsafeRawPointer
    private var expectsValue = false

    init(_ node: PackedNode) throws(RDBError) {
        guard node.count >= 2 else {
            throw node.error(.zipmapEntry, inner: 0, expected: 2, found: UInt64(node.count))
        }
        unsafe last = node.base + (node.count - 1)
        guard unsafe last.load(as: UInt8.self) == 0xFF else {
            throw node.error(
                .zipmapEntry, inner: node.count - 1, expected: 0xFF,
                found: UInt64(unsafe last.load(as: UInt8.self)))
        }
        self.node = node
        unsafe position = node.base + 1
    }

    var declaredCount: Int? {
        let count = unsafe node.base.load(as: UInt8.self)
        return count >= Self.unknownCount ? nil : Int(count) * 2
    }

    var hasNext: Bool { unsafe position < last }

    var innerOffset: Int { unsafe position - node.base }

    mutating func next() throws(RDBError) -> PackedElement {
        let inner = innerOffset
        let length = try readLength(inner)
        let free = expectsValue ? Int(unsafe position.load(as: UInt8.self)) : 0
        if expectsValue { unsafe position += 1 }
        let left = unsafe last - position
        guard left >= 0, length + free <= left else {
            throw node.error(
                .zipmapEntry, inner: inner, expected: UInt64(length + free),
                found: UInt64(max(0, left)))
        }
        let element = unsafe PackedElement(base: position, count: length)
        unsafe position += length + free
        expectsValue.toggle()
        return element
    }

    func finish(count: Int) throws(RDBError) {
        if let declaredCount, declaredCount != count {
            throw node.error(
                .zipmapCount, inner: 0, expected: UInt64(declaredCount / 2), found: UInt64(count / 2))
        }
    }

    private mutating func readLength(_ inner: Int) throws(RDBError) -> Int {
        let byte = unsafe position.load(as: UInt8.self)
        unsafe position += 1
        if byte < 254 { return Int(byte) }
        guard byte == 254, unsafe last - position >= 4 else {
            throw node.error(.zipmapEntry, inner: inner, found: UInt64(byte))
        }
        let length = UInt32(littleEndian: unsafe position.loadUnaligned(as: UInt32.self))
        unsafe position += 4
        return Int(length)
    }
}
