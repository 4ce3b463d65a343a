/// A forward cursor over bytes in memory that, when it has an ``InputWindow``, refills itself.
///
/// Without a window it ends where its memory ends: that is how a batch of whole records is read, and how the
/// framing pass learns that a record is not complete yet (it throws `truncated`).
/// Pointers that it hands out are valid until the next read that may refill.
@safe
struct ByteReader: ~Copyable {
    private(set) var position: UnsafeRawPointer
    private var end: UnsafeRawPointer
    private var start: UnsafeRawPointer
    private var startOffset: UInt64
    let window: InputWindow?
    /// Where a length stands that is written as no server does.
    var oddLength: UInt64?

    /// Reads `count` bytes at `base`, the first of which stands at `offset` in the file.
    init(base: UnsafeRawPointer, count: Int, offset: UInt64) {
        unsafe start = base
        unsafe position = base
        unsafe end = base + count
        startOffset = offset
        window = nil
    }

    /// Reads on through `window`, from its first byte.
    init(_ window: InputWindow) {
        unsafe start = UnsafeRawPointer(window.buffer.base)
        unsafe position = start
        unsafe end = start + window.filled
        startOffset = window.offset
        self.window = window
    }

    /// Offset of the next byte in the file.
    var offset: UInt64 {
        @inline(__always) get { unsafe startOffset + UInt64(bitPattern: Int64(position - start)) }
    }

    /// Bytes that can be read without a refill.
    var available: Int {
        @inline(__always) get { unsafe end - position }
    }

    /// A reader of the same memory from `offset` on; nil where memory moves on with the window.
    func again(from offset: UInt64) -> ByteReader? {
        guard window == nil else { return nil }
        let skipped = Int(offset - startOffset)
        return unsafe ByteReader(base: start + skipped, count: end - start - skipped, offset: offset)
    }

    /// Makes the window forget what has been read, so that others may go on behind it.
    mutating func settle() {
        guard let window else { return }
        unsafe window.consume(position - start)
        reload(window)
    }

    /// Moves over bytes that are known to be there.
    @inline(__always)
    mutating func advance(_ count: Int) {
        unsafe position += count
    }

    /// Throws `truncated` where it is known that fewer than `count` bytes follow.
    func requireInFile(_ count: UInt64) throws(RDBError) {
        let left = window.map { $0.bytesLeft(from: offset) } ?? UInt64(available)
        if let left, left < count {
            throw RDBError(.truncated, at: offset, expected: count, found: left)
        }
    }

    /// Makes sure that `count` bytes can be read at `position`.
    @inline(__always)
    mutating func require(_ count: Int) throws(RDBError) {
        if available < count { try refill(count) }
    }

    @inline(__always)
    mutating func readByte() throws(RDBError) -> UInt8 {
        try require(1)
        let byte = unsafe position.load(as: UInt8.self)
        unsafe position += 1
        return byte
    }

    /// Reads a little-endian integer or the bits of one.
    @inline(__always)
    mutating func read<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) throws(RDBError) -> T {
        try require(MemoryLayout<T>.size)
        let value = unsafe position.loadUnaligned(as: T.self)
        unsafe position += MemoryLayout<T>.size
        return T(littleEndian: value)
    }

    /// Gets `count` bytes into memory, if there are so many; whatever prevents that is met again by reading on.
    mutating func lookAhead(_ count: Int) {
        if available < count { _ = try? extend(to: count) }
    }

    /// Moves over all that follows.
    ///
    /// - Throws: What ended the reading before the end; the reader is behind all that could be read then.
    mutating func skipToEnd() throws(RDBError) {
        repeat { advance(available) } while try extend(to: InputWindow.standardCapacity)
    }

    /// The next bytes, as many of `count` as are in memory.
    func peek(_ count: Int) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: position, count: min(count, available)))
    }

    /// Moves over `count` bytes, which may be more than memory holds.
    mutating func skip(_ count: UInt64) throws(RDBError) {
        if count <= UInt64(available) {
            advance(Int(count))
        } else {
            try skipBeyondWindow(count)
        }
    }
}

extension ByteReader {
    @inline(never)
    private mutating func refill(_ count: Int) throws(RDBError) {
        guard let window else { throw truncated(UInt64(count)) }
        unsafe window.consume(position - start)
        reload(window)
        try growTowards(count, in: window)
        reload(window)
        if available < count { throw truncated(UInt64(count)) }
    }

    /// Gets more bytes into memory, moving nowhere: `count` in all, or as many as there are.
    ///
    /// - Returns: Whether there are more than before.
    @inline(never)
    mutating func extend(to count: Int) throws(RDBError) -> Bool {
        guard let window else { return false }
        let before = available
        settle()
        window.grow(to: count)
        try window.fill(atLeast: max(count, before + 1))
        reload(window)
        return available > before
    }

    /// Buffers grow as data arrives, so a length that lies costs no memory.
    private func growTowards(_ count: Int, in window: InputWindow) throws(RDBError) {
        if let left = window.bytesLeft(from: window.offset), left < UInt64(count) {
            throw RDBError(.truncated, at: window.offset, expected: UInt64(count), found: left)
        }
        while window.filled < count && !window.atEnd {
            if window.filled == window.buffer.capacity {
                window.grow(to: min(count, window.buffer.capacity * 2))
            }
            try window.fill(atLeast: min(count, window.buffer.capacity))
        }
    }

    private mutating func reload(_ window: InputWindow) {
        unsafe start = UnsafeRawPointer(window.buffer.base)
        unsafe position = start
        unsafe end = start + window.filled
        startOffset = window.offset
    }

    @inline(never)
    private mutating func skipBeyondWindow(_ count: UInt64) throws(RDBError) {
        guard let window else { throw truncated(count) }
        let begin = offset
        if let left = window.bytesLeft(from: begin), left < count {
            throw RDBError(.truncated, at: begin, expected: count, found: left)
        }
        var left = count
        while left > UInt64(available) {
            left -= UInt64(available)
            advance(available)
            try refillOrReport(begin, wanted: count, missing: left)
        }
        advance(Int(left))
    }

    private mutating func refillOrReport(
        _ begin: UInt64, wanted: UInt64, missing: UInt64
    ) throws(RDBError) {
        do throws(RDBError) {
            try refill(1)
        } catch {
            guard error.code == .truncated else { throw error }
            throw RDBError(.truncated, at: begin, expected: wanted, found: wanted - missing)
        }
    }

    private func truncated(_ wanted: UInt64) -> RDBError {
        RDBError(.truncated, at: offset, expected: wanted, found: UInt64(available))
    }
}
