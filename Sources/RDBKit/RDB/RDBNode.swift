/// A packed node of a value: one blob that holds many elements.
public struct RDBNode: Sendable {
    /// The encodings of packed nodes.
    public enum Kind: String, Sendable {
        case intset, ziplist, zipmap, listpack
        /// A list element that is a quicklist node of its own.
        case plain
    }

    /// How its elements are packed.
    public var kind: Kind
    /// Offset in the file of the string that holds it.
    public var offset: UInt64
    /// Bytes of the node, expanded.
    public var byteCount: UInt64
    /// Whether it is stored LZF-compressed.
    public var isCompressed: Bool
}
