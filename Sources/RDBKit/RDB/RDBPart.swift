/// Bytes that were read in one go, and what they are: what a visitor gets that maps a file.
///
/// Parts of the file follow one another without a gap. Parts of a packed node that is stored LZF-compressed count from
/// the start of the expanded node instead (``inner``); each such node is one part of the file, and its own parts follow.
public struct RDBPart: Sendable {
    /// What was read, as it says itself.
    public enum Value: Sendable {
        case none
        case unsigned(UInt64)
        case signed(Int64)
        case double(Double)
        case id(StreamID)
        /// A string of `count` bytes, which begins with these.
        case bytes([UInt8], count: UInt64)
    }

    /// Bytes of a part, or of a string in it, that are kept.
    static let mostBytes = 32

    /// What it is.
    public var kind: Kind
    /// What the string is that it belongs to, or the element of a packed node.
    public var role: RDBRole?
    /// The packed node that the string is, for the header of one.
    public var node: RDBNode.Kind?
    /// Offset in the file; of a part of a packed node, that of the string that holds the node.
    public var offset: UInt64
    /// Offset in the packed node, expanded; nil for parts that are not in one.
    public var inner: UInt64?
    /// Its bytes.
    public var length: UInt64
    /// The first of its bytes.
    public var bytes: [UInt8]
    /// What it says.
    public var value: Value
}
