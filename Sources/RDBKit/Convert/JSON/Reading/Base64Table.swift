/// Decodes standard base64, in the one form that it has for each sequence of bytes.
@safe
struct Base64Table: ~Copyable {
    private static let none: UInt8 = 64

    /// The six bits of each character; ``none`` for all that are no characters of base64.
    private let values: RawBuffer

    init() {
        var values = [UInt8](repeating: Self.none, count: 256)
        for value in 0..<64 { values[Int(unsafe Base64Stream.alphabet.utf8Start[value])] = UInt8(value) }
        self.values = RawBuffer(values)
    }

    /// Decodes `count` characters to `target`, which may lie in front of them.
    ///
    /// - Returns: The number of bytes; nil where the text is no base64.
    func decode(_ base: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) -> Int? {
        guard count % 4 == 0 else { return nil }
        let padding = unsafe Self.padding(base, count)
        var written = 0
        for place in stride(from: 0, to: count, by: 4) {
            let isLast = place + 4 == count
            guard let bits = unsafe group(base + place, isLast ? padding : 0) else { return nil }
            for shift: UInt32 in [16, 8, 0] {
                unsafe target.storeBytes(
                    of: UInt8(truncatingIfNeeded: bits >> shift), toByteOffset: written, as: UInt8.self)
                written += 1
            }
        }
        return written - padding
    }

    /// Characters `=` at the end, two at most.
    private static func padding(_ base: UnsafeRawPointer, _ count: Int) -> Int {
        var padding = 0
        while padding < min(2, count),
            unsafe base.load(fromByteOffset: count - 1 - padding, as: UInt8.self) == UInt8(ascii: "=")
        {
            padding += 1
        }
        return padding
    }

    /// 24 bits of four characters, the last `padding` of which stand for nothing; nil where bits are set that do so too.
    @inline(__always)
    private func group(_ base: UnsafeRawPointer, _ padding: Int) -> UInt32? {
        var bits: UInt32 = 0
        for index in 0..<(4 - padding) {
            let character = unsafe base.load(fromByteOffset: index, as: UInt8.self)
            let value = unsafe values.base.load(fromByteOffset: Int(character), as: UInt8.self)
            guard value != Self.none else { return nil }
            bits |= UInt32(value) << UInt32(18 - 6 * index)
        }
        return bits & (1 << UInt32(8 * padding) - 1) == 0 ? bits : nil
    }
}
