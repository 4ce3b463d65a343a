internal import CEscape

/// Strings of JSON and CSV under one rule: text where it is valid UTF-8, does not begin with `base64:` and is at
/// most 16 MiB long; everything else as `base64:` and standard base64.
enum TextRule {
    /// Longest string that is written as text.
    static let longestText = 16 << 20
    /// A long text is written in parts of this size.
    static let part = 64 << 10

    private static let mark: UInt64 = 0x3A34_3665_7361_62

    /// Whether the text would be taken for base64.
    @inline(__always)
    static func looksEncoded(_ base: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count >= 7 else { return false }
        return unsafe base.loadUnaligned(as: UInt32.self) == UInt32(truncatingIfNeeded: mark)
            && (base + 3).loadUnaligned(as: UInt32.self) == UInt32(truncatingIfNeeded: mark >> 24)
    }

    /// Whether bytes are valid UTF-8.
    static func isUTF8(_ base: UnsafeRawPointer, _ count: Int) -> Bool {
        do {
            let span = unsafe Span(_unsafeStart: base.assumingMemoryBound(to: UInt8.self), count: count)
            _ = try UTF8Span(validating: span)
            return true
        } catch {
            return false
        }
    }
}

extension TurnOutput {
    /// Appends a string in quotes; its bytes have slack behind them.
    @inline(__always)
    mutating func appendJSON(_ base: UnsafeRawPointer, _ size: Int) {
        guard size <= TextRule.part, unsafe !TextRule.looksEncoded(base, size) else {
            return unsafe appendLongJSON(base, size)
        }
        var source: UnsafePointer<UInt8>? = unsafe base.assumingMemoryBound(to: UInt8.self)
        let end = unsafe base.assumingMemoryBound(to: UInt8.self) + size
        let target = unsafe reserve(6 * size + 32)
        unsafe target.pointee = UInt8(ascii: "\"")
        let written = unsafe rdbkit_escape_json(target + 1, &source, end, 1)
        guard let written = unsafe written, let rest = unsafe source, unsafe rest == end else {
            return unsafe appendBeyondASCII(base, size, source, written)
        }
        unsafe written.pointee = UInt8(ascii: "\"")
        unsafe advance(to: written + 1)
    }

    /// Goes on at the first byte that is not ASCII, where it becomes clear whether the string is text.
    @inline(never)
    private mutating func appendBeyondASCII(
        _ base: UnsafeRawPointer, _ size: Int, _ rest: UnsafePointer<UInt8>?,
        _ written: UnsafeMutablePointer<UInt8>?
    ) {
        guard let rest = unsafe rest, let written = unsafe written else { return }
        let left = unsafe base + size - UnsafeRawPointer(rest)
        guard unsafe TextRule.isUTF8(UnsafeRawPointer(rest), left) else { return unsafe appendBase64(base, size) }
        unsafe advance(to: written)
        unsafe appendEscaped(UnsafeRawPointer(rest), left)
        append(UInt8(ascii: "\""))
    }

    @inline(never)
    private mutating func appendLongJSON(_ base: UnsafeRawPointer, _ size: Int) {
        guard size <= TextRule.longestText, unsafe !TextRule.looksEncoded(base, size) else {
            return unsafe appendBase64(base, size)
        }
        guard unsafe TextRule.isUTF8(base, size) else { return unsafe appendBase64(base, size) }
        append(UInt8(ascii: "\""))
        unsafe appendEscaped(base, size)
        append(UInt8(ascii: "\""))
    }

    /// Appends the inside of a string that is known to be UTF-8.
    mutating func appendEscaped(_ base: UnsafeRawPointer, _ size: Int) {
        var source: UnsafePointer<UInt8>? = unsafe base.assumingMemoryBound(to: UInt8.self)
        let end = unsafe base.assumingMemoryBound(to: UInt8.self) + size
        while let from = unsafe source, unsafe from < end {
            let part = unsafe min(TextRule.part, end - from)
            let target = unsafe reserve(6 * part + 32)
            guard let written = unsafe rdbkit_escape_json(target, &source, from + part, 0) else { return }
            unsafe advance(to: written)
        }
    }

    private mutating func appendBase64(_ base: UnsafeRawPointer, _ size: Int) {
        append("\"base64:")
        var stream = Base64Stream()
        unsafe stream.add(base, size, to: &self)
        stream.end(&self)
        append(UInt8(ascii: "\""))
    }

    /// Appends an integer in quotes.
    @inline(__always)
    mutating func appendQuoted(_ integer: Int64) {
        append(UInt8(ascii: "\""))
        append(integer)
        append(UInt8(ascii: "\""))
    }

    /// Appends an integer in quotes.
    mutating func appendQuoted(_ integer: UInt64) {
        append(UInt8(ascii: "\""))
        append(integer)
        append(UInt8(ascii: "\""))
    }

    /// Appends a score: with a fraction or an exponent always, and as a string where JSON has no number for it.
    @inline(__always)
    mutating func appendJSON(_ score: Double) {
        guard score.isFinite else { return appendSpecial(score) }
        let target = unsafe reserve(32)
        unsafe advance(to: DecimalText.write(score, marksFraction: true, to: target))
    }

    private mutating func appendSpecial(_ score: Double) {
        append(score.isNaN ? "\"NaN\"" : score < 0 ? "\"-Infinity\"" : "\"Infinity\"")
    }
}
