extension CompressionFormat {
    /// The window of every zstd level but the "ultra" ones; the format asks all decoders to allow it.
    public static let standardMemory = 8 << 20

    /// Finds out from its first bytes how `raw` is compressed.
    ///
    /// What is inside is not looked at: a gzip file in a zstd file comes out as a gzip file.
    /// - Parameter memory: The largest window of a zstd frame, in bytes.
    /// - Returns: The source to read from in place of `raw`, and what was found.
    /// - Throws: `io-error`, `compressed-envelope`, `compressed-truncated`, `compressed-corrupt`.
    public static func open(
        _ raw: any ByteSource, memory: Int = standardMemory
    ) throws(RDBError) -> (source: any ByteSource, format: CompressionFormat) {
        let source = PeekingSource(raw)
        let skipped = try skipFrames(of: source)
        let format = try detect(source, behind: skipped)
        switch format {
        case .none: return (source, format)
        case .gzip: return (GzipSource(source), format)
        case .zstd: return (ZstdSource(source, windowLimit: memory, start: skipped), format)
        case .lz4: return (LZ4Source(source, start: skipped), format)
        case .vcs: return (LZ4Source(source, start: try CompressionEnvelope.skip(source)), format)
        }
    }

    /// Moves over the skippable frames that zstd and LZ4 share, up to one that tells which of the two it is.
    private static func skipFrames(of source: PeekingSource) throws(RDBError) -> UInt64 {
        var skipped: UInt64 = 0
        while true {
            let head = try source.peek(8)
            guard head.count >= 4, head[0] & 0xF0 == 0x50, head[1..<4] == [0x2A, 0x4D, 0x18] else { return skipped }
            let length = head[4...].reversed().reduce(0) { $0 << 8 | UInt64($1) } + 8
            let got = try source.discard(length)
            skipped += got
            if got < length { throw RDBError(.compressedTruncated, at: 0, found: skipped) }
        }
    }

    /// Only zstd and LZ4 can follow a skippable frame. Where nothing does, the file holds nothing, as an empty one.
    private static func detect(
        _ source: PeekingSource, behind skipped: UInt64
    ) throws(RDBError) -> CompressionFormat {
        let head = try source.peek(4)
        let format = CompressionFormat(magic: head)
        if skipped > 0 && !head.isEmpty && format != .zstd && format != .lz4 {
            throw RDBError(.compressedCorrupt, at: 0, found: skipped)
        }
        return format
    }
}
