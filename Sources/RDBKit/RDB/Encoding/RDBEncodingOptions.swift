/// For whom records are encoded, and how.
public struct RDBEncodingOptions: Sendable {
    /// The server that is to load them.
    public var target: ServerTarget
    /// Whether strings of more than 20 bytes are compressed where that saves four or more (`rdbcompression`).
    public var compresses = true
    /// Whether a checksum is written (`rdbchecksum`).
    public var sums = true

    /// What `target` would write with its own defaults.
    public init(for target: ServerTarget) {
        self.target = target
    }
}
