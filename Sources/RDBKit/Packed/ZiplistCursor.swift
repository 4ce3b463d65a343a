/// Walks a ziplist: `u32 total bytes · u32 offset of the last entry · u16 count · entries · FF`.
///
/// Each entry starts with the size of the one before it.
@safe
struct ZiplistCursor: PackedCursor {
    private static let headerBytes = 10
    private static let unknownCount: UInt16 = 65535

    static var header: [(kind: RDBPart.Kind, bytes: Int)] { [(.nodeBytes, 4), (.nodeTail, 4), (.nodeCount, 2)] }

    private let node: PackedNode
    private var position: UnsafeRawPointer
    private let last: UnsafeRawPointer
    /// Where the entry before `position` started.
    private var previous: UnsafeRawPointer

    init(_ node: PackedNode) throws(RDBError) {
        unsafe last = try node.checkFrame(Self.headerBytes, length: .ziplistLength, end: .ziplistEntry)
        self.node = node
        unsafe position = node.base + Self.headerBytes
        unsafe previous = position
    }

    var declaredCount: Int? {
        let count = UInt16(littleEndian: unsafe node.base.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
        return count == Self.unknownCount ? nil : Int(count)
    }

    var hasNext: Bool {
        @inline(__always) get { unsafe position < last }
    }

    var innerOffset: Int { unsafe position - node.base }

    @inline(__always)
    mutating func next() throws(RDBError) -> PackedElement {
        let prevlenSize = try checkPrevlen()
        let (element, size) = try unsafe Self.element(at: position + prevlenSize, last, node)
        unsafe previous = position
        unsafe position += prevlenSize + size
        return element
    }

    /// The declared count, and the tail offset, which must lead to the last entry.
    func finish(count: Int) throws(RDBError) {
        if let declaredCount, declaredCount != count {
            throw node.error(.ziplistCount, inner: 8, expected: UInt64(declaredCount), found: UInt64(count))
        }
        let tail = UInt64(
            UInt32(littleEndian: unsafe node.base.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
        let lastEntry = UInt64(unsafe previous - node.base)
        guard tail == lastEntry else {
            throw node.error(.ziplistTail, inner: 4, expected: lastEntry, found: tail)
        }
    }
}

extension ZiplistCursor {
    /// Checks the size of the previous entry; returns the bytes that it takes here.
    @inline(__always)
    private func checkPrevlen() throws(RDBError) -> Int {
        let expected = unsafe position - previous
        let byte = unsafe position.load(as: UInt8.self)
        if byte < 254 {
            guard Int(byte) == expected else { throw prevlenError(expected, UInt64(byte)) }
            return 1
        }
        guard byte == 254, unsafe last - position > 5 else { throw prevlenError(expected, UInt64(byte)) }
        let wide = UInt32(littleEndian: unsafe position.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
        guard Int(wide) == expected else { throw prevlenError(expected, UInt64(wide)) }
        return 5
    }

    private func prevlenError(_ expected: Int, _ found: UInt64) -> RDBError {
        node.error(.ziplistPrevlen, inner: innerOffset, expected: UInt64(expected), found: found)
    }

    /// Reads the encoding and the data of an entry; returns the element and the bytes of both.
    @inline(__always)
    private static func element(
        at position: UnsafeRawPointer, _ last: UnsafeRawPointer, _ node: PackedNode
    ) throws(RDBError) -> (PackedElement, Int) {
        let left = unsafe last - position
        let byte = left > 0 ? unsafe position.load(as: UInt8.self) : 0xFF
        if byte < 0x40 && left > Int(byte) {
            return unsafe (PackedElement(base: position + 1, count: Int(byte)), 1 + Int(byte))
        }
        return try unsafe longElement(at: position, left, byte, node)
    }

    @inline(never)
    private static func longElement(
        at position: UnsafeRawPointer, _ left: Int, _ byte: UInt8, _ node: PackedNode
    ) throws(RDBError) -> (PackedElement, Int) {
        let inner = unsafe position - node.base
        let (header, payload) = unsafe sizes(at: position, byte)
        guard header > 0 else { throw node.error(.ziplistEntry, inner: inner, found: UInt64(byte)) }
        guard payload <= left, header + payload <= left else {
            throw node.error(
                .ziplistEntry, inner: inner, expected: UInt64(header + payload), found: UInt64(left))
        }
        let data = unsafe position + header
        if byte < 0xC0 { return unsafe (PackedElement(base: data, count: payload), header + payload) }
        if payload == 0 { return (PackedElement(integer: Int64(byte & 0x0F) - 1), 1) }
        return (PackedElement(integer: unsafe signedInteger(at: data, bytes: payload)), 1 + payload)
    }

    /// Bytes of an entry's encoding and of its data; a header of 0 marks an unknown encoding.
    private static func sizes(at position: UnsafeRawPointer, _ byte: UInt8) -> (header: Int, payload: Int) {
        switch byte {
        case 0x00...0x3F: return (1, Int(byte))
        case 0x40...0x7F:
            return (2, Int(byte & 0x3F) << 8 | Int(unsafe position.load(fromByteOffset: 1, as: UInt8.self)))
        case 0x80...0xBF:
            let length = unsafe position.loadUnaligned(fromByteOffset: 1, as: UInt32.self)
            return (5, Int(UInt32(bigEndian: length)))
        case 0xC0: return (1, 2)
        case 0xD0: return (1, 4)
        case 0xE0: return (1, 8)
        case 0xF0: return (1, 3)
        case 0xFE: return (1, 1)
        case 0xF1...0xFD: return (1, 0)
        default: return (0, 0)
        }
    }
}
