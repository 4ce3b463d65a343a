/// Where bytes go: a file, a pipe, memory; a compressor in front of one.
///
/// Sinks do not gather small pieces: callers write many records at once, 64 KiB or more.
public protocol ByteSink: AnyObject {
    /// Takes all of `bytes`; they are free for other use afterwards.
    ///
    /// - Throws: What went wrong. Part of the bytes may have been written then, and nothing more must be.
    func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError)

    /// Hands on all that was held back, as a compressor's last block and checksum. Closes nothing.
    ///
    /// Nothing may be written afterwards.
    func finish() throws(OutputError)
}

extension ByteSink {
    /// Takes all of `bytes`.
    public func write(_ bytes: [UInt8]) throws(OutputError) {
        // A closure would lose the type of the error.
        let span = bytes.span
        let result: Result<Void, OutputError> = unsafe span.withUnsafeBytes { bytes in
            Result { () throws(OutputError) in try unsafe write(bytes) }
        }
        try result.get()
    }
}
