import Testing

@testable import RDBKit

/// Regular expressions on bytes, and the limits of the search.
struct RegexPatternTests {
    private func answer(_ pattern: String, _ key: [UInt8]) throws -> RegexAnswer {
        let scratch = try #require(RegexScratch())
        return try RegexPattern(pattern).answer(for: key.span, using: scratch)
    }

    private func answer(_ pattern: String, _ key: String) throws -> RegexAnswer {
        try answer(pattern, Array(key.utf8))
    }

    @Test(
        arguments: [
            ("", ""), ("", "key"), ("ey", "keys"), ("^key:\\d+$", "key:17"), ("(?i)KEY", "a key"), ("a|b", "cb"),
            ("^(\\w+):\\1$", "ab:ab"), ("^..$", "é"), ("^$", ""), ("\\x00", "a\0b"), ("(*UTF)^.$", "é"),
        ])
    func found(_ pattern: String, _ key: String) throws {
        #expect(try answer(pattern, key) == .yes)
    }

    @Test(arguments: [("^ey", "key"), ("^\\d+$", "1a"), ("KEY", "key"), ("a", ""), ("^.$", "é"), ("(*UTF)^..$", "é")])
    func notFound(_ pattern: String, _ key: String) throws {
        #expect(try answer(pattern, key) == .no)
    }

    @Test func bytesThatAreNoText() throws {
        #expect(try answer("^\\xFF\\x00[\\x80-\\x9F]$", [0xFF, 0, 0x85]) == .yes)
        #expect(try answer("^\\xFF\\x00[\\x80-\\x9F]$", [0xFF, 0, 0xA0]) == .no)
        #expect(try answer("(*UTF)^a.", [0x61, 0xFF, 0x62]) == .no)
        #expect(try answer("(*UTF)b$", [0x61, 0xFF, 0x62]) == .yes)
    }

    @Test(
        arguments: [
            ("a(b", "missing closing parenthesis", 3), ("[a", "missing terminating ] for character class", 2),
            ("*a", "quantifier does not follow a repeatable item", 0),
        ] as [(String, String, Int)])
    func badPattern(_ pattern: String, _ message: String, _ offset: Int) {
        #expect(throws: RegexError(message: message, offset: offset)) { try RegexPattern(pattern) }
    }

    @Test func errorAsText() {
        #expect(
            RegexError(message: "missing closing parenthesis", offset: 3).description
                == "missing closing parenthesis at offset 3")
    }

    /// Exponential for any backtracking search, with machine code or without it.
    @Test(arguments: ["^(a+)+$", "(*NO_JIT)^(a+)+$", "^(a|aa)+$", "(*NO_JIT)^(a|aa)+$"])
    func limitEndsTheSearch(_ pattern: String) throws {
        #expect(try answer(pattern, String(repeating: "a", count: 60) + "b") == .undecided)
    }

    /// What needs a deep stack or much memory.
    @Test func deepBacktracking() throws {
        let key = String(repeating: "a", count: 30_000) + String(repeating: "b", count: 30_000)
        #expect(try answer("^(a(?1)?b)$", key) == .undecided)
        #expect(try answer("(*NO_JIT)^(a(?1)?b)$", key) == .undecided)
        #expect(try answer("^(a(?1)?b)$", "aabb") == .yes)
        #expect(try answer("^a", key) == .yes)
    }

    @Test func longestKey() throws {
        let key = [UInt8](repeating: UInt8(ascii: "a"), count: RegexPattern.longestKey)
        #expect(try answer("^a+$", key) == .yes)
        #expect(try answer("^a", key + [0]) == .undecided)
    }

    @Test func oneScratchServesManyPatterns() throws {
        let scratch = try #require(RegexScratch())
        let patterns = try ["^a", "(b)(c)", "^(a+)+$"].map { try RegexPattern($0) }
        let long = Array((String(repeating: "a", count: 60) + "bc").utf8)
        for _ in 0..<3 {
            let answers = patterns.map { $0.answer(for: long.span, using: scratch) }
            #expect(answers == [.yes, .yes, .undecided])
            let others = patterns.map { $0.answer(for: [0x62].span, using: scratch) }
            #expect(others == [.no, .no, .no])
        }
    }
}
