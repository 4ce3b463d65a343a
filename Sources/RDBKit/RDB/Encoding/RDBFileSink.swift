/// An RDB file on its way to another sink: writes the header at once, sums all bytes, and ends with the EOF opcode
/// and the checksum.
///
/// Records may come from several threads, as long as they come in the order of the file.
public final class RDBFileSink: ByteSink {
    private let sink: any ByteSink
    private let options: RDBEncodingOptions
    private var crc = CRC64()
    /// Bytes so far.
    public private(set) var count: UInt64 = 0

    /// Writes the header of a file for the target of `options`.
    public init(_ sink: any ByteSink, _ options: RDBEncodingOptions) throws(OutputError) {
        self.sink = sink
        self.options = options
        try write(RDBHeader(for: options.target).bytes)
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
        unsafe crc.add(bytes)
        count += UInt64(bytes.count)
        try unsafe sink.write(bytes)
    }

    /// Writes the EOF opcode and the checksum: zeros where none is wanted.
    public func finish() throws(OutputError) {
        try write([RDBOpcode.eof])
        let sum = options.sums ? crc.value : 0
        try write((0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) })
        try sink.finish()
    }
}
