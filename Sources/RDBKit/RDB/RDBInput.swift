/// An RDB file to read, perhaps more than once.
public struct RDBInput {
    /// The bytes, from the first on.
    public var source: any ByteSource
    /// Opens the same bytes once more; nil where that cannot be done, as for a pipe.
    public var reopen: (@Sendable () throws(RDBError) -> any ByteSource)?

    /// Bytes to read, and a way to read them again.
    public init(_ source: any ByteSource, reopen: (@Sendable () throws(RDBError) -> any ByteSource)? = nil) {
        self.source = source
        self.reopen = reopen
    }
}
