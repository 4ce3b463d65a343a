#if canImport(Glibc)
    internal import Glibc
#endif

/// Parses the text of a score, as `strtod` does: the nearest double.
enum ScoreText {
    /// Longest text that servers write or read as a score.
    private static let longest = 128

    /// The score, or nil where the text is not a number.
    static func parse(_ base: UnsafeRawPointer, _ count: Int) -> Double? {
        guard count > 0, count < longest else { return nil }
        if let score = unsafe parseDecimal(base, count) { return score }
        guard let (score, length) = unsafe parseAny(base, count), length == count else { return nil }
        return score
    }

    /// The number that the text starts with, as `sscanf` reads it; nil where it starts with none.
    static func parsePrefix(_ base: UnsafeRawPointer, _ count: Int) -> Double? {
        guard let (score, length) = unsafe parseAny(base, min(count, longest)), length > 0 else { return nil }
        return score
    }

    /// What `strtod` reads, and how many bytes of it.
    private static func parseAny(_ base: UnsafeRawPointer, _ count: Int) -> (Double, Int)? {
        unsafe withUnsafeTemporaryAllocation(byteCount: count + 1, alignment: 1) { text in
            unsafe text.copyMemory(from: UnsafeRawBufferPointer(start: base, count: count))
            unsafe text[count] = 0
            let start = unsafe text.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard let start = unsafe start else { return nil }
            var end: UnsafeMutablePointer<CChar>?
            let score = unsafe strtod(start, &end)
            return unsafe end.map { unsafe (score, $0 - start) }
        }
    }

    /// Plain decimals of at most 19 digits; nil leaves the text to `strtod`, which is six times slower.
    private static func parseDecimal(_ base: UnsafeRawPointer, _ count: Int) -> Double? {
        guard count <= 21 else { return nil }
        let isNegative = unsafe base.load(as: UInt8.self) == UInt8(ascii: "-")
        var digits: UInt64 = 0
        var digitCount = 0
        var point = count
        var index = isNegative ? 1 : 0
        while index < count {
            if count - index >= 8, let eight = unsafe DecimalDigits.eight(base + index) {
                digits = digits &* 100_000_000 &+ UInt64(eight)
                digitCount += 8
                index += 8
                continue
            }
            let byte = unsafe base.load(fromByteOffset: index, as: UInt8.self) &- 0x30
            if byte < 10 {
                digits = digits &* 10 &+ UInt64(byte)
                digitCount += 1
            } else if byte == UInt8(ascii: ".") &- 0x30, point == count {
                point = index
            } else {
                return nil
            }
            index += 1
        }
        guard digitCount > 0, digitCount <= 19 else { return nil }
        let magnitude = divide(digits, byPowerOfTen: point == count ? 0 : count - point - 1)
        return isNegative ? magnitude.map { -$0 } : magnitude
    }

    #if arch(x86_64)
        /// Powers of ten that a 64-bit mantissa holds exactly.
        private static let powers: [Float80] = (0...19).reduce(into: []) { powers, _ in
            powers.append(powers.last.map { $0 * 10 } ?? 1)
        }

        /// One division in 64 bits of mantissa, rounded to 53: exact but for quotients near the middle between
        /// two doubles, which are left to `strtod`.
        private static func divide(_ digits: UInt64, byPowerOfTen power: Int) -> Double? {
            let quotient = Float80(digits) / powers[power]
            let rest = quotient.significandBitPattern & 0x7FF
            return rest >= 0x3FF && rest <= 0x401 ? nil : Double(quotient)
        }
    #else
        /// Exact where both numbers are exact doubles.
        private static func divide(_ digits: UInt64, byPowerOfTen power: Int) -> Double? {
            guard digits < 1 << 53 else { return nil }
            var divisor = 1.0
            for _ in 0..<power { divisor *= 10 }
            return Double(digits) / divisor
        }
    #endif
}
