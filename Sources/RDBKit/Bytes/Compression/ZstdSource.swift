/// Expands a zstd file: all its frames, one after the other.
///
/// Checksums are verified where the frames have them.
public final class ZstdSource: ByteSource {
    private var stream: DecompressionStream<ZstdDecoder>

    /// Expands `source`, which must start with a frame.
    ///
    /// - Parameter windowLimit: The largest window of a frame, in bytes; as much memory may be needed.
    public convenience init(_ source: any ByteSource, windowLimit: Int = CompressionFormat.standardMemory) {
        self.init(source, windowLimit: windowLimit, start: 0)
    }

    /// The first byte of `source` stands at `start` in the compressed file.
    init(_ source: any ByteSource, windowLimit: Int, start: UInt64) {
        stream = DecompressionStream(source, ZstdDecoder(windowLimit: windowLimit), start: start)
    }

    public var size: UInt64? { nil }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        try unsafe stream.read(into: buffer)
    }
}
