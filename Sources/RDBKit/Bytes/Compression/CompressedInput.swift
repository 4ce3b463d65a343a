/// Compressed bytes that were read from a source and not taken by the decoder yet.
@safe
struct CompressedInput: ~Copyable {
    private static let capacity = 256 << 10

    /// Bytes in front of the next one, counted in the compressed file.
    private(set) var offset: UInt64
    private let source: any ByteSource
    private let buffer = RawBuffer(capacity: capacity)
    private var start = 0
    private var end = 0
    private var atEnd = false

    /// Reads `source`, the first byte of which stands at `offset` in the compressed file.
    init(_ source: any ByteSource, offset: UInt64) {
        self.source = source
        self.offset = offset
    }

    /// Whether more bytes must be read before there are any.
    var isEmpty: Bool { start == end }

    /// The bytes that are there, valid until more are read.
    var bytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: buffer.base + start, count: end - start)
    }

    /// Drops the first `count` bytes.
    mutating func take(_ count: Int) {
        start += count
        offset += UInt64(count)
    }

    /// Reads until `count` bytes are there; false when the source ends before.
    mutating func require(_ count: Int) throws(RDBError) -> Bool {
        if end - start >= count { return true }
        unsafe buffer.base.copyMemory(from: buffer.base + start, byteCount: end - start)
        end -= start
        start = 0
        while end < count && !atEnd {
            let room = unsafe UnsafeMutableRawBufferPointer(start: buffer.base + end, count: Self.capacity - end)
            let got = try unsafe source.read(into: room)
            atEnd = got == 0
            end += got
        }
        return end >= count
    }
}
