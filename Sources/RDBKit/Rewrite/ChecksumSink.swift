/// Sums what goes through it to another sink.
final class ChecksumSink: ByteSink {
    private let sink: any ByteSink
    private(set) var crc = CRC64()

    init(_ sink: any ByteSink) {
        self.sink = sink
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
        unsafe crc.add(bytes)
        try unsafe sink.write(bytes)
    }

    /// Nothing is held back here, and the sink behind is its owner's.
    func finish() {}
}
