/// Expands a gzip file: all its members, one after the other.
///
/// Zeros behind the last member are ignored, as gzip does; anything else there is damage, which gzip only warns of.
/// Checksums and lengths are verified.
public final class GzipSource: ByteSource {
    private var stream: DecompressionStream<GzipDecoder>

    /// Expands `source`, which must start with a member.
    public init(_ source: any ByteSource) {
        stream = DecompressionStream(source, GzipDecoder(), start: 0)
    }

    public var size: UInt64? { nil }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        try unsafe stream.read(into: buffer)
    }
}
