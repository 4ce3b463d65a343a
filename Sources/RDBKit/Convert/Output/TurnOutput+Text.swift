/// Bytes and numbers.
extension TurnOutput {
    /// Appends one byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let target = unsafe reserve(1)
        unsafe target.pointee = byte
        unsafe advance(to: target + 1)
    }

    /// Appends a text that the program knows.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        let size = text.utf8CodeUnitCount
        let target = unsafe reserve(size)
        unsafe UnsafeMutableRawPointer(target).copyMemory(from: text.utf8Start, byteCount: size)
        unsafe advance(to: target + size)
    }

    /// Appends bytes of any number.
    mutating func append(_ base: UnsafeRawPointer, _ size: Int) {
        var from = unsafe base
        var left = size
        while left > 0 {
            let part = min(left, Self.usualCapacity)
            let target = unsafe reserve(part)
            unsafe UnsafeMutableRawPointer(target).copyMemory(from: from, byteCount: part)
            unsafe advance(to: target + part)
            unsafe from += part
            left -= part
        }
    }

    /// Appends bytes with slack behind them; most are short and need no call.
    @inline(__always)
    mutating func appendPadded(_ base: UnsafeRawPointer, _ size: Int) {
        guard size <= 64 else { return unsafe append(base, size) }
        let target = unsafe UnsafeMutableRawPointer(reserve(size))
        unsafe Self.copy32(base, to: target)
        if size > 32 { unsafe Self.copy32(base + 32, to: target + 32) }
        count += size
    }

    @inline(__always)
    static func copy32(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
        let bytes = unsafe source.loadUnaligned(as: SIMD4<UInt64>.self)
        unsafe target.storeBytes(of: bytes, as: SIMD4<UInt64>.self)
    }

    /// Appends the bytes of an array.
    mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes {
            if let base = $0.baseAddress { unsafe append(base, $0.count) }
        }
    }

    /// Appends text. It has a label because a literal would rather be a `String` than a `StaticString`.
    mutating func append(text: String) {
        var text = text
        text.withUTF8 { bytes in
            if let base = bytes.baseAddress { unsafe append(UnsafeRawPointer(base), bytes.count) }
        }
    }

    /// Appends so many blanks, if any.
    mutating func append(blanks count: Int) {
        guard count > 0 else { return }
        let target = unsafe reserve(count)
        unsafe target.update(repeating: UInt8(ascii: " "), count: count)
        unsafe advance(to: target + count)
    }

    /// Appends a number in decimal digits.
    @inline(__always)
    mutating func append(_ number: UInt64) {
        let target = unsafe reserve(DecimalText.mostDigits)
        unsafe advance(to: DecimalText.write(number, to: target))
    }

    /// Appends a number in decimal digits.
    @inline(__always)
    mutating func append(_ number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(number.magnitude)
    }

    /// Appends `milliseconds-sequence`.
    mutating func append(_ id: StreamID) {
        append(id.milliseconds)
        append(UInt8(ascii: "-"))
        append(id.sequence)
    }
}
