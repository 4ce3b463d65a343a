/// A set of byte values.
struct ByteSet: Sendable {
    private var words = InlineArray<4, UInt64>(repeating: 0)

    mutating func insert(_ byte: UInt8) {
        words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0
    }

    /// The bytes that are not in it.
    var inverted: ByteSet {
        var other = self
        for index in words.indices { other.words[index] = ~words[index] }
        return other
    }
}
