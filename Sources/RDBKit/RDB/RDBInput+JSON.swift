extension RDBInput {
    /// Whether this may be JSON of `rdbtool convert`, and is no RDB file, as its first byte says. The byte stays unread.
    public mutating func beginsLikeJSON() -> Bool { JSONKeyReader.mayBegin(with: firstByte()) }

    /// Whether no byte can be read of this.
    public mutating func isEmpty() -> Bool { firstByte() == nil }

    /// The first byte, which stays unread. What cannot be read is met again by whoever reads it.
    private mutating func firstByte() -> UInt8? {
        let peeking = PeekingSource(source)
        source = peeking
        return (try? peeking.peek(1))?.first
    }
}
