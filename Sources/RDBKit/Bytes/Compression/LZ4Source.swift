/// Expands an LZ4 file: all its frames, one after the other.
///
/// Checksums are verified where the frames and their blocks have them.
public final class LZ4Source: ByteSource {
    private var stream: DecompressionStream<LZ4Decoder>

    /// Expands `source`, which must start with a frame.
    public convenience init(_ source: any ByteSource) {
        self.init(source, start: 0)
    }

    /// The first byte of `source` stands at `start` in the compressed file.
    init(_ source: any ByteSource, start: UInt64) {
        stream = DecompressionStream(source, LZ4Decoder(), start: start)
    }

    public var size: UInt64? { nil }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        try unsafe stream.read(into: buffer)
    }
}
