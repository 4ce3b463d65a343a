/// Numbers, and what is made of strings.
extension JSONTokenReader {
    /// No number that is of use has more characters.
    private static var longestNumber: Int { 1024 }

    /// Reads a number into ``text``.
    mutating func readNumber(_ expectation: JSONExpectation = .number) throws(RDBError) {
        count = 0
        guard let first = try next(), first == UInt8(ascii: "-") || Self.isDigit(first) else {
            throw failure(expectation)
        }
        if first == UInt8(ascii: "-") { try keep(first) }
        if try peek() == UInt8(ascii: "0") { try keep(UInt8(ascii: "0")) } else { try readDigits() }
        if try peek() == UInt8(ascii: ".") {
            try keep(UInt8(ascii: "."))
            try readDigits()
        }
        guard let mark = try peek(), mark | 0x20 == UInt8(ascii: "e") else { return }
        try keep(mark)
        if let sign = try peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { try keep(sign) }
        try readDigits()
    }

    private mutating func readDigits() throws(RDBError) {
        guard let first = try peek(), Self.isDigit(first) else { throw failure(.digit) }
        while let digit = try peek(), Self.isDigit(digit) { try keep(digit) }
    }

    private mutating func keep(_ byte: UInt8) throws(RDBError) {
        guard count < Self.longestNumber else { throw failure(.number) }
        unsafe text.base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
        input.advance(1)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Reads an integer; one with a fraction or an exponent is none.
    mutating func readInteger<T: FixedWidthInteger>(_: T.Type) throws(RDBError) -> T {
        _ = try next()
        let start = input.offset
        try readNumber(.integer)
        guard let number: T = integer(0..<count) else { throw failure(.integer, at: start) }
        return number
    }

    /// The integer that a part of ``text`` is: digits, with a sign in front of them where the type has one.
    private func integer<T: FixedWidthInteger>(_ range: Range<Int>) -> T? {
        guard !range.isEmpty else { return nil }
        let first = unsafe text.base.load(fromByteOffset: range.lowerBound, as: UInt8.self)
        let isNegative = T.isSigned && first == UInt8(ascii: "-")
        guard !isNegative || range.count > 1 else { return nil }
        var number: T = 0
        for index in range.dropFirst(isNegative ? 1 : 0) {
            let byte = unsafe text.base.load(fromByteOffset: index, as: UInt8.self)
            guard Self.isDigit(byte) else { return nil }
            let digit = T(truncatingIfNeeded: byte - 0x30)
            let (tens, isFar) = number.multipliedReportingOverflow(by: 10)
            let (sum, isBeyond) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !isFar && !isBeyond else { return nil }
            number = sum
        }
        return number
    }

    /// Reads an integer in quotes.
    mutating func readQuoted<T: FixedWidthInteger>(_: T.Type) throws(RDBError) -> T {
        _ = try next()
        let start = input.offset
        try readString()
        guard let number: T = integer(0..<count) else { throw failure(.integer, at: start) }
        return number
    }

    /// Reads the id of a stream entry, in quotes.
    mutating func readStreamID() throws(RDBError) -> StreamID {
        _ = try next()
        let start = input.offset
        try readString()
        let hyphen = unsafe UnsafeRawBufferPointer(start: text.base, count: count).firstIndex(of: UInt8(ascii: "-"))
        guard let hyphen, let milliseconds: UInt64 = integer(0..<hyphen),
            let sequence: UInt64 = integer(hyphen + 1..<count)
        else { throw failure(.streamID, at: start) }
        return StreamID(milliseconds, sequence)
    }

    /// Reads a score: a finite number, or one of three words.
    @inline(__always)
    mutating func readScore() throws(RDBError) -> Double {
        let first = try next()
        let start = input.offset
        if first == UInt8(ascii: "\"") { return try readSpecialScore(at: start) }
        try readNumber(.score)
        guard let score = unsafe ScoreText.parse(text.base, count), score.isFinite else {
            throw failure(.score, at: start)
        }
        return score
    }

    private mutating func readSpecialScore(at start: UInt64) throws(RDBError) -> Double {
        try readString()
        if textIs("Infinity") { return .infinity }
        if textIs("-Infinity") { return -.infinity }
        if textIs("NaN") { return .nan }
        throw failure(.score, at: start)
    }
}
