/// Decimal texts that servers take for integers (`string2ll`): no plus sign, no leading zero, no `-0`.
enum IntegerText {
    /// Longest text of a 64-bit integer.
    static let longest = 20

    /// The number that this text is the canonical form of; nil for any other text.
    @inline(__always)
    static func parse(_ base: UnsafeRawPointer, _ count: Int) -> Int64? {
        guard count > 0, count <= longest else { return nil }
        let first = unsafe base.load(as: UInt8.self)
        guard first <= UInt8(ascii: "9") else { return nil }
        return unsafe parseDigits(base, count, first)
    }

    private static func parseDigits(_ base: UnsafeRawPointer, _ count: Int, _ first: UInt8) -> Int64? {
        let isNegative = first == UInt8(ascii: "-")
        var index = isNegative ? 1 : 0
        guard index < count else { return nil }
        let lead = unsafe base.load(fromByteOffset: index, as: UInt8.self)
        if lead == UInt8(ascii: "0") { return count == 1 ? 0 : nil }
        var magnitude: UInt64 = 0
        while index < count {
            let digit = unsafe base.load(fromByteOffset: index, as: UInt8.self) &- 0x30
            guard digit < 10 else { return nil }
            let (tens, overflows) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carries) = tens.addingReportingOverflow(UInt64(digit))
            guard !overflows, !carries else { return nil }
            magnitude = sum
            index += 1
        }
        guard isNegative else { return Int64(exactly: magnitude) }
        return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }

    /// Writes the digits of `integer`; returns their end.
    static func write(_ integer: Int64, to target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        guard integer < 0 else { return unsafe DecimalText.write(UInt64(integer), to: target) }
        unsafe target.pointee = UInt8(ascii: "-")
        return unsafe DecimalText.write(integer.magnitude, to: target + 1)
    }
}
