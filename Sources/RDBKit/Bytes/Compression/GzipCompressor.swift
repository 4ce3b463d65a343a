internal import CISAL
internal import SystemPackage

/// ISA-L, making one gzip member.
@safe
struct GzipCompressor: ~Copyable {
    private static let level: UInt32 = 2

    /// On the heap: it holds its window and tables, 160 KiB.
    private let stream: UnsafeMutablePointer<isal_zstream>
    private let workspace: UnsafeMutablePointer<UInt8>

    init() {
        unsafe stream = .allocate(capacity: 1)
        let size = Int(RDBKIT_GZIP_WORKSPACE)
        unsafe workspace = .allocate(capacity: size)
        unsafe isal_deflate_init(stream)
        unsafe stream.pointee.level = Self.level
        unsafe stream.pointee.level_buf = workspace
        unsafe stream.pointee.level_buf_size = UInt32(size)
        unsafe stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
    }

    deinit {
        unsafe workspace.deallocate()
        unsafe stream.deallocate()
    }

    /// Gives the next input, which must stay until a buffer handed to `take` is not filled.
    func give(_ input: UnsafeRawBufferPointer, isLast: Bool) {
        let bytes = unsafe input.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(bytes.count)
        unsafe stream.pointee.end_of_stream = isLast ? 1 : 0
    }

    /// Fills `output` with what the input gives, or as much of it as there is; returns how much.
    func take(into output: UnsafeMutableRawBufferPointer) throws(OutputError) -> Int {
        unsafe stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        guard unsafe isal_deflate(stream) == COMP_OK else { throw OutputError(.compress, .ioError) }
        return unsafe output.count - Int(stream.pointee.avail_out)
    }
}
