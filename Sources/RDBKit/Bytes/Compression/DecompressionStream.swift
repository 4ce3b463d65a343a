/// All frames of a source, expanded to one stream of bytes.
///
/// An error is thrown only when all bytes in front of the damage were handed out, and again by each later call.
struct DecompressionStream<Decoder: FrameDecoder & ~Copyable>: ~Copyable {
    private var input: CompressedInput
    private var decoder: Decoder
    private var isInFrame = false
    private var hasFrames = false
    private var produced: UInt64 = 0
    private var failure: RDBError?

    /// Expands `source`, the first byte of which stands at `start` in the compressed file.
    init(_ source: any ByteSource, _ decoder: consuming Decoder, start: UInt64) {
        input = CompressedInput(source, offset: start)
        self.decoder = decoder
    }

    /// Expands up to `output.count` bytes; 0 at the end.
    mutating func read(into output: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        if let failure { throw failure }
        do throws(RDBError) {
            return try unsafe expand(into: output)
        } catch {
            failure = located(error)
            throw located(error)
        }
    }

    private mutating func expand(into output: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        var count = 0
        while unsafe !output.isEmpty && count == 0 {
            if !isInFrame {
                guard try beginFrame() else { break }
            }
            count = try unsafe decode(into: output)
            if count == 0 && isInFrame {
                guard try input.require(1) else { throw RDBError(.compressedTruncated, at: 0) }
            }
        }
        produced += UInt64(count)
        return count
    }

    /// Moves on to the next frame; false when there is none.
    private mutating func beginFrame() throws(RDBError) -> Bool {
        _ = try input.require(Decoder.headerLength)
        guard !input.isEmpty else {
            if hasFrames { return false }
            throw RDBError(.compressedTruncated, at: 0)
        }
        if unsafe input.bytes.first == 0 && hasFrames && Decoder.allowsPadding {
            try skipPadding()
            return false
        }
        try unsafe decoder.begin(input.bytes)
        hasFrames = true
        isInFrame = true
        return true
    }

    /// Nothing but zeros may follow zeros.
    private mutating func skipPadding() throws(RDBError) {
        while try input.require(1) {
            let zeros = unsafe input.bytes.prefix { $0 == 0 }.count
            input.take(zeros)
            if !input.isEmpty { throw RDBError(.compressedCorrupt, at: 0) }
        }
    }

    private mutating func decode(into output: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        var step = unsafe DecodingStep(input.bytes, output)
        try decoder.decode(&step)
        if step.isStuck { throw RDBError(.compressedCorrupt, at: 0) }
        input.take(step.consumed)
        isInFrame = !step.endsFrame
        return step.produced
    }

    /// Offsets count expanded bytes, as everywhere; where in the compressed file it is goes into `found`.
    private func located(_ error: RDBError) -> RDBError {
        var error = error
        error.offset = produced
        if error.code == .compressedTruncated || error.code == .compressedCorrupt { error.found = input.offset }
        return error
    }
}
