extension RDBInput {
    /// Whether this may be JSON of `rdbtool convert`, and is no RDB file, as its first byte says. The byte stays unread.
    public mutating func beginsLikeJSON() -> Bool {
        let peeking = PeekingSource(source)
        source = peeking
        // What cannot be read is met again by whoever reads it.
        return JSONKeyReader.mayBegin(with: (try? peeking.peek(1))?.first)
    }
}
