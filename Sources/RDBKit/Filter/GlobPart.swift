/// A part of a ``GlobPattern``.
enum GlobPart: Sendable {
    case byte(UInt8)
    case anyByte
    case oneOf(ByteSet)
    /// Any bytes, or none.
    case star

    @inline(__always)
    var isStar: Bool {
        if case .star = self { true } else { false }
    }

    /// Whether it is a part of one byte, and this byte matches.
    @inline(__always)
    func matches(_ byte: UInt8) -> Bool {
        switch self {
        case .byte(let own): own == byte
        case .anyByte: true
        case .oneOf(let set): set.contains(byte)
        case .star: false
        }
    }
}
