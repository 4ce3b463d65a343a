/// Numbers as decimal text, without a `String` in between.
enum DecimalText {
    /// Room that a number needs, sign included; writing may touch a few bytes more.
    static let mostDigits = 24

    /// Writes the digits of `number`; returns their end.
    @inline(__always)
    static func write(_ number: UInt64, to target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        if number < 10 {
            unsafe target.pointee = UInt8(truncatingIfNeeded: number) + 0x30
            return unsafe target + 1
        }
        return unsafe writeLong(number, to: target)
    }

    /// Most numbers have at most eight digits: what the others need is kept out of their way.
    @inline(never)
    private static func writeLong(
        _ number: UInt64, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        number < 100_000_000 ? unsafe writeHead(number, to: target) : unsafe writeLongest(number, to: target)
    }

    @inline(never)
    private static func writeLongest(
        _ number: UInt64, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let head = number / 100_000_000
        let end =
            if head < 100_000_000 { unsafe writeHead(head, to: target) } else {
                unsafe writeEight(head % 100_000_000, to: writeHead(head / 100_000_000, to: target))
            }
        return unsafe writeEight(number % 100_000_000, to: end)
    }

    /// Writes a number from 1 to 99,999,999 without zeros in front.
    @inline(__always)
    private static func writeHead(
        _ number: UInt64, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let digits = eightDigits(number)
        // The top bit changes nothing, but spares the question whether there is any.
        let zeros = (digits | 1 << 63).trailingZeroBitCount / 8
        let text = (digits | 0x3030_3030_3030_3030) >> UInt64(8 * zeros)
        unsafe UnsafeMutableRawPointer(target).storeBytes(of: text.littleEndian, as: UInt64.self)
        return unsafe target + 8 - zeros
    }

    /// Writes a number below 100,000,000 as eight digits.
    @inline(__always)
    private static func writeEight(
        _ number: UInt64, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let text = eightDigits(number) | 0x3030_3030_3030_3030
        unsafe UnsafeMutableRawPointer(target).storeBytes(of: text.littleEndian, as: UInt64.self)
        return unsafe target + 8
    }

    /// The eight digits of a number below 100,000,000, a byte each, the first in the lowest byte.
    ///
    /// All lanes are divided at once, by multiplying: halves of four digits, then quarters of two, then single digits.
    @inline(__always)
    private static func eightDigits(_ number: UInt64) -> UInt64 {
        let halves = (number / 10_000) | ((number % 10_000) << 32)
        let hundreds = ((halves &* 5243) >> 19) & 0x0000_007F_0000_007F
        let quarters = hundreds | ((halves &- hundreds &* 100) << 16)
        let tens = ((quarters &* 103) >> 10) & 0x000F_000F_000F_000F
        return tens | ((quarters &- tens &* 10) << 8)
    }

    /// How many digits `number` has.
    @inline(__always)
    static func digitCount(_ number: UInt64) -> Int {
        if number < 10_000 { return number < 100 ? (number < 10 ? 1 : 2) : (number < 1000 ? 3 : 4) }
        if number < 100_000_000 {
            return number < 1_000_000 ? (number < 100_000 ? 5 : 6) : (number < 10_000_000 ? 7 : 8)
        }
        return longDigitCount(number)
    }

    @inline(never)
    private static func longDigitCount(_ number: UInt64) -> Int {
        var digits = 9
        var rest = number / 1_000_000_000
        while rest > 0 {
            digits += 1
            rest /= 10
        }
        return digits
    }

    /// Writes a finite `number` in the shortest form that reads back to the same; returns its end.
    ///
    /// - Parameter marksFraction: Whether integers end in `.0`, as JSON's scores do.
    static func write(
        _ number: Double, marksFraction: Bool, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let magnitude = number.magnitude
        var place = unsafe target
        if number.sign == .minus {
            unsafe place.pointee = UInt8(ascii: "-")
            unsafe place += 1
        }
        if magnitude < 1e15 {
            let whole = UInt64(magnitude)
            if Double(whole) == magnitude {
                unsafe place = write(whole, to: place)
                return unsafe marksFraction ? append(".0", to: place) : place
            }
            if let end = unsafe writeFraction(magnitude, to: place) { return unsafe end }
        }
        return unsafe append(magnitude.description, to: place)
    }

    /// Numbers with up to six decimals: for the least k where it is n / 10^k, that is the shortest form.
    private static func writeFraction(
        _ magnitude: Double, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8>? {
        guard magnitude < 1e9, magnitude >= 1e-3 else { return nil }
        var power: UInt64 = 1
        for decimals in 1...6 {
            power *= 10
            let scaled = UInt64(magnitude * Double(power) + 0.5)
            guard Double(scaled) / Double(power) == magnitude else { continue }
            let point = unsafe write(scaled / power, to: target)
            unsafe point.pointee = UInt8(ascii: ".")
            var left = scaled % power
            for index in stride(from: decimals, to: 0, by: -1) {
                unsafe point[index] = UInt8(truncatingIfNeeded: left % 10) + 0x30
                left /= 10
            }
            return unsafe point + 1 + decimals
        }
        return nil
    }

    private static func append(
        _ text: String, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var place = unsafe target
        for byte in text.utf8 {
            unsafe place.pointee = byte
            unsafe place += 1
        }
        return unsafe place
    }
}
