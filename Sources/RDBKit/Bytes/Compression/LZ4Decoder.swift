internal import CLZ4

/// liblz4, reading frames and moving over skippable ones.
@safe
struct LZ4Decoder: FrameDecoder, ~Copyable {
    static let headerLength = 1
    static let allowsPadding = false
    /// The library looks this far ahead of the block that it asks for.
    private static let blockHeader = 4
    private static let shortestFrameHeader = 7

    private let context: OpaquePointer?
    /// Bytes that the library wants next.
    private var wanted = 0

    init() {
        var created: OpaquePointer?
        _ = unsafe LZ4F_createDecompressionContext(&created, UInt32(LZ4F_VERSION))
        unsafe context = created
    }

    deinit {
        _ = unsafe LZ4F_freeDecompressionContext(context)
    }

    mutating func begin(_ head: UnsafeRawBufferPointer) throws(RDBError) {
        guard unsafe context != nil else { throw RDBError.outOfMemory }
        unsafe LZ4F_resetDecompressionContext(context)
        wanted = Self.shortestFrameHeader
    }

    mutating func decode(_ step: inout DecodingStep) throws(RDBError) {
        let block = max(wanted - Self.blockHeader, min(wanted, Self.blockHeader))
        var consumed = unsafe min(step.input.count, block)
        var produced = unsafe step.output.count
        wanted = unsafe LZ4F_decompress(
            context, step.output.baseAddress, &produced, step.input.baseAddress, &consumed, nil)
        try check(wanted)
        step.consumed = consumed
        step.produced = produced
        step.endsFrame = wanted == 0
    }

    /// The library's numbers are no part of its interface, the names are.
    private func check(_ result: Int) throws(RDBError) {
        guard LZ4F_isError(result) != 0 else { return }
        if unsafe String(cString: LZ4F_getErrorName(result)) == "ERROR_allocation_failed" {
            throw RDBError.outOfMemory
        }
        throw RDBError(.compressedCorrupt, at: 0)
    }
}
