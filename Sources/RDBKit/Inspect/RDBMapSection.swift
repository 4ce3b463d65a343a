/// A part of a file that has parts itself: a record, a value, a packed node, a consumer group.
public struct RDBMapSection: Sendable {
    /// What has parts.
    public enum Kind: String, Sendable {
        case record, value, node, group, consumer
    }

    /// What it is.
    public var kind: Kind
    /// Which one it is, in words.
    public var name: String
    /// Offset in the file.
    public var offset: UInt64
    /// Its bytes; nil where its end is not known yet, or was not found.
    public var length: UInt64?
}
