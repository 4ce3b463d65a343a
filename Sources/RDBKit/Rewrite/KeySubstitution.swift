internal import CPCRE2

/// A substitution in the names of keys: `s/PATTERN/REPLACEMENT/FLAGS`.
///
/// Pattern and replacement are PCRE2's: `$1` or `${name}` are groups, `$0` is all that was found, `$$` a dollar. Any
/// byte but a letter, a digit, a backslash or a blank can stand for `/`; behind a backslash it is itself. Flags: `g` for every
/// occurrence, `i` for any case.
public struct KeySubstitution: Sendable {
    let pattern: RegexPattern
    private let replacement: [UInt8]
    private let options: UInt32

    /// Parses `text`.
    ///
    /// - Throws: What is wrong with it, and where.
    public init(_ text: String) throws(RegexError) {
        let parts = try Self.parts(of: Array(text.utf8))
        pattern = try RegexPattern(parts.pattern.span, ignoringCase: parts.flags.contains(UInt8(ascii: "i")))
        replacement = parts.replacement
        options = parts.flags.contains(UInt8(ascii: "g")) ? UInt32(PCRE2_SUBSTITUTE_GLOBAL) : 0
        try requireSoundReplacement(parts.pattern)
    }

    private typealias Parts = (pattern: [UInt8], replacement: [UInt8], flags: [UInt8])

    private static func parts(of text: [UInt8]) throws(RegexError) -> Parts {
        guard text.count > 1, text[0] == UInt8(ascii: "s"), isDelimiter(text[1]) else {
            throw RegexError(message: "a substitution looks like s/PATTERN/REPLACEMENT/", offset: 0)
        }
        let delimiter = text[1]
        var parts: [[UInt8]] = [[]]
        var index = 2
        while index < text.count {
            if text[index] == UInt8(ascii: "\\"), index + 1 < text.count {
                if text[index + 1] != delimiter { parts[parts.count - 1].append(text[index]) }
                index += 1
                parts[parts.count - 1].append(text[index])
            } else if text[index] == delimiter && parts.count < 3 {
                parts.append([])
            } else {
                parts[parts.count - 1].append(text[index])
            }
            index += 1
        }
        guard parts.count == 3 else {
            throw RegexError(message: "a substitution has three delimiters", offset: text.count)
        }
        guard parts[2].allSatisfy({ $0 == UInt8(ascii: "g") || $0 == UInt8(ascii: "i") }) else {
            throw RegexError(message: "the flags of a substitution are g and i", offset: text.count - parts[2].count)
        }
        return (parts[0], parts[1], parts[2])
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "\\"), ...0x20:
            false
        default: byte < 0x80
        }
    }

    /// PCRE2 looks at a replacement only where something was found: so a form of the pattern is tried that finds
    /// nothing everywhere.
    private func requireSoundReplacement(_ pattern: [UInt8]) throws(RegexError) {
        guard let always = try? RegexPattern((pattern + Array("|".utf8)).span) else { return }
        guard let scratch = SubstitutionScratch(always) else { return }
        let result = substitute(always, [], scratch, SubstitutionScratch.options)
        if result < 0 && result != PCRE2_ERROR_NOMEMORY && result != PCRE2_ERROR_MATCHLIMIT {
            throw RegexError(message: RegexPattern.message(result), offset: 0)
        }
    }

    /// A name with all that was asked for replaced; nil where a limit was met before.
    func apply(to name: [UInt8], using scratch: SubstitutionScratch) -> [UInt8]? {
        guard name.count <= RegexPattern.longestKey else { return nil }
        let result = substitute(pattern, name, scratch, SubstitutionScratch.options | options)
        if result == 0 { return name }
        return result > 0 ? scratch.result : nil
    }

    /// - Returns: The number of replacements, or PCRE2's error.
    private func substitute(
        _ pattern: RegexPattern, _ name: [UInt8], _ scratch: SubstitutionScratch, _ options: UInt32
    ) -> Int32 {
        var result = substituteOnce(pattern, name, scratch, options)
        if result == PCRE2_ERROR_NOMEMORY && scratch.growToWanted() {
            result = substituteOnce(pattern, name, scratch, options)
        }
        return result
    }

    private func substituteOnce(
        _ pattern: RegexPattern, _ name: [UInt8], _ scratch: SubstitutionScratch, _ options: UInt32
    ) -> Int32 {
        scratch.prepare(for: name.count)
        return unsafe name.withUnsafeBufferPointer { name in
            unsafe replacement.withUnsafeBufferPointer { replacement in
                unsafe pcre2_substitute_8(
                    pattern.code, name.baseAddress ?? scratch.empty, name.count, 0, options, scratch.data,
                    scratch.context, replacement.baseAddress ?? scratch.empty, replacement.count, scratch.buffer,
                    &scratch.count)
            }
        }
    }
}
