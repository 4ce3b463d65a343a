internal import CLZF

/// Strings as servers write them: as an integer, compressed, or plain.
extension RDBOutput where Self: ~Copyable {
    /// Strings of at most this many bytes are not compressed.
    private static var longestIncompressible: Int { 20 }
    /// Compression must save this many bytes.
    private static var leastSaving: Int { 4 }
    /// What stands in front of a compressed string at most: its encoding and two lengths.
    private static var lzfHeaderBytes: Int { 1 + 2 * RDBLength.mostBytes }

    /// Appends a string (`rdbSaveRawString`).
    @inline(__always)
    mutating func appendString(_ value: borrowing RDBScalar, compresses: Bool) {
        switch value {
        case .integer(let integer): appendString(integer)
        case .bytes(let bytes): appendString(bytes, compresses: compresses)
        }
    }

    /// Appends a string.
    @inline(__always)
    mutating func appendString(_ bytes: RawSpan, compresses: Bool) {
        unsafe bytes.withUnsafeBytes {
            if let base = $0.baseAddress, unsafe !$0.isEmpty {
                unsafe appendString(base, $0.count, compresses: compresses)
            } else {
                append(0)
            }
        }
    }

    /// Appends a string.
    mutating func appendString(_ bytes: [UInt8], compresses: Bool) {
        appendString(unsafe bytes.span.bytes, compresses: compresses)
    }

    /// Appends a string of `count` bytes.
    @inline(__always)
    mutating func appendString(_ base: UnsafeRawPointer, _ count: Int, compresses: Bool) {
        if count <= Self.longestIncompressible {
            if let integer = unsafe IntegerText.parse(base, count), Int32(exactly: integer) != nil {
                return appendString(integer)
            }
        } else if compresses, unsafe appendCompressed(base, count) {
            return
        }
        unsafe appendPlain(base, count)
    }

    /// Appends a string without looking for a shorter form.
    @inline(__always)
    mutating func appendPlain(_ base: UnsafeRawPointer, _ count: Int) {
        appendLength(UInt64(count))
        unsafe append(base, count)
    }

    /// Appends the decimal text of a number: with 32 bits it is stored as the number.
    mutating func appendString(_ integer: Int64) {
        if let small = Int8(exactly: integer) {
            append(0xC0 | RDBStringEncoding.int8)
            append(littleEndian: small)
        } else if let medium = Int16(exactly: integer) {
            append(0xC0 | RDBStringEncoding.int16)
            append(littleEndian: medium)
        } else if let large = Int32(exactly: integer) {
            append(0xC0 | RDBStringEncoding.int32)
            append(littleEndian: large)
        } else {
            appendDigits(integer)
        }
    }

    private mutating func appendDigits(_ integer: Int64) {
        let target = unsafe reserve(DecimalText.mostDigits + 1)
        let end = unsafe IntegerText.write(integer, to: target + 1)
        unsafe target.pointee = UInt8(end - target - 1)
        unsafe advance(to: end)
    }

    /// Appends a string compressed, if that saves enough; false when it does not.
    ///
    /// The bytes are the servers' own: liblzf with the same parameters. The lengths in front are written behind the
    /// gap that is left for them, so that the compressed bytes hardly ever move.
    private mutating func appendCompressed(_ base: UnsafeRawPointer, _ count: Int) -> Bool {
        guard let length = UInt32(exactly: count) else { return false }
        let target = unsafe reserve(count + Self.lzfHeaderBytes)
        let gap = unsafe target + Self.lzfHeaderBytes
        let stored = unsafe lzf_compress(base, length, gap, length - UInt32(Self.leastSaving))
        guard stored > 0 else { return false }
        unsafe target.pointee = 0xC0 | RDBStringEncoding.lzf
        var place = unsafe RDBLength.write(UInt64(stored), to: target + 1)
        unsafe place = RDBLength.write(UInt64(count), to: place)
        unsafe place.update(from: gap, count: Int(stored))
        unsafe advance(to: place + Int(stored))
        return true
    }
}
