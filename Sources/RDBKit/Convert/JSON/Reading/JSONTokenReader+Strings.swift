internal import CEscape

/// Strings: valid UTF-8, escapes, and the rule of ``TextRule``.
extension JSONTokenReader {
    /// A string is copied in parts of at most this size.
    private static var part: Int { 64 << 10 }

    /// Reads a string into ``text``.
    ///
    /// - Parameter keeping: Whether it is wanted; else it is moved over, and may have any length.
    @inline(__always)
    mutating func readString(
        _ expectation: JSONExpectation = .string, keeping: Bool = true
    ) throws(RDBError) {
        try expect(UInt8(ascii: "\""), expectation)
        count = 0
        while try !readRun() {
            if !keeping { count = 0 }
        }
    }

    /// Copies what needs no thought, and what follows it; true behind the closing quote.
    @inline(__always)
    private mutating func readRun() throws(RDBError) -> Bool {
        guard try peek() != nil else { throw failure(.stringEnd) }
        try copyPlain()
        // What follows may be out of the window: the next run begins there.
        guard input.available > 0 else { return false }
        let byte = unsafe input.position.load(as: UInt8.self)
        if byte == UInt8(ascii: "\"") {
            input.advance(1)
            return true
        }
        if byte == UInt8(ascii: "\\") {
            try readEscape()
        } else if byte >= 0x80 {
            try copyCharacters()
        } else if byte < 0x20 {
            throw failure(byte == 0x0A ? .stringEnd : .stringCharacter)
        }
        return false
    }

    @inline(__always)
    private mutating func copyPlain() throws(RDBError) {
        let size = min(input.available, Self.part)
        try makeRoom(size)
        let start = unsafe input.position.assumingMemoryBound(to: UInt8.self)
        let target = unsafe (text.base + count).assumingMemoryBound(to: UInt8.self)
        let copied = unsafe rdbkit_copy_plain(target, start, start + size) - start
        input.advance(copied)
        count += copied
    }

    /// Copies characters beyond ASCII.
    private mutating func copyCharacters() throws(RDBError) {
        input.lookAhead(4)
        let size = min(input.available, Self.part)
        try makeRoom(size)
        let start = unsafe input.position.assumingMemoryBound(to: UInt8.self)
        let target = unsafe (text.base + count).assumingMemoryBound(to: UInt8.self)
        let end = unsafe rdbkit_copy_utf8(target, start, start + size).source
        guard let end = unsafe end, unsafe end > start else { throw failure(.utf8) }
        let copied = unsafe end - start
        input.advance(copied)
        count += copied
    }

    @inline(__always)
    private mutating func makeRoom(_ size: Int) throws(RDBError) {
        if text.capacity - count < size { try grow(size) }
    }

    @inline(never)
    private mutating func grow(_ size: Int) throws(RDBError) {
        guard count <= memory else {
            throw RDBError(.memoryLimit, at: input.offset, found: UInt64(count))
        }
        text.grow(to: max(count + size, min(2 * text.capacity, memory + size)), keeping: count)
    }

    // MARK: Escapes

    private mutating func readEscape() throws(RDBError) {
        try makeRoom(8)
        input.advance(1)
        guard let letter = try peek() else { throw failure(.stringEnd) }
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): append(letter)
        case UInt8(ascii: "b"): append(0x08)
        case UInt8(ascii: "f"): append(0x0C)
        case UInt8(ascii: "n"): append(0x0A)
        case UInt8(ascii: "r"): append(0x0D)
        case UInt8(ascii: "t"): append(0x09)
        case UInt8(ascii: "u"): return try readUnicodeEscape()
        default: throw failure(.escape)
        }
        input.advance(1)
    }

    private mutating func append(_ byte: UInt8) {
        unsafe text.base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    private mutating func readUnicodeEscape() throws(RDBError) {
        let start = input.offset - 1
        let unit = try readCodeUnit()
        guard UTF16.isSurrogate(unit) else { return appendCharacter(UInt32(unit)) }
        guard UTF16.isLeadSurrogate(unit), try peek() == UInt8(ascii: "\\") else {
            throw failure(.surrogate, at: start)
        }
        input.advance(1)
        guard try peek() == UInt8(ascii: "u") else { throw failure(.surrogate, at: start) }
        let trail = try readCodeUnit()
        guard UTF16.isTrailSurrogate(trail) else { throw failure(.surrogate, at: start) }
        appendCharacter(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(trail) - 0xDC00)
    }

    /// Reads `u` and four digits.
    private mutating func readCodeUnit() throws(RDBError) -> UInt16 {
        input.advance(1)
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = try peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure(.hexDigit)
            }
            unit = unit << 4 | UInt16(digit)
            input.advance(1)
        }
        return unit
    }

    /// Appends a character that is no surrogate.
    private mutating func appendCharacter(_ character: UInt32) {
        guard let scalar = Unicode.Scalar(character) else { return }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
    }

    // MARK: Data

    /// Reads a string that is text, or base64 behind `base64:`; its bytes are in ``text``.
    @inline(__always)
    mutating func readData() throws(RDBError) {
        _ = try next()
        let start = input.offset
        try readString()
        if unsafe TextRule.looksEncoded(text.base, count) { try decodeBase64(at: start) }
    }

    @inline(never)
    private mutating func decodeBase64(at start: UInt64) throws(RDBError) {
        let encoded = unsafe text.base + TextRule.markLength
        guard let decoded = unsafe base64.decode(encoded, count - TextRule.markLength, to: text.base) else {
            throw failure(.base64, at: start)
        }
        count = decoded
    }

    /// A copy of ``text``.
    var textBytes: [UInt8] { unsafe Array(UnsafeRawBufferPointer(start: text.base, count: count)) }

    /// ``text``, as a string.
    var textString: String { String(decoding: textBytes, as: UTF8.self) }
}
