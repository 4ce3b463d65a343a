/// 256 bits that stand for contents: equal for equal contents, and for no others that anybody could find.
public struct ContentDigest: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Bytes of a digest.
    public static let byteCount = 32

    /// Its bytes 8 by 8, little-endian.
    let words: SIMD4<UInt64>

    init(_ words: SIMD4<UInt64>) {
        self.words = words
    }

    /// The digest with these 32 bytes, wherever they lie.
    @inline(__always)
    init(at bytes: UnsafeRawPointer) {
        words = unsafe SIMD4(
            UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)),
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)))
    }

    /// The digest with these 64 hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 2 * Self.byteCount else { return nil }
        var words = SIMD4<UInt64>()
        for (index, digit) in digits.enumerated() {
            guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
            words[index / 16] |= UInt64(value) << UInt64((index % 16 ^ 1) * 4)
        }
        self.words = words
    }

    /// Its 32 bytes.
    public var bytes: [UInt8] {
        (0..<Self.byteCount).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }

    @inline(__always)
    public static func < (left: ContentDigest, right: ContentDigest) -> Bool {
        if left.words[0] != right.words[0] { return left.words[0] < right.words[0] }
        if left.words[1] != right.words[1] { return left.words[1] < right.words[1] }
        if left.words[2] != right.words[2] { return left.words[2] < right.words[2] }
        return left.words[3] < right.words[3]
    }
}

extension ContentDigest: CustomStringConvertible {
    /// 64 hexadecimal digits.
    public var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
