/// Gathers a canonical form, piece by piece, and hashes it with SHA-256: what is published.
///
/// Bytes are hashed in blocks of 4,096, wherever the pieces end; a number may stand in the slack behind the buffer
/// until the block in front of it is hashed.
@safe
struct DigestStream: ContentStream, ~Copyable {
    private static let capacity = 4096
    /// Longer than this, and the form does not stand for itself.
    private static let longestPlain = ContentDigest.byteCount - 1
    private static let hashedMark: UInt8 = 255

    private let buffer = RawBuffer(capacity: capacity)
    private var count = 0
    private var hash = SHA256()
    /// Bytes were hashed already.
    private var isHashing = false

    /// Forgets everything.
    @inline(__always)
    mutating func begin() {
        count = 0
        if isHashing { restart() }
    }

    private mutating func restart() {
        hash = SHA256()
        isHashing = false
    }

    // MARK: Pieces

    @inline(__always)
    mutating func add(_ bytes: UnsafeRawPointer?, _ length: Int) {
        guard let bytes = unsafe bytes else { return }
        if count + length >= Self.capacity { return unsafe addLong(bytes, length) }
        unsafe (buffer.base + count).copyMemory(from: bytes, byteCount: length)
        count += length
    }

    @inline(never)
    private mutating func addLong(_ bytes: UnsafeRawPointer, _ length: Int) {
        var done = 0
        while done < length {
            let part = min(length - done, Self.capacity - count)
            unsafe (buffer.base + count).copyMemory(from: bytes + done, byteCount: part)
            done += part
            advance(part)
        }
    }

    /// Notes that bytes were written behind those that are there; up to as many as the slack may run over.
    @inline(__always)
    private mutating func advance(_ length: Int) {
        count += length
        if count >= Self.capacity { hashBlock() }
    }

    @inline(never)
    private mutating func hashBlock() {
        hashBytes(Self.capacity)
        count -= Self.capacity
        unsafe buffer.base.copyMemory(from: buffer.base + Self.capacity, byteCount: count)
    }

    @inline(__always)
    mutating func add(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe add($0.baseAddress, $0.count) }
    }

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        unsafe buffer.base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        advance(1)
    }

    /// Eight bytes, little-endian.
    @inline(__always)
    mutating func add(_ number: UInt64) {
        unsafe buffer.base.storeBytes(of: number.littleEndian, toByteOffset: count, as: UInt64.self)
        advance(8)
    }

    @inline(__always)
    mutating func add(_ digest: ContentDigest) {
        unsafe buffer.base.storeBytes(
            of: digest.littleEndianWords, toByteOffset: count, as: SIMD4<UInt64>.self)
        advance(ContentDigest.byteCount)
    }

    /// The length of what follows: seven bits a byte, the least first, the top bit on all but the last.
    @inline(__always)
    private mutating func addLength(_ length: UInt64) {
        var left = length
        while left >= 128 {
            add(UInt8(truncatingIfNeeded: left) | 128)
            left >>= 7
        }
        add(UInt8(truncatingIfNeeded: left))
    }

    /// The decimal digits of an integer, which is what it means as a string.
    @inline(__always)
    private mutating func addText(of integer: Int64) {
        if integer < 0 { add(UInt8(ascii: "-")) }
        let start = unsafe (buffer.base + count).assumingMemoryBound(to: UInt8.self)
        advance(unsafe DecimalText.write(integer.magnitude, to: start) - start)
    }

    /// A string with its length in front.
    @inline(__always)
    mutating func addString(_ value: borrowing RDBScalar) {
        switch value {
        case .bytes(let bytes):
            addLength(UInt64(bytes.byteCount))
            add(bytes)
        case .integer(let integer):
            addLength(UInt64(DecimalText.digitCount(integer.magnitude) + (integer < 0 ? 1 : 0)))
            addText(of: integer)
        }
    }

    @inline(__always)
    mutating func addBareString(_ value: borrowing RDBScalar) {
        switch value {
        case .bytes(let bytes): add(bytes)
        case .integer(let integer): addText(of: integer)
        }
    }

    /// No string has such a length in front.
    mutating func addMark(_ number: UInt64) { addLength(.max - number) }

    mutating func beginString(length: UInt64) { addLength(length) }

    mutating func beginBareString() {}

    mutating func addPiece(_ bytes: RawSpan) { add(bytes) }

    mutating func endString() {}

    // MARK: Results

    /// The hash of all pieces.
    @inline(__always)
    mutating func finish() -> ContentDigest {
        hashBytes(count)
        count = 0
        return hash.finish()
    }

    /// 32 bytes that stand for all pieces: up to 31 bytes stand for themselves, with their number as the last byte;
    /// more are 31 bytes of their hash and 255.
    @inline(__always)
    mutating func finishBlock() -> ContentDigest {
        if isHashing || count > Self.longestPlain { return finishHashedBlock() }
        unsafe (buffer.base + count).initializeMemory(
            as: UInt8.self, repeating: 0, count: ContentDigest.byteCount - count)
        unsafe buffer.base.storeBytes(of: UInt8(count), toByteOffset: Self.longestPlain, as: UInt8.self)
        return unsafe ContentDigest(at: buffer.base)
    }

    private mutating func finishHashedBlock() -> ContentDigest {
        var words = finish().words
        words[3] = words[3] & (.max >> 8) | UInt64(Self.hashedMark) << 56
        return ContentDigest(words)
    }

    @inline(__always)
    private mutating func hashBytes(_ count: Int) {
        isHashing = true
        unsafe hash.add(buffer.base, count)
    }
}
