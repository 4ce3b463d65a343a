/// Walks a listpack: `u32 total bytes · u16 count · entries · FF`, each entry followed by its length backwards.
@safe
struct ListpackCursor: PackedCursor {
    private static let headerBytes = 6
    private static let unknownCount: UInt16 = 65535

    static var header: [(kind: RDBPart.Kind, bytes: Int)] { [(.nodeBytes, 4), (.nodeCount, 2)] }

    private let node: PackedNode
    private var position: UnsafeRawPointer
    /// Where the terminator stands.
    private let last: UnsafeRawPointer

    init(_ node: PackedNode) throws(RDBError) {
        unsafe last = try node.checkFrame(Self.headerBytes, length: .listpackLength, end: .listpackEntry)
        self.node = node
        unsafe position = node.base + Self.headerBytes
    }

    var declaredCount: Int? {
        let count = UInt16(littleEndian: unsafe node.base.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
        return count == Self.unknownCount ? nil : Int(count)
    }

    var hasNext: Bool {
        @inline(__always) get { unsafe position < last }
    }

    var innerOffset: Int { unsafe position - node.base }

    /// Short strings and small integers are nearly all of the data; the rest is out of line.
    @inline(__always)
    mutating func next() throws(RDBError) -> PackedElement {
        let byte = unsafe position.load(as: UInt8.self)
        if byte < 0xC0 {
            let isInteger = byte < 0x80
            let size = isInteger ? 1 : 1 + Int(byte & 0x3F)
            let begin = unsafe position
            unsafe position += size + 1
            if unsafe position <= last && begin.load(fromByteOffset: size, as: UInt8.self) == UInt8(size) {
                return isInteger
                    ? PackedElement(integer: Int64(byte))
                    : unsafe PackedElement(base: begin + 1, count: size - 1)
            }
            unsafe position = begin
        }
        let (element, size) = try unsafe Self.longElement(at: position, last, node)
        unsafe position += size
        return element
    }

    func finish(count: Int) throws(RDBError) {
        if let declaredCount, declaredCount != count {
            throw node.error(
                .listpackCount, inner: 4, expected: UInt64(declaredCount), found: UInt64(count))
        }
    }
}

extension ListpackCursor {
    /// Reads any element, with every check; returns it and the bytes it takes, backlen included.
    @inline(never)
    private static func longElement(
        at position: UnsafeRawPointer, _ last: UnsafeRawPointer, _ node: PackedNode
    ) throws(RDBError) -> (PackedElement, Int) {
        if let number = unsafe shortInteger(at: position, last) { return number }
        let left = unsafe last - position
        let inner = unsafe position - node.base
        let (header, payload) = try unsafe sizes(at: position, left: left, inner, node)
        let size = header + payload
        let backlenSize = self.backlenSize(size)
        guard payload <= left, size + backlenSize <= left else {
            throw node.error(
                .listpackEntry, inner: inner, expected: UInt64(size + backlenSize), found: UInt64(left))
        }
        let backlen = unsafe readBacklen(position + size, backlenSize)
        guard backlen == size else {
            throw node.error(
                .listpackBacklen, inner: inner + size, expected: UInt64(size),
                found: UInt64(unsafe serversBacklen(before: position + size + backlenSize, inner + size + backlenSize)))
        }
        return (unsafe element(at: position, header, payload), size + backlenSize)
    }

    /// The bytes of an entry's header and of what follows it.
    @inline(__always)
    private static func sizes(
        at position: UnsafeRawPointer, left: Int, _ inner: Int, _ node: PackedNode
    ) throws(RDBError) -> (header: Int, payload: Int) {
        let byte = unsafe position.load(as: UInt8.self)
        switch byte {
        case 0x00...0x7F: return (1, 0)
        case 0x80...0xBF: return (1, Int(byte & 0x3F))
        case 0xC0...0xDF: return (1, 1)
        case 0xE0...0xEF:
            return (2, Int(byte & 0x0F) << 8 | Int(unsafe position.load(fromByteOffset: 1, as: UInt8.self)))
        case 0xF0:
            let length = unsafe position.loadUnaligned(fromByteOffset: 1, as: UInt32.self)
            return (5, Int(UInt32(littleEndian: length)))
        case 0xF1: return (1, 2)
        case 0xF2: return (1, 3)
        case 0xF3: return (1, 4)
        case 0xF4: return (1, 8)
        default: throw node.error(.listpackEntry, inner: inner, found: UInt64(byte))
        }
    }

    /// Integers of two to five bytes with a sound backward length, which take most of the calls.
    @inline(__always)
    private static func shortInteger(
        at position: UnsafeRawPointer, _ last: UnsafeRawPointer
    ) -> (PackedElement, Int)? {
        let byte = unsafe position.load(as: UInt8.self)
        let size: Int
        switch byte {
        case 0xC0...0xDF: size = 2
        case 0xF1...0xF3: size = Int(byte) - 0xEE
        default: return nil
        }
        guard unsafe last - position > size, unsafe position.load(fromByteOffset: size, as: UInt8.self) == UInt8(size)
        else { return nil }
        return (unsafe element(at: position, 1, size - 1), size + 1)
    }

    @inline(__always)
    private static func element(at position: UnsafeRawPointer, _ header: Int, _ payload: Int) -> PackedElement {
        let byte = unsafe position.load(as: UInt8.self)
        switch byte {
        case 0xC0...0xDF:
            let low = unsafe position.load(fromByteOffset: 1, as: UInt8.self)
            let bits = (Int64(byte & 0x1F) << 8) | Int64(low)
            return PackedElement(integer: (bits << 51) >> 51)
        case 0xF1...0xF4: return PackedElement(integer: unsafe signedInteger(at: position + 1, bytes: payload))
        case 0x00...0x7F: return PackedElement(integer: Int64(byte))
        default: return unsafe PackedElement(base: position + header, count: payload)
        }
    }

    /// Bytes that the backwards length of an entry of `size` bytes takes (the odd limits are the servers').
    @inline(__always)
    static func backlenSize(_ size: Int) -> Int {
        switch size {
        case ...127: 1
        case ...16382: 2
        case ...2_097_150: 3
        case ...268_435_454: 4
        default: 5
        }
    }

    /// The backward length as servers read it, who go backwards as far as its bytes say.
    private static func serversBacklen(before end: UnsafeRawPointer, _ inner: Int) -> Int {
        var value = 0
        for index in 0..<min(5, inner) {
            let byte = unsafe end.load(fromByteOffset: -1 - index, as: UInt8.self)
            value |= Int(byte & 0x7F) << (7 * index)
            if byte & 0x80 == 0 { return value }
        }
        return 0
    }

    /// Base 128, most significant group first; all but the first byte carry 0x80. 0 when they do not.
    @inline(__always)
    private static func readBacklen(_ position: UnsafeRawPointer, _ count: Int) -> Int {
        var value = 0
        for index in 0..<count {
            let byte = unsafe position.load(fromByteOffset: index, as: UInt8.self)
            if (byte & 0x80 == 0) != (index == 0) { return 0 }
            value = value << 7 | Int(byte & 0x7F)
        }
        return value
    }
}

/// Reads a little-endian two's complement integer of 1 to 8 bytes; 8 bytes must be readable.
@inline(__always)
func signedInteger(at position: UnsafeRawPointer, bytes: Int) -> Int64 {
    let bits = Int64(littleEndian: unsafe position.loadUnaligned(as: Int64.self))
    let unused = Int64(64 - 8 * bytes)
    return (bits << unused) >> unused
}
