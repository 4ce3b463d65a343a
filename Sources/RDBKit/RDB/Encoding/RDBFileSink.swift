/// An RDB file on its way to another sink: writes the header at once, sums all bytes, and ends with the EOF opcode
/// and the checksum.
///
/// Records may come from several threads, as long as they come in the order of the file.
public final class RDBFileSink: ByteSink {
    private let sink: any ByteSink
    private let header: RDBHeader
    private let sums: Bool
    private var crc = CRC64()
    /// Bytes so far.
    public private(set) var count: UInt64 = 0

    /// Writes the header of a file for the target of `options`.
    public convenience init(_ sink: any ByteSink, _ options: RDBEncodingOptions) throws(OutputError) {
        try self.init(sink, RDBHeader(for: options.target), sums: options.sums)
    }

    /// Writes `header`.
    ///
    /// - Parameter sums: Whether a checksum is written.
    init(_ sink: any ByteSink, _ header: RDBHeader, sums: Bool) throws(OutputError) {
        self.sink = sink
        self.header = header
        self.sums = sums
        try write(header.bytes)
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
        unsafe crc.add(bytes)
        count += UInt64(bytes.count)
        try unsafe sink.write(bytes)
    }

    /// Writes the EOF opcode and the checksum: zeros where none is wanted, nothing before version 5 of the format.
    public func finish() throws(OutputError) {
        try end()
        try sink.finish()
    }

    /// The same, but the sink behind is left to its owner.
    func end() throws(OutputError) {
        try write([RDBOpcode.eof])
        let sum = sums ? crc.value : 0
        if header.hasChecksum { try write((0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }) }
    }
}
