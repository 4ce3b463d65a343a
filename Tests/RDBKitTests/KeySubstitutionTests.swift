import Testing

@testable import RDBKit

struct KeySubstitutionTests {
    private func change(_ name: [UInt8], _ text: String) throws -> [UInt8]? {
        let substitution = try KeySubstitution(text)
        return SubstitutionScratch(substitution).flatMap { substitution.apply(to: name, using: $0) }
    }

    private func change(_ name: String, _ text: String) throws -> String? {
        try change(Array(name.utf8), text).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("a:1:a", "s/a/b/", "b:1:a"), ("a:1:a", "s/a/b/g", "b:1:b"), ("A", "s/a/b/", "A"), ("A", "s/a/b/i", "b"),
        ("user:7", "s/^(\\w+):(?<id>\\d+)$/${id}:$1/", "7:user"), ("a/b", "s|/|:|", "a:b"), ("a/b", "s/\\//$$/", "a$b"),
        ("abc", "s/b//", "ac"), ("", "s/^/x/", "x"), ("abc", "s/.*//", ""), ("abc", "s/b/[$0]/", "a[b]c"),
        ("abc", "s/(x)?b/<$1>/", "a<>c"), ("abc", "s/b/\\U$0/", "aBc"), ("né", "s/(*UTF)é$/e/", "ne"),
    ])
    func substitutes(_ name: String, _ text: String, _ result: String) throws {
        #expect(try change(name, text) == result)
    }

    @Test func bytesAreBytes() throws {
        #expect(try change([0xFF, 0, 0x41], "s/\\xFF\\x00/x/") == [0x78, 0x41])
    }

    @Test func longResults() throws {
        let name = String(repeating: "a", count: 5000)
        #expect(try change(name, "s/a/bcd/g")?.count == 15_000)
        // A limit ends what would grow without end.
        #expect(try change(String(repeating: "a", count: 60_000), "s/a/bbbbbbbb/g") == nil)
        #expect(try change(String(repeating: "a", count: 40), "s/(a+)+$|(a|aa)+b/x/g") != nil)
    }

    @Test(arguments: [
        "", "s", "x/a/b/", "s/a/b", "s/a/", "saabba", "s/a/b/x", "s/(/b/", "s/a/${x/", "s/a/$2/", "s/a/$/",
    ])
    func refused(_ text: String) {
        #expect(throws: RegexError.self) { try KeySubstitution(text) }
    }
}
