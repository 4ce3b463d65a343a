internal import CZstd

/// libzstd, reading frames and moving over skippable ones.
@safe
struct ZstdDecoder: FrameDecoder, ~Copyable {
    static let headerLength = ZstdFrameHeader.longest
    static let allowsPadding = false
    /// The library looks this far ahead of the block that it asks for.
    private static let blockHeader = 3
    /// Windows that the library can be told to allow: 1 KiB to 2 GiB.
    private static let windowLimits = 1 << 10...1 << 31

    private let context: OpaquePointer?
    private let windowLimit: Int
    /// Bytes that the library wants next.
    private var wanted = 0

    init(windowLimit: Int) {
        self.windowLimit = min(max(windowLimit, Self.windowLimits.lowerBound), Self.windowLimits.upperBound)
        unsafe context = ZSTD_createDCtx()
        // The header's window is compared with the exact limit; this only must not be in its way.
        let bits = Int.bitWidth - (self.windowLimit - 1).leadingZeroBitCount
        _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(bits))
    }

    deinit {
        _ = unsafe ZSTD_freeDCtx(context)
    }

    mutating func begin(_ head: UnsafeRawBufferPointer) throws(RDBError) {
        guard unsafe context != nil else { throw RDBError.outOfMemory }
        if let header = unsafe ZstdFrameHeader(head) { try check(header) }
        try check(unsafe ZSTD_DCtx_reset(context, ZSTD_reset_session_only))
        wanted = ZstdFrameHeader.shortest
    }

    private func check(_ header: ZstdFrameHeader) throws(RDBError) {
        if header.window > UInt64(windowLimit) {
            throw RDBError(.compressedWindow, at: 0, expected: UInt64(windowLimit), found: header.window)
        }
        if header.dictionary != 0 { throw RDBError(.compressedDictionary, at: 0, found: header.dictionary) }
    }

    mutating func decode(_ step: inout DecodingStep) throws(RDBError) {
        let block = max(wanted - Self.blockHeader, min(wanted, Self.blockHeader))
        var input = unsafe ZSTD_inBuffer(src: step.input.baseAddress, size: min(step.input.count, block), pos: 0)
        var output = unsafe ZSTD_outBuffer(dst: step.output.baseAddress, size: step.output.count, pos: 0)
        wanted = unsafe ZSTD_decompressStream(context, &output, &input)
        try check(wanted)
        step.consumed = unsafe input.pos
        step.produced = unsafe output.pos
        step.endsFrame = wanted == 0
    }

    private func check(_ result: Int) throws(RDBError) {
        guard ZSTD_isError(result) != 0 else { return }
        if ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation { throw RDBError.outOfMemory }
        throw RDBError(.compressedCorrupt, at: 0)
    }
}
