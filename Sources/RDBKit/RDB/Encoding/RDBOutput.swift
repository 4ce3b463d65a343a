/// Where an encoder puts its bytes: memory that grows, or that empties itself into a file.
///
/// ``TurnOutput`` is one for threads that take turns, ``EncodedBuffer`` for a single one.
protocol RDBOutput: ~Copyable {
    /// Room for `size` bytes at the end of what was written; slack follows behind it.
    ///
    /// With a size of 0 nothing moves: what was reserved in one piece before still stands in front of it.
    mutating func reserve(_ size: Int) -> UnsafeMutablePointer<UInt8>
    /// Notes that bytes were written up to `end` into reserved room.
    mutating func advance(to end: UnsafeMutablePointer<UInt8>)
}

extension TurnOutput: RDBOutput {}

extension RDBOutput where Self: ~Copyable {
    /// Largest piece that is copied at once, so that outputs may empty themselves in between.
    private static var largestPiece: Int { 1 << 20 }

    /// Appends one byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let target = unsafe reserve(1)
        unsafe target.pointee = byte
        unsafe advance(to: target + 1)
    }

    /// Appends `count` bytes.
    mutating func append(_ base: UnsafeRawPointer, _ count: Int) {
        var done = 0
        while done < count {
            let piece = min(count - done, Self.largestPiece)
            let target = unsafe reserve(piece)
            unsafe UnsafeMutableRawPointer(target).copyMemory(from: base + done, byteCount: piece)
            unsafe advance(to: target + piece)
            done += piece
        }
    }

    /// Appends bytes.
    mutating func append(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes {
            if let base = $0.baseAddress { unsafe append(base, $0.count) }
        }
    }

    /// Appends bytes.
    mutating func append(_ bytes: [UInt8]) {
        unsafe append(bytes.span.bytes)
    }

    /// Appends a little-endian integer.
    @inline(__always)
    mutating func append<T: FixedWidthInteger & BitwiseCopyable>(littleEndian value: T) {
        let target = unsafe reserve(MemoryLayout<T>.size)
        unsafe UnsafeMutableRawPointer(target).storeBytes(of: value.littleEndian, as: T.self)
        unsafe advance(to: target + MemoryLayout<T>.size)
    }

    /// Appends a length (`rdbSaveLen`) in the fewest bytes.
    @inline(__always)
    mutating func appendLength(_ length: UInt64) {
        let target = unsafe reserve(RDBLength.mostBytes)
        unsafe advance(to: RDBLength.write(length, to: target))
    }

    /// Appends an id of two lengths.
    mutating func appendLengths(_ id: StreamID) {
        appendLength(id.milliseconds)
        appendLength(id.sequence)
    }

    /// Appends an id of 16 raw bytes: milliseconds and sequence, each big-endian.
    mutating func append(_ id: StreamID) {
        append(littleEndian: id.milliseconds.bigEndian.littleEndian)
        append(littleEndian: id.sequence.bigEndian.littleEndian)
    }
}

extension RDBLength {
    /// Bytes of the longest length.
    static let mostBytes = 9

    /// Writes `length` in the fewest bytes; returns their end.
    @inline(__always)
    static func write(_ length: UInt64, to target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        if length < 64 {
            unsafe target.pointee = UInt8(truncatingIfNeeded: length)
            return unsafe target + 1
        }
        return unsafe writeLong(length, to: target)
    }

    @inline(never)
    private static func writeLong(
        _ length: UInt64, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let bytes = UnsafeMutableRawPointer(target)
        switch length {
        case ..<(1 << 14):
            unsafe bytes.storeBytes(of: UInt16(0x4000 | length).bigEndian, as: UInt16.self)
            return unsafe target + 2
        case ..<(1 << 32):
            unsafe target.pointee = 0x80
            unsafe (bytes + 1).storeBytes(of: UInt32(length).bigEndian, as: UInt32.self)
            return unsafe target + 5
        default:
            unsafe target.pointee = 0x81
            unsafe (bytes + 1).storeBytes(of: length.bigEndian, as: UInt64.self)
            return unsafe target + 9
        }
    }
}
