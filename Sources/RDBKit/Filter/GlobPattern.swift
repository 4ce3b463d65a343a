/// A pattern of keys as the servers' `KEYS` and `SCAN` understand it (`stringmatchlen` in their `util.c`).
///
/// | in the pattern | matches |
/// |---|---|
/// | `*` | any bytes, or none |
/// | `?` | one byte |
/// | `[abc]`, `[a-z]` | one of these bytes; a class that is not closed ends with the pattern |
/// | `[^abc]` | one byte that is none of these |
/// | `\x` | the byte `x`, whatever it means otherwise |
///
/// All works on bytes, the whole key must match, and `/` is a byte like any other. Ranges compare bytes as numbers of
/// 0 to 255; the servers do so on ARM, while on x86 bytes from 0x80 on come before all others. The empty
/// key matches `*` and the empty pattern only, not `**`.
public struct GlobPattern: Sendable {
    /// What must follow the literal start.
    private enum Rest {
        case nothing, anything, parts
    }

    private let matchesEmpty: Bool
    private let prefix: [UInt8]
    private let rest: Rest
    private let parts: [GlobPart]
    /// The part behind the last star; 0 where there is none.
    private let end: Int

    /// The pattern that is the UTF-8 of `text`.
    public init(_ text: String) {
        self.init(Array(text.utf8).span)
    }

    /// Every pattern means something: there is none that is wrong.
    public init(_ pattern: Span<UInt8>) {
        var parser = GlobParser(pattern)
        var prefix: [UInt8] = []
        var parts: [GlobPart] = []
        while let part = parser.next() {
            if case .byte(let byte) = part, parts.isEmpty { prefix.append(byte) } else { parts.append(part) }
        }
        matchesEmpty = pattern.isEmpty || pattern.count == 1 && pattern[0] == UInt8(ascii: "*")
        self.prefix = prefix
        self.parts = parts
        end = parts.lastIndex(where: \.isStar).map { $0 + 1 } ?? 0
        rest = parts.isEmpty ? .nothing : parts.count == 1 && parts[0].isStar ? .anything : .parts
    }

    /// Whether all of `key` matches.
    ///
    /// Takes at most the product of both lengths, however many stars there are: only the last one that was met is ever
    /// tried again, because giving more to an earlier one cannot help. What stands behind the last star of all can
    /// only match the end of the key.
    public func matches(_ key: Span<UInt8>) -> Bool {
        guard !key.isEmpty else { return matchesEmpty }
        guard startsWithPrefix(key) else { return false }
        switch rest {
        case .nothing: return key.count == prefix.count
        case .anything: return true
        case .parts: return matchesParts(key)
        }
    }

    @inline(__always)
    private func startsWithPrefix(_ key: Span<UInt8>) -> Bool {
        let prefix = prefix.span
        guard key.count >= prefix.count else { return false }
        for index in prefix.indices where key[index] != prefix[index] { return false }
        return true
    }

    private func matchesParts(_ key: Span<UInt8>) -> Bool {
        let parts = parts.span
        var part = 0
        var position = prefix.count
        // Behind the star that was met last: the part, and the byte from which it was tried last.
        var retry: (part: Int, position: Int)?
        while position < key.count {
            if part < parts.count, parts[part].isStar {
                part += 1
                if part == end { return matchesEnd(key, behind: position) }
                retry = (part, position)
            } else if part < parts.count, parts[part].matches(key[position]) {
                part += 1
                position += 1
            } else {
                guard let last = retry else { return false }
                part = last.part
                position = last.position + 1
                retry = (part, position)
            }
        }
        return part == parts.count || part == parts.count - 1 && parts[part].isStar
    }
    /// Whether the parts behind the last star match the last bytes, none of them in front of `position`.
    private func matchesEnd(_ key: Span<UInt8>, behind position: Int) -> Bool {
        let parts = parts.span
        let shift = key.count - parts.count
        guard end + shift >= position else { return false }
        for part in end..<parts.count where !parts[part].matches(key[part + shift]) { return false }
        return true
    }
}
