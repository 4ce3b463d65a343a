import CLZ4
import CZlib
import CZstd

@testable import RDBKit

/// Makes compressed files with the formats' own libraries.
enum Compressor: CaseIterable {
    case gzip, zstd, lz4

    /// One frame that holds `bytes`, with a checksum of them.
    func compress(_ bytes: [UInt8]) -> [UInt8] {
        unsafe bytes.withUnsafeBytes { unsafe compress($0) }
    }

    func compress(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        switch self {
        case .gzip: unsafe Self.gzip(bytes)
        case .zstd: unsafe Self.zstd(bytes)
        case .lz4: unsafe Self.lz4(bytes)
        }
    }

    /// A source that expands `compressed`.
    func source(_ compressed: [UInt8], step: Int = .max) -> any ByteSource {
        let raw = MemorySource(compressed, step: step)
        switch self {
        case .gzip: return GzipSource(raw)
        case .zstd: return ZstdSource(raw)
        case .lz4: return LZ4Source(raw)
        }
    }

    var format: CompressionFormat {
        switch self {
        case .gzip: .gzip
        case .zstd: .zstd
        case .lz4: .lz4
        }
    }

    private static func gzip(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        _ = unsafe deflateInit2_(&stream, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        defer { _ = unsafe deflateEnd(&stream) }
        let input = unsafe bytes.assumingMemoryBound(to: UInt8.self)
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = UInt32(bytes.count)
        let bound = unsafe Int(deflateBound(&stream, UInt(bytes.count)))
        return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            unsafe stream.next_out = output.baseAddress
            unsafe stream.avail_out = UInt32(bound)
            _ = unsafe deflate(&stream, Z_FINISH)
            count = unsafe bound - Int(stream.avail_out)
        }
    }

    private static func zstd(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let context = unsafe ZSTD_createCCtx()
        defer { _ = unsafe ZSTD_freeCCtx(context) }
        _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        let bound = ZSTD_compressBound(bytes.count)
        return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            count = unsafe ZSTD_compress2(context, output.baseAddress, bound, bytes.baseAddress, bytes.count)
        }
    }

    private static func lz4(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var preferences = LZ4F_preferences_t()
        preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled
        let bound = unsafe LZ4F_compressFrameBound(bytes.count, &preferences)
        return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            count = unsafe LZ4F_compressFrame(
                output.baseAddress, bound, bytes.baseAddress, bytes.count, &preferences)
        }
    }
}
