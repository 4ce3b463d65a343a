/// How long a score is where Valkey prints it (`fpconv_dtoa`): the shortest digits that read back to the same number,
/// plain where few zeros are needed, else with an exponent.
enum ScoreLength {
    /// Bytes of the text of `score`.
    static func of(_ score: Double) -> UInt64 {
        let sign = score.sign == .minus ? 1 : 0
        guard score.isFinite, score != 0 else { return UInt64(sign + (score == 0 ? 1 : 3)) }
        let (digits, exponent) = shortest(score.magnitude)
        return UInt64(sign + length(digits: digits, exponent: exponent))
    }

    /// How many significant digits the number has, and the power of ten of the last one.
    private static func shortest(_ magnitude: Double) -> (digits: Int, exponent: Int) {
        if magnitude < 1e15, Double(UInt64(magnitude)) == magnitude { return shortest(whole: UInt64(magnitude)) }
        let parts = magnitude.description.split(separator: "e")
        let mantissa = (parts.first ?? "").split(separator: ".")
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
        let digits = ((mantissa.first ?? "") + fraction).drop { $0 == "0" }
        let zeros = digits.reversed().prefix { $0 == "0" }.count
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return (digits.count - zeros, exponent - fraction.count + zeros)
    }

    private static func shortest(whole: UInt64) -> (digits: Int, exponent: Int) {
        var number = whole
        var zeros = 0
        while number.isMultiple(of: 10) {
            number /= 10
            zeros += 1
        }
        return (DecimalText.digitCount(number), zeros)
    }

    private static func length(digits: Int, exponent: Int) -> Int {
        let power = abs(exponent + digits - 1)
        if exponent >= 0 && power < digits + 7 { return digits + exponent }
        if exponent < 0 && (exponent > -7 || power < 4) { return max(digits + 1, 2 - exponent) }
        return digits + (digits > 1 ? 1 : 0) + 2 + DecimalText.digitCount(UInt64(power))
    }
}
