import Testing

@testable import RDBKit

/// Patterns as `KEYS` understands them; ToolTests asks real servers.
struct GlobPatternTests {
    private func matches(_ pattern: String, _ key: String) -> Bool {
        matches(Array(pattern.utf8), Array(key.utf8))
    }

    private func matches(_ pattern: [UInt8], _ key: [UInt8]) -> Bool {
        GlobPattern(pattern.span).matches(key.span)
    }

    @Test(
        arguments: [
            ("", ""), ("key", "key"), ("*", ""), ("*", "key"), ("**", "k"), ("key*", "key"), ("key*", "key:1"),
            ("*key", "key"), ("*:1", "key:1"), ("k*y", "ky"), ("k**y", "key"), ("k?y", "key"), ("???", "key"),
            ("*a*b", "xaxbab"), ("*a?c*", "abaxc!"), ("a/*", "a/b/c"), ("?", "\n"), ("a*", "a\0b"),
        ])
    func starsAndBytes(_ pattern: String, _ key: String) {
        #expect(matches(pattern, key))
    }

    @Test(
        arguments: [
            ("", "a"), ("key", "ke"), ("key", "keys"), ("key", "Key"), ("key*", "ke"), ("*key", "keys"), ("?", ""),
            ("?", "ab"), ("k?y", "ky"), ("a*b", "abc"), ("*a*b", "xba"), ("?", "é"), ("a*a", "a"),
            ("**", ""), ("***", ""),
        ])
    func noMatch(_ pattern: String, _ key: String) {
        #expect(!matches(pattern, key))
    }

    @Test(
        arguments: [
            ("[abc]", "abc"), ("[a-c]", "abc"), ("[c-a]", "abc"), ("[^a-c]", "dx]^"), ("[a\\-c]", "a-c"),
            ("[\\]]", "]"), ("[a-]", "]^_`a"), ("[a-", "a-"), ("[ab", "ab"), ("[\\", "\\"), ("[^", "ax^"),
            ("[^]", "ax^"), ("[a-c-e]", "abc-e"), ("[--/]", "-./"), ("[*?]", "*?"), ("[a^]", "a^"),
            ("[\\a-c]", "a-c"),
        ])
    func membersOfClasses(_ pattern: String, _ members: String) {
        for byte in UInt8(ascii: " ")..<0x7F where !pattern.hasPrefix("[^") {
            #expect(matches(Array(pattern.utf8), [byte]) == members.utf8.contains(byte), "\(byte)")
        }
        for byte in members.utf8 { #expect(matches(Array(pattern.utf8), [byte]), "\(byte)") }
        #expect(!matches(pattern, ""))
    }

    @Test func classThatEndsAtOnceMatchesNothing() {
        #expect(!matches("[]a]", "a"))
        #expect(!matches("[", "["))
        #expect(!matches("[]", "]"))
        #expect(!matches("[^a]", "a"))
    }

    @Test(
        arguments: [
            ("\\*", "*"), ("\\?", "?"), ("\\[a]", "[a]"), ("\\a", "a"), ("\\\\", "\\"), ("a\\", "a\\"),
            ("\\**", "*and more"),
        ])
    func escapes(_ pattern: String, _ key: String) {
        #expect(matches(pattern, key))
        #expect(!matches(pattern, "b" + key))
    }

    @Test func bytesBeyondASCII() {
        #expect(matches([0xFF, 0x2A], [0xFF, 0, 0x80]))
        #expect(matches("??", "é"))
        #expect(matches([0x5B, 0x80, 0x2D, 0xFE, 0x5D], [0xC3]))
        #expect(!matches([0x5B, 0x80, 0x2D, 0xFE, 0x5D], [0x7F]))
        #expect(!matches([0x5B, 0x80, 0x2D, 0xFE, 0x5D], [0xFF]))
    }

    /// A way back to more than the last star would take longer than anyone lives.
    @Test func manyStarsTakeNoTime() {
        let key = String(repeating: "a", count: 20_000)
        let stars = String(repeating: "a*", count: 2000)
        #expect(!matches(stars + "b", key))
        #expect(matches(stars, key))
        #expect(!matches("*" + stars + "?b*c", key))
    }

    /// All patterns of a small alphabet against a matcher that only follows the definition.
    @Test func agreesWithTheDefinition() {
        let alphabet = Array("ab*?".utf8)
        let keys = (0...4).flatMap { Self.words(of: Array("ab".utf8), count: $0) }
        for pattern in (0...5).flatMap({ Self.words(of: alphabet, count: $0) }) {
            let glob = GlobPattern(pattern.span)
            let wrong = keys.filter { glob.matches($0.span) != Self.defined(pattern[...], $0[...]) }
            #expect(wrong.isEmpty, "\(pattern)")
        }
    }

    private static func words(of alphabet: [UInt8], count: Int) -> [[UInt8]] {
        count == 0 ? [[]] : words(of: alphabet, count: count - 1).flatMap { word in alphabet.map { word + [$0] } }
    }

    private static func defined(_ pattern: ArraySlice<UInt8>, _ key: ArraySlice<UInt8>) -> Bool {
        // Servers find the empty key by one star, and by no more.
        key.isEmpty ? pattern.isEmpty || Array(pattern) == Array("*".utf8) : followed(pattern, key)
    }

    private static func followed(_ pattern: ArraySlice<UInt8>, _ key: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return key.isEmpty }
        let rest = pattern.dropFirst()
        if first == UInt8(ascii: "*") { return (0...key.count).contains { followed(rest, key.dropFirst($0)) } }
        guard let byte = key.first else { return false }
        return (first == UInt8(ascii: "?") || first == byte) && followed(rest, key.dropFirst())
    }
}
