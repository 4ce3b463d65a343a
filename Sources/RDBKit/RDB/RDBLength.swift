/// The variable length integer of RDB (`rdbLoadLen`), and what starts a string.
///
/// | first byte | meaning |
/// |---|---|
/// | `00vvvvvv` | 0–63 |
/// | `01vvvvvv` + 1 byte | 14 bits, big-endian |
/// | `0x80` + 4 bytes | 32 bits, big-endian |
/// | `0x81` + 8 bytes | 64 bits, big-endian |
/// | `11eeeeee` | in front of a string: its encoding `e`; anywhere else servers read it as the length `e` |
enum RDBLength {
    case length(UInt64)
    case encoding(UInt8)
}

extension ByteReader {
    /// Reads a length; one that no server writes is noted in `oddLength`.
    @inline(__always)
    mutating func readLength() throws(RDBError) -> UInt64 {
        let byte = try readByte()
        if byte < 64 { return UInt64(byte) }
        if byte >= 0xC0 { return oddLength(byte) }
        return try readLongLength(first: byte)
    }

    @inline(never)
    private mutating func oddLength(_ byte: UInt8) -> UInt64 {
        oddLength = oddLength ?? offset - 1
        return UInt64(byte & 0x3F)
    }

    /// Reads what stands in front of a string: its length or its encoding.
    @inline(__always)
    mutating func readStringHeader() throws(RDBError) -> RDBLength {
        let byte = try readByte()
        if byte < 64 { return .length(UInt64(byte)) }
        if byte >= 0xC0 { return .encoding(byte & 0x3F) }
        return .length(try readLongLength(first: byte))
    }

    @inline(never)
    private mutating func readLongLength(first: UInt8) throws(RDBError) -> UInt64 {
        switch first {
        case 0x40...0x7F: return UInt64(first & 0x3F) << 8 | UInt64(try readByte())
        case 0x80: return UInt64(UInt32(bigEndian: try read(UInt32.self)))
        case 0x81: return UInt64(bigEndian: try read(UInt64.self))
        default: throw RDBError(.badLength, at: offset - 1, length: 1, found: UInt64(first))
        }
    }
}
