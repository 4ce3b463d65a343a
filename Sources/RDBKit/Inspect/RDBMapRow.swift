/// A line of a byte map.
public struct RDBMapRow: Sendable {
    /// What the line is about.
    public enum Content: Sendable {
        /// Bytes, and what they are.
        case part(RDBPart)
        /// What is wrong, behind or in front of the bytes concerned.
        case damage(RDBError)
    }

    /// What the line is about.
    public var content: Content
    /// Offset in the file; of a row in a compressed packed node, that of the string that holds it.
    public var offset: UInt64
    /// Offset in the expanded node, for a row in a compressed packed node.
    public var inner: UInt64?
    /// How deep it is nested: 0 is what starts a record.
    public var depth: Int
    /// Whose opcodes they are.
    let dialect: RDBDialect
    /// What a string is that has no role.
    let subject: String

    /// What the bytes mean, in words.
    public var meaning: String {
        switch content {
        case .part(let part): part.meaning(dialect, subject: subject)
        case .damage(let error): error.message
        }
    }
}
