/// Numbers as decimal text, without a `String` in between.
enum DecimalText {
    /// Room that a number needs, sign included; writing may touch a few bytes more.
    static let mostDigits = 24

    /// Two digits for each number below 100.
    private static var pairs: StaticString {
        """
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
        """
    }

    /// Writes the digits of `number`; returns their end.
    @inline(__always)
    static func write(_ number: UInt64, to target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        if number < 10 {
            unsafe target.pointee = UInt8(truncatingIfNeeded: number) + 0x30
            return unsafe target + 1
        }
        return unsafe writeLong(number, to: target)
    }

    @inline(never)
    private static func writeLong(
        _ number: UInt64, to target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let end = unsafe target + digitCount(number)
        let table = unsafe pairs.utf8Start
        var place = unsafe end
        var left = number
        while left >= 100 {
            let pair = Int(left % 100) * 2
            left /= 100
            unsafe place -= 2
            unsafe place.update(from: table + pair, count: 2)
        }
        if left >= 10 {
            unsafe target.update(from: table + Int(left) * 2, count: 2)
        } else {
            unsafe target.pointee = UInt8(truncatingIfNeeded: left) + 0x30
        }
        return unsafe end
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
