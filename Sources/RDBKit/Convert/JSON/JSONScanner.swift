/// Says whether a text is one JSON value that can stand inside a line of JSON as it is: RFC 8259, without line breaks.
@safe
struct JSONScanner {
    /// Deeper values are not called sound: readers have limits too.
    private static let greatestDepth = 512

    private let text: UnsafeBufferPointer<UInt8>
    private var place = 0
    /// Whether each open bracket is an object's.
    private var isObject: [Bool] = []

    init(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe self.text = unsafe text
    }

    /// Whether all of the text is one sound value.
    mutating func isSound() -> Bool {
        guard scanValue() else { return false }
        while !isObject.isEmpty {
            guard scanNext() else { return false }
        }
        skipBlanks()
        return unsafe place == text.count
    }

    private var byte: UInt8 { unsafe place < text.count ? text[place] : 0 }

    /// Blanks, but no line breaks.
    private mutating func skipBlanks() {
        while byte == 0x20 || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ expected: UInt8) -> Bool {
        guard byte == expected else { return false }
        place += 1
        return true
    }

    /// Scans a scalar, or opens an array or object and scans its first value.
    private mutating func scanValue() -> Bool {
        while true {
            skipBlanks()
            switch byte {
            case UInt8(ascii: "["):
                guard open(object: false) else { return false }
                if closes(UInt8(ascii: "]")) { return true }
            case UInt8(ascii: "{"):
                guard open(object: true) else { return false }
                if closes(UInt8(ascii: "}")) { return true }
                guard scanName() else { return false }
            case UInt8(ascii: "\""): return scanString()
            case UInt8(ascii: "t"): return scan("true")
            case UInt8(ascii: "f"): return scan("false")
            case UInt8(ascii: "n"): return scan("null")
            default: return scanNumber()
            }
        }
    }

    /// Scans what follows a value: a comma and the next value, or the end of the array or object.
    private mutating func scanNext() -> Bool {
        let inObject = isObject.last ?? false
        if closes(UInt8(ascii: inObject ? "}" : "]")) { return true }
        guard take(UInt8(ascii: ",")) else { return false }
        if inObject && !scanName() { return false }
        return scanValue()
    }

    private mutating func open(object: Bool) -> Bool {
        guard isObject.count < Self.greatestDepth else { return false }
        isObject.append(object)
        place += 1
        return true
    }

    private mutating func closes(_ bracket: UInt8) -> Bool {
        skipBlanks()
        guard take(bracket) else { return false }
        isObject.removeLast()
        return true
    }

    private mutating func scanName() -> Bool {
        skipBlanks()
        guard scanString() else { return false }
        skipBlanks()
        return take(UInt8(ascii: ":"))
    }

    private mutating func scan(_ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount {
            guard take(unsafe word.utf8Start[index]) else { return false }
        }
        return true
    }

    private mutating func scanString() -> Bool {
        guard take(UInt8(ascii: "\"")) else { return false }
        while byte >= 0x20 {
            if take(UInt8(ascii: "\"")) { return true }
            if take(UInt8(ascii: "\\")) {
                guard scanEscape() else { return false }
            } else {
                place += 1
            }
        }
        return false
    }

    private mutating func scanEscape() -> Bool {
        let letter = byte
        place += 1
        guard letter == UInt8(ascii: "u") else { return Array("\"\\/bfnrt".utf8).contains(letter) }
        guard let unit = scanCodeUnit() else { return false }
        // Half a surrogate pair is grammatical, but no character: readers refuse it.
        guard UTF16.isSurrogate(unit) else { return true }
        guard UTF16.isLeadSurrogate(unit), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { return false }
        return scanCodeUnit().map(UTF16.isTrailSurrogate) ?? false
    }

    private mutating func scanCodeUnit() -> UInt16? {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
            place += 1
        }
        return unit
    }

    private mutating func scanNumber() -> Bool {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")), !scanDigits() { return false }
        if take(UInt8(ascii: ".")), !scanDigits() { return false }
        if byte | 0x20 == UInt8(ascii: "e") {
            place += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { place += 1 }
            return scanDigits()
        }
        return true
    }

    private mutating func scanDigits() -> Bool {
        let start = place
        while byte >= 0x30 && byte <= 0x39 { place += 1 }
        return place > start
    }
}
