/// Takes the text of a ``GlobPattern`` apart.
struct GlobParser: ~Escapable {
    private let pattern: Span<UInt8>
    private var index = 0

    @_lifetime(copy pattern)
    init(_ pattern: Span<UInt8>) {
        self.pattern = pattern
    }

    private var left: Int { pattern.count - index }

    /// The next part; several stars are one.
    @_lifetime(self: copy self)
    mutating func next() -> GlobPart? {
        guard left > 0 else { return nil }
        let byte = pattern[index]
        index += 1
        switch byte {
        case UInt8(ascii: "*"): return star()
        case UInt8(ascii: "?"): return .anyByte
        case UInt8(ascii: "["): return oneOf()
        case UInt8(ascii: "\\") where left > 0:
            index += 1
            return .byte(pattern[index - 1])
        default: return .byte(byte)
        }
    }

    @_lifetime(self: copy self)
    private mutating func star() -> GlobPart {
        while left > 0, pattern[index] == UInt8(ascii: "*") { index += 1 }
        return .star
    }

    @_lifetime(self: copy self)
    private mutating func oneOf() -> GlobPart {
        let isNegated = left > 0 && pattern[index] == UInt8(ascii: "^")
        if isNegated { index += 1 }
        var set = ByteSet()
        while left > 0, pattern[index] != UInt8(ascii: "]") { readMember(into: &set) }
        if left > 0 { index += 1 }
        return .oneOf(isNegated ? set.inverted : set)
    }

    /// An escaped byte, a range (whose last byte may be the bracket), or a byte.
    @_lifetime(self: copy self)
    private mutating func readMember(into set: inout ByteSet) {
        let byte = pattern[index]
        if byte == UInt8(ascii: "\\"), left >= 2 {
            set.insert(pattern[index + 1])
            index += 2
        } else if left >= 3, pattern[index + 1] == UInt8(ascii: "-") {
            let other = pattern[index + 2]
            for member in min(byte, other)...max(byte, other) { set.insert(member) }
            index += 3
        } else {
            set.insert(byte)
            index += 1
        }
    }
}
