internal import CISAL

/// Compresses into one gzip member, without name and time.
///
/// ISA-L instead of zlib: on 200 MB of NDJSON its level 2 is 12 times as fast as zlib's level 6, for 11 % more bytes,
/// and 4 times as fast as zlib's level 1, for 5 % fewer.
public final class GzipSink: ByteSink {
    private let target: any ByteSink
    private let compressor = GzipCompressor()
    private let input = RawBuffer(capacity: chunk)
    private let output = RawBuffer(capacity: chunk)
    private var filled = 0
    /// What the library makes depends on the pieces that it is given, so they are always of this size.
    private static let chunk = 256 << 10

    /// Compresses into `target`.
    public init(_ target: any ByteSink) {
        self.target = target
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
        var left = unsafe bytes
        while unsafe !left.isEmpty {
            let count = min(left.count, Self.chunk - filled)
            let room = unsafe UnsafeMutableRawBufferPointer(start: input.base + filled, count: count)
            unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: left[..<count]))
            filled += count
            unsafe left = UnsafeRawBufferPointer(rebasing: left[count...])
            if filled == Self.chunk { try compress(isLast: false) }
        }
    }

    public func finish() throws(OutputError) {
        try compress(isLast: true)
        try target.finish()
    }

    private func compress(isLast: Bool) throws(OutputError) {
        unsafe compressor.give(UnsafeRawBufferPointer(start: input.base, count: filled), isLast: isLast)
        filled = 0
        var isFull = true
        while isFull {
            let room = unsafe UnsafeMutableRawBufferPointer(start: output.base, count: Self.chunk)
            let count = try unsafe compressor.take(into: room)
            isFull = count == Self.chunk
            if count > 0 { try unsafe target.write(UnsafeRawBufferPointer(rebasing: room[..<count])) }
        }
    }
}
