internal import CZlib

/// zlib, reading gzip members.
@safe
struct GzipDecoder: FrameDecoder, ~Copyable {
    static let headerLength = 1
    static let allowsPadding = true
    /// The largest window (15), and gzip's header and checksum instead of zlib's (16).
    private static let windowBits: Int32 = 15 + 16

    /// On the heap, because zlib checks that its stream has not moved.
    private let stream: UnsafeMutablePointer<z_stream>
    private let isReady: Bool

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        isReady = unsafe rdbkit_inflate_init(stream, Self.windowBits) == Z_OK
    }

    deinit {
        _ = unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    mutating func begin(_ head: UnsafeRawBufferPointer) throws(RDBError) {
        guard isReady, unsafe inflateReset(stream) == Z_OK else { throw RDBError.outOfMemory }
    }

    mutating func decode(_ step: inout DecodingStep) throws(RDBError) {
        let room = UInt32(clamping: unsafe step.output.count)
        let input = unsafe step.input.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = step.output.assumingMemoryBound(to: UInt8.self).baseAddress
        unsafe stream.pointee.avail_out = room
        let status = unsafe inflate(stream, Z_NO_FLUSH)
        step.consumed = unsafe input.count - Int(stream.pointee.avail_in)
        step.produced = unsafe Int(room - stream.pointee.avail_out)
        step.endsFrame = status == Z_STREAM_END
        if step.produced == 0 { try check(status) }
    }

    /// An error is ignored as long as there is output: the next call meets it again.
    private func check(_ status: Int32) throws(RDBError) {
        switch status {
        case Z_OK, Z_STREAM_END, Z_BUF_ERROR: break
        case Z_MEM_ERROR: throw RDBError.outOfMemory
        default: throw RDBError(.compressedCorrupt, at: 0)
        }
    }
}
