/// A packed node in memory, expanded if it was compressed, with slack behind it.
///
/// Valid until the reader that made it reads on.
@safe
struct PackedNode: BitwiseCopyable {
    let base: UnsafeRawPointer
    let count: Int
    /// Offset in the file of the string that holds it.
    let offset: UInt64
    /// Bytes of that string, header included.
    let storedLength: UInt64

    /// Checks what listpacks and ziplists have in common: a total length in front and a terminator behind.
    ///
    /// - Returns: Where the terminator stands.
    func checkFrame(
        _ headerBytes: Int, length: RDBError.Code, end: RDBError.Code
    ) throws(RDBError) -> UnsafeRawPointer {
        guard count > headerBytes else {
            throw error(length, inner: 0, expected: UInt64(headerBytes + 1), found: UInt64(count))
        }
        let total = UInt64(UInt32(littleEndian: unsafe base.loadUnaligned(as: UInt32.self)))
        guard total == count else { throw error(length, inner: 0, expected: UInt64(count), found: total) }
        let last = unsafe base + (count - 1)
        let terminator = unsafe last.load(as: UInt8.self)
        guard terminator == 0xFF else {
            throw error(end, inner: count - 1, expected: 0xFF, found: UInt64(terminator))
        }
        return unsafe last
    }

    /// A problem at byte `inner` of the node.
    @inline(never)
    func error(
        _ code: RDBError.Code, inner: Int, expected: UInt64? = nil, found: UInt64? = nil
    ) -> RDBError {
        RDBError(
            code, at: offset, length: storedLength, inner: UInt64(inner), expected: expected, found: found)
    }
}

/// One element of a packed node: bytes, or an integer where `base` is nil.
@safe
struct PackedElement: BitwiseCopyable {
    let base: UnsafeRawPointer?
    let count: Int
    let integer: Int64

    @inline(__always)
    init(base: UnsafeRawPointer, count: Int) {
        unsafe self.base = base
        self.count = count
        integer = 0
    }

    @inline(__always)
    init(integer: Int64) {
        unsafe base = nil
        count = 0
        self.integer = integer
    }

    /// Hands the element to a visitor.
    @inline(__always)
    func visit<V: RDBValueVisitor & ~Copyable>(_ role: RDBRole, _ visitor: inout V) {
        if let base = unsafe base {
            visitor.scalar(.bytes(unsafe RawSpan(_unsafeStart: base, byteCount: count)), role)
        } else {
            visitor.scalar(.integer(integer), role)
        }
    }
}

/// Walks the elements of a packed node in place.
protocol PackedCursor {
    /// The numbers in front of the elements, and their bytes.
    static var header: [(kind: RDBPart.Kind, bytes: Int)] { get }
    /// Checks the header; throws what is wrong with it.
    init(_ node: PackedNode) throws(RDBError)
    /// Elements that the header declares; nil where it says that nobody counted.
    var declaredCount: Int? { get }
    /// Whether another element follows.
    var hasNext: Bool { get }
    /// Offset of the next element in the node.
    var innerOffset: Int { get }
    /// Reads the next element.
    mutating func next() throws(RDBError) -> PackedElement
    /// Checks what can be checked only behind the last element; `count` elements were read.
    func finish(count: Int) throws(RDBError)
}
