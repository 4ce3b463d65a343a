internal import CPCRE2

/// A regular expression in the syntax of PCRE2, on bytes: `.` is one byte, and `\x80` is the byte 0x80.
///
/// It is found anywhere in a key; `^` and `$` bind it. A pattern that starts with `(*UTF)` works on characters; parts
/// of a key that are no UTF-8 do not match it. The compiled form is shared by all threads.
@safe
public final class RegexPattern: Sendable {
    /// The longest key that is searched, in bytes: time may grow with the square of the length.
    static let longestKey = 64 << 10
    /// Steps that are spent on a key.
    private static let steps = 100_000_000
    /// Most steps from one byte of a key.
    private static let stepsFromByte = 1_000_000

    nonisolated(unsafe) let code: OpaquePointer

    /// The pattern that is the UTF-8 of `text`.
    public convenience init(_ text: String) throws(RegexError) {
        try self.init(Array(text.utf8).span)
    }

    /// Compiles `pattern`, to machine code where the system allows it.
    public init(_ pattern: Span<UInt8>, ignoringCase ignoresCase: Bool = false) throws(RegexError) {
        let options = ignoresCase ? UInt32(PCRE2_CASELESS) : 0
        var code = unsafe try Self.compile(pattern, options: options)
        if unsafe Self.usesCharacters(code) {
            unsafe pcre2_code_free_8(code)
            unsafe code = try Self.compile(pattern, options: options | PCRE2_MATCH_INVALID_UTF)
        }
        _ = unsafe pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
        unsafe self.code = code
    }

    deinit {
        unsafe pcre2_code_free_8(code)
    }

    private static func compile(_ pattern: Span<UInt8>, options: UInt32) throws(RegexError) -> OpaquePointer {
        var number: Int32 = 0
        var offset = 0
        let code = unsafe pattern.withUnsafeBufferPointer {
            unsafe pcre2_compile_8($0.baseAddress, $0.count, options, &number, &offset, nil)
        }
        guard let code = unsafe code else { throw RegexError(message: message(number), offset: offset) }
        return unsafe code
    }

    /// Whether the pattern asks for UTF-8 itself.
    private static func usesCharacters(_ code: OpaquePointer) -> Bool {
        var options: UInt32 = 0
        _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_ALLOPTIONS), &options)
        return options & PCRE2_UTF != 0
    }

    static func message(_ number: Int32) -> String {
        let text = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            unsafe count = max(0, Int(pcre2_get_error_message_8(number, buffer.baseAddress, buffer.count)))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The limit of PCRE2 holds for the search from each byte of a key, so a long key gets fewer steps for each.
    @inline(__always)
    static func steps(forLength length: Int) -> Int { min(stepsFromByte, steps / (length + 1)) }

    /// Whether the pattern is found in `key`.
    func answer(for key: Span<UInt8>, using scratch: RegexScratch) -> RegexAnswer {
        guard key.count <= Self.longestKey else { return .undecided }
        scratch.limitSteps(Self.steps(forLength: key.count))
        let result = unsafe key.withUnsafeBufferPointer {
            unsafe pcre2_match_8(code, $0.baseAddress, $0.count, 0, 0, scratch.data, scratch.context)
        }
        switch result {
        case 0...: return .yes
        case PCRE2_ERROR_NOMATCH: return .no
        default: return .undecided
        }
    }
}
