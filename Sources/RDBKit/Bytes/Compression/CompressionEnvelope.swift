/// What Valkey 9.2 puts in front of a compressed stream.
///
/// ```
///   0   1   2      3       4        5        6
/// | V | C | S | version | codec | reserved | kind | LZ4 frame
///                  1       1        0      0 or 1
/// ```
/// The server accepts kind 1 (an RDB file); some of its drafts gave that the number 0. Codec 2 is zstd in drafts.
enum CompressionEnvelope {
    static let byteCount = 7

    /// Checks and drops the envelope at the start of `source`.
    ///
    /// - Returns: The bytes it took.
    /// - Throws: `compressed-envelope`, `compressed-truncated`, `io-error`.
    static func skip(_ source: PeekingSource) throws(RDBError) -> UInt64 {
        let head = try source.peek(byteCount)
        guard head.count == byteCount else {
            throw RDBError(.compressedTruncated, at: 0, found: UInt64(head.count))
        }
        guard head[3..<6] == [1, 1, 0], head[6] <= 1 else {
            let found = head[3...].reduce(0) { $0 << 8 | UInt64($1) }
            throw RDBError(.compressedEnvelope, at: 0, expected: 0x0101_0001, found: found)
        }
        return try source.discard(UInt64(byteCount))
    }
}
