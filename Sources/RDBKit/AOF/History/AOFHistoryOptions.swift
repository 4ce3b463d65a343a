/// What a history tells of.
public struct AOFHistoryOptions: Sendable {
    /// The keys; types, expiries and sizes do not matter.
    public var filter = KeyFilter()
    /// Whether a key is followed to where RENAME and COPY take its value, and back to where it came from.
    public var followsRenames = false
    /// Where events begin that are told; what went before counts all the same.
    public var since: AOFPlace?
    /// Where the history ends.
    public var until: AOFPlace?
    /// Bytes that values of the keys may take.
    public var memory = 512 << 20
    /// Bytes that a decompressor may use.
    public var windowMemory = CompressionFormat.standardMemory

    /// The defaults.
    public init() {}
}
