internal import CEscape

/// Strings of JSON and CSV under one rule: text where it is valid UTF-8, does not begin with `base64:` and is at
/// most 16 MiB long; everything else as `base64:` and standard base64.
enum TextRule {
    /// Longest string that is written as text.
    static let longestText = 16 << 20
    /// A long text is written in parts of this size.
    static let part = 64 << 10

    private static let mark: UInt64 = 0x3A34_3665_7361_62
    /// Bytes of `base64:`.
    static let markLength = 7

    /// Whether the text would be taken for base64.
    @inline(__always)
    static func looksEncoded(_ base: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count >= markLength else { return false }
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
        let source = unsafe base.assumingMemoryBound(to: UInt8.self)
        let end = unsafe source + size
        let target = unsafe reserve(6 * size + 32)
        unsafe target.pointee = UInt8(ascii: "\"")
        let done = unsafe rdbkit_escape_json(target + 1, source, end)
        guard let written = unsafe done.target, unsafe done.source == end else {
            return unsafe appendBase64(base, size)
        }
        unsafe written.pointee = UInt8(ascii: "\"")
        unsafe advance(to: written + 1)
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
        var from = unsafe base.assumingMemoryBound(to: UInt8.self)
        let end = unsafe from + size
        while unsafe from < end {
            // A character that the part's end cuts is left for the next part.
            let part = unsafe min(TextRule.part, end - from)
            let target = unsafe reserve(6 * part + 32)
            let done = unsafe rdbkit_escape_json(target, from, from + part)
            guard let written = unsafe done.target, let next = unsafe done.source, unsafe next > from else { return }
            unsafe advance(to: written)
            unsafe from = next
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
