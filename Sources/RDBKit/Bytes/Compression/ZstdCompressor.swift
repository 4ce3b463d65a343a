internal import CZstd
internal import SystemPackage

/// libzstd, making one frame.
@safe
struct ZstdCompressor: ~Copyable {
    private static let level: Int32 = 3
    /// More threads would take more memory than an output may.
    private static let mostThreads = 4
    /// What one thread compresses at a time, in bytes. The library's own choice, 8 MiB, needs 67 MiB with two threads.
    private static let jobSize: Int32 = 1 << 20

    private let context: OpaquePointer?

    init(threads: Int) {
        unsafe context = ZSTD_createCCtx()
        set(ZSTD_c_compressionLevel, Self.level)
        set(ZSTD_c_checksumFlag, 1)
        // A library built without threads refuses these two, and compresses all the same.
        set(ZSTD_c_nbWorkers, Int32(min(max(threads, 1), Self.mostThreads)))
        set(ZSTD_c_jobSize, Self.jobSize)
    }

    deinit {
        _ = unsafe ZSTD_freeCCtx(context)
    }

    private func set(_ parameter: ZSTD_cParameter, _ value: Int32) {
        _ = unsafe ZSTD_CCtx_setParameter(context, parameter, value)
    }

    /// Takes from `input` what it can and puts into `room` what there is.
    ///
    /// - Returns: The bytes in `room`; and how many the library still holds, at least.
    func compress(
        _ input: inout ZSTD_inBuffer, _ directive: ZSTD_EndDirective, into room: UnsafeMutableRawBufferPointer
    ) throws(OutputError) -> (produced: Int, held: Int) {
        guard unsafe context != nil else { throw OutputError(.compress, .noMemory) }
        var output = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        let held = unsafe ZSTD_compressStream2(context, &output, &input, directive)
        guard ZSTD_isError(held) == 0 else {
            let isMemory = ZSTD_getErrorCode(held) == ZSTD_error_memory_allocation
            throw OutputError(.compress, isMemory ? .noMemory : .ioError)
        }
        return unsafe (output.pos, held)
    }
}
