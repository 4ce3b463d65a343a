#if canImport(Glibc)
    internal import Glibc
#endif

/// The score of a sorted set member in a packed node, as the servers write it.
///
/// Integral scores are integers. Of the others, servers up to 7.0 write 17 digits (`%.17g`), later ones the shortest
/// digits that read back to the same number.
struct PackedScore {
    private let printsShortest: Bool
    /// Integral scores below this are written as integers; the servers convert no others.
    private let greatestInteger: Double
    private let keepsNegativeZero: Bool

    init(for target: ServerTarget) {
        printsShortest = target != .redis62 && target != .redis70
        greatestInteger = target == .redis62 ? 0x1p52 : 0x1p62
        keepsNegativeZero = target == .redis62
    }

    /// Appends a score to a node.
    func append(_ score: Double, to builder: inout TargetNodeBuilder) {
        if score == 0 && score.sign == .minus && keepsNegativeZero { return append("-0", to: &builder) }
        if score.magnitude < greatestInteger, let integer = Int64(exactly: score) { return builder.append(integer) }
        guard score.isFinite else { return append(score < 0 ? "-inf" : "inf", to: &builder) }
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
            guard let start = text.baseAddress else { return }
            let count = unsafe printsShortest ? Self.shortest(score, to: start) : Self.seventeen(score, to: start)
            unsafe builder.append(UnsafeRawPointer(start), count)
        }
    }

    private func append(_ text: StaticString, to builder: inout TargetNodeBuilder) {
        unsafe builder.append(UnsafeRawPointer(text.utf8Start), text.utf8CodeUnitCount)
    }

    private static func seventeen(_ score: Double, to target: UnsafeMutablePointer<CChar>) -> Int {
        unsafe withVaList([score]) { unsafe Int(vsnprintf(target, 64, "%.17g", $0)) }
    }

    /// The shortest digits in the notation of the servers' `fpconv_dtoa`: an exponent where they stand far from the
    /// point.
    private static func shortest(_ score: Double, to target: UnsafeMutablePointer<CChar>) -> Int {
        let (digits, exponent) = decimal(score.magnitude)
        var text: [UInt8] = score < 0 ? [UInt8(ascii: "-")] : []
        let scientific = abs(exponent + digits.count - 1)
        if exponent >= 0 && scientific < digits.count + 7 {
            text += digits + [UInt8](repeating: UInt8(ascii: "0"), count: exponent)
        } else if exponent < 0 && (exponent > -7 || scientific < 4) {
            text += plain(digits, decimals: -exponent)
        } else {
            text += [digits[0]]
            if digits.count > 1 { text += [UInt8(ascii: ".")] + digits[1...] }
            text += [UInt8(ascii: "e"), UInt8(ascii: exponent + digits.count - 1 < 0 ? "-" : "+")]
            text += Array(scientific.description.utf8)
        }
        for (index, byte) in text.enumerated() { unsafe target[index] = CChar(truncatingIfNeeded: byte) }
        return text.count
    }

    private static func plain(_ digits: [UInt8], decimals: Int) -> [UInt8] {
        let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: max(0, decimals - digits.count + 1))
        let all = zeros + digits
        let point = all.count - decimals
        return all[..<point] + [UInt8(ascii: ".")] + all[point...]
    }

    /// The shortest digits, without zeros at either end, and the power of ten of the last.
    private static func decimal(_ magnitude: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var exponent = 0
        var behindPoint = false
        var power = 0
        let text = Array(magnitude.description.utf8)
        for (index, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "."): behindPoint = true
            case UInt8(ascii: "e"):
                power = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                return trimmed(digits, exponent + power)
            default:
                digits.append(byte)
                if behindPoint { exponent -= 1 }
            }
        }
        return trimmed(digits, exponent)
    }

    private static func trimmed(_ digits: [UInt8], _ exponent: Int) -> (digits: [UInt8], exponent: Int) {
        var digits = digits
        var exponent = exponent
        let zero = UInt8(ascii: "0")
        while digits.count > 1 && digits.last == zero {
            digits.removeLast()
            exponent += 1
        }
        while digits.count > 1 && digits.first == zero { digits.removeFirst() }
        return (digits, exponent)
    }
}
