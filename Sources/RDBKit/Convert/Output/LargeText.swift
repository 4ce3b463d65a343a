/// A string that arrives in pieces and is text or base64 by ``TextRule``.
///
/// Whether it is text is known only at its end, so as many bytes as a text may have are kept; a longer string is
/// base64 from its first byte on.
@safe
struct LargeText: ~Copyable {
    /// What the string turned out to be.
    enum Outcome {
        /// UTF-8: the bytes are in ``bytes``.
        case text
        /// It was written as base64 already.
        case encoded
    }

    private(set) var bytes = RawBuffer(capacity: 0)
    private(set) var count = 0
    private var base64 = Base64Stream()
    private var isEncoded = false

    /// Starts a string of `length` bytes.
    mutating func begin(_ length: UInt64, _ output: inout TurnOutput) {
        count = 0
        isEncoded = length > UInt64(TextRule.longestText)
        if isEncoded { startEncoding(&output) }
    }

    /// Adds the next piece.
    mutating func add(_ piece: RawSpan, _ output: inout TurnOutput) {
        unsafe piece.withUnsafeBytes {
            guard let base = $0.baseAddress else { return }
            if isEncoded { return unsafe base64.add(base, $0.count, to: &output) }
            let wanted = count + $0.count
            if bytes.capacity < wanted {
                bytes.grow(to: max(wanted, min(bytes.capacity * 2, TextRule.longestText)), keeping: count)
            }
            unsafe (bytes.base + count).copyMemory(from: base, byteCount: $0.count)
            count = wanted
        }
    }

    /// Ends the string.
    mutating func end(_ output: inout TurnOutput) -> Outcome {
        if !isEncoded {
            let base = unsafe UnsafeRawPointer(bytes.base)
            if unsafe !TextRule.looksEncoded(base, count) && TextRule.isUTF8(base, count) { return .text }
            startEncoding(&output)
            unsafe base64.add(base, count, to: &output)
        }
        base64.end(&output)
        return .encoded
    }

    /// Gives the memory back.
    mutating func clear() {
        bytes.shrink(to: 0)
        count = 0
    }

    private mutating func startEncoding(_ output: inout TurnOutput) {
        base64 = Base64Stream()
        output.append("base64:")
    }
}
