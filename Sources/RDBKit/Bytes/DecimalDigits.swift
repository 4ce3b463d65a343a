/// Reads decimal digits faster than one by one.
enum DecimalDigits {
    /// The number that eight ASCII digits make; nil where one of the bytes is no digit.
    ///
    /// All at once: pairs, then fours, then eight.
    @inline(__always)
    static func eight(_ base: UnsafeRawPointer) -> Int64? {
        let text = UInt64(littleEndian: unsafe base.loadUnaligned(as: UInt64.self))
        let digits = text &- 0x3030_3030_3030_3030
        guard (digits | (digits &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 == 0 else { return nil }
        let pairs = (digits &* 10 &+ (digits >> 8)) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ (pairs >> 16)) & 0x0000_FFFF_0000_FFFF
        return Int64(truncatingIfNeeded: (fours &* 10_000 &+ (fours >> 32)) & 0xFFFF_FFFF)
    }
}
