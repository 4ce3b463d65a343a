/// Where the bytes of a file come from: a file, a pipe, or a decompressor in front of one.
public protocol ByteSource: AnyObject {
    /// Bytes in the whole source, where that is known before reading.
    var size: UInt64? { get }

    /// Reads up to `buffer.count` bytes, at least one unless the source has ended.
    ///
    /// - Returns: The number of bytes read; 0 at the end.
    /// - Throws: `io-error` (``RDBError/found`` is the errno), and `compressed-...` where bytes are expanded.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int

    /// Drops `count` bytes, or as many as there are.
    ///
    /// - Returns: The number of bytes dropped.
    @discardableResult
    func discard(_ count: UInt64) throws(RDBError) -> UInt64
}

extension ByteSource {
    @discardableResult
    public func discard(_ count: UInt64) throws(RDBError) -> UInt64 { try dropByReading(count) }

    /// Reads bytes to drop them: what a source can do that cannot move.
    func dropByReading(_ count: UInt64) throws(RDBError) -> UInt64 {
        let buffer = RawBuffer(capacity: Int(min(count, 256 << 10)))
        var left = count
        while left > 0 {
            let room = Int(min(left, UInt64(buffer.capacity)))
            let got = try unsafe read(into: UnsafeMutableRawBufferPointer(start: buffer.base, count: room))
            if got == 0 { break }
            left -= UInt64(got)
        }
        return count - left
    }
}
