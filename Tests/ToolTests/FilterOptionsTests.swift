import ArgumentParser
import RDBKit
import Testing
import ToolSupport

/// The options that say which keys are wanted.
@Suite("Filter options")
struct FilterOptionsTests {
    private func filter(_ words: String..., nowMs: Int64 = 0) throws -> KeyFilter {
        try FilterOptions.parse(words).filter(nowMs: nowMs)
    }

    @Test("nothing asked, nothing filtered")
    func empty() throws {
        #expect(try filter().isEmpty)
    }

    @Test("databases and slots are lists of ranges, and repeatable")
    func ranges() throws {
        #expect(try filter("--db", "0,3..5", "--db", "9..").databases == [0...0, 3...5, 9 ... .max])
        #expect(try filter("--db", "..2").databases == [0...2])
        #expect(try filter("--slot", "0..5460", "--slot", "16383").slots == [0...5460, 16383...16383])
        #expect(try filter("--slot", "16000..").slots == [16000...16383])
    }

    @Test("sizes")
    func sizes() throws {
        #expect(try filter("--bytes", "1KiB..10MiB").valueBytes == 1024...10_485_760)
        #expect(try filter("--bytes", "..512").valueBytes == 0...512)
        #expect(try filter("--bytes", "1GiB..").valueBytes == 1_073_741_824 ... .max)
        #expect(try filter("--bytes", "7").valueBytes == 7...7)
    }

    @Test("types")
    func types() throws {
        #expect(try filter("--type", "hash,zset", "--type", "module").types == [.hash, .zset, .module])
    }

    @Test("time to live")
    func expiry() throws {
        #expect(try filter("--ttl", "none").expiry == .absent)
        #expect(try filter("--ttl", "expired", nowMs: 5).expiry == .expired(nowMs: 5))
        #expect(try filter("--ttl", "live", nowMs: 5).expiry == .live(nowMs: 5))
        #expect(try filter("--ttl", "1h..7d", nowMs: 5).expiry == .within(3_600_005...604_801_004))
        #expect(try filter("--ttl", "..60", nowMs: 5).expiry == .within(5...61_004))
        #expect(try filter("--ttl", "30d..", nowMs: 5).expiry == .within(2_592_000_005 ... .max))
        #expect(try filter("--ttl", "90", nowMs: 5).expiry == .within(90_005...91_004))
    }

    @Test("samples")
    func sample() throws {
        #expect(try filter("--sample", "1%").sample == KeySample(share: 0.01))
        #expect(try filter("--sample", "0.5%").sample == KeySample(share: 0.005))
        #expect(try filter("--sample", "0.01").sample == KeySample(share: 0.01))
        #expect(try filter("--sample", "100%").sample == KeySample(share: 1))
    }

    @Test("patterns")
    func patterns() throws {
        let filter = try filter(
            "--key", "user:*", "--key", "\\*", "--key-regex", "^\\xFF", "--not-key", "*:tmp", "--not-key-regex", "\\d$")
        #expect(filter.globs.count == 2 && filter.regexes.count == 1)
        #expect(filter.excludedGlobs.count == 1 && filter.excludedRegexes.count == 1)
        var matcher = KeyMatcher(filter)
        let keys: [[UInt8]] = [
            Array("user:a".utf8), Array("*".utf8), [0xFF, 0], Array("user:tmp".utf8), Array("user:1".utf8), [0x61],
        ]
        let answers = keys.map {
            matcher.matchesKey(database: 0, key: $0.span, objectType: .string, metadata: KeyMetadata())
        }
        #expect(answers == [true, true, true, false, false, false])
    }

    @Test(
        "what is wrong is said, and what is right",
        arguments: [
            (["--db", "x"], "Databases are numbers and ranges of them, such as 0,3 or 1..5."),
            (["--db", "5..1"], "Databases are numbers and ranges of them, such as 0,3 or 1..5."),
            (["--db", "1,"], "Databases are numbers and ranges of them, such as 0,3 or 1..5."),
            (["--db", "-1"], "'--db <range>'"),
            (["--slot", "16384"], "Slots are numbers and ranges of 0 to 16383, such as 0..5460."),
            (["--slot", "0...5"], "Slots are numbers and ranges of 0 to 16383, such as 0..5460."),
            (["--bytes", "1MB"], "Sizes are a range such as 1KiB..10MiB, 1GiB.. or ..512."),
            (["--bytes", ""], "Sizes are a range such as 1KiB..10MiB, 1GiB.. or ..512."),
            (
                ["--type", "hash,sorted"],
                "'sorted' is no type. Types are string, list, set, zset, hash, stream, module, array."
            ),
            (
                ["--ttl", "soon"],
                "It must be none, expired, live, or a range of time left such as 1h..7d, ..60 or 30d..."
            ),
            (["--key-regex", "a(b"], "missing closing parenthesis at offset 3."),
            (["--not-key-regex", "[a"], "missing terminating ] for character class at offset 2."),
            (["--sample", "1"], "A share is a percentage such as 1% or 0.5%, or a fraction such as 0.01."),
            (["--sample", "0%"], "A share is a percentage such as 1% or 0.5%, or a fraction such as 0.01."),
            (["--sample", "101%"], "A share is a percentage such as 1% or 0.5%, or a fraction such as 0.01."),
        ] as [([String], String)])
    func wrong(_ words: [String], _ message: String) {
        do {
            _ = try FilterOptions.parse(words)
            Issue.record("accepted: \(words)")
        } catch {
            #expect(FilterOptions.message(for: error).contains(message), "\(FilterOptions.message(for: error))")
            #expect(FilterOptions.exitCode(for: error).rawValue == 64)
        }
    }
}
