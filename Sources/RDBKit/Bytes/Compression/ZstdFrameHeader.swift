/// What the header of a zstd frame (RFC 8878, section 3.1.1.1) asks of its decoder.
///
/// The library refuses a large window too, but tells neither how large it is nor how large it may be.
struct ZstdFrameHeader {
    /// Bytes that say how long the header is.
    static let shortest = 5
    /// Bytes of the longest header.
    static let longest = 18

    /// Bytes of output that the decoder must keep.
    let window: UInt64
    /// The dictionary without which the frame cannot be read; 0 for none.
    let dictionary: UInt64

    /// Parses the header at the start of `bytes`; nil where there is none (a skippable frame, or damage).
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard unsafe bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]), bytes.count >= Self.shortest else { return nil }
        let descriptor = unsafe bytes[4]
        let isSingle = descriptor & 0x20 != 0
        let windowLength = isSingle ? 0 : 1
        let dictionaryLength = [0, 1, 2, 4][Int(descriptor & 3)]
        let sizeLength = [isSingle ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
        let dictionaryStart = Self.shortest + windowLength
        let sizeStart = dictionaryStart + dictionaryLength
        guard bytes.count >= sizeStart + sizeLength else { return nil }
        dictionary = unsafe Self.number(bytes[dictionaryStart..<sizeStart])
        let size = unsafe Self.number(bytes[sizeStart..<sizeStart + sizeLength])
        // The content is the window of a frame in a single segment; sizes in two bytes start with 256.
        window = isSingle ? size + (sizeLength == 2 ? 256 : 0) : Self.window(unsafe bytes[Self.shortest])
    }

    /// Five bits of exponent, three of mantissa.
    private static func window(_ byte: UInt8) -> UInt64 {
        let base = UInt64(1) << (10 + UInt64(byte >> 3))
        return base + base / 8 * UInt64(byte & 7)
    }

    private static func number(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
        unsafe bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
