import Testing

@testable import RDBKit

/// Which keys pass a filter.
struct KeyFilterTests {
    private func passes(
        _ key: String = "key", database: UInt64 = 0, type: RDBObjectType = .string, expiresMs: Int64? = nil,
        _ set: (inout KeyFilter) throws -> Void
    ) rethrows -> Bool {
        var filter = KeyFilter()
        try set(&filter)
        var matcher = KeyMatcher(filter)
        var metadata = KeyMetadata()
        metadata.expiresMs = expiresMs
        return matcher.matchesKey(
            database: database, key: Array(key.utf8).span, objectType: type, metadata: metadata)
    }

    @Test func emptyFilterLetsAllPass() {
        let filter = KeyFilter()
        #expect(filter.isEmpty)
        let matcher = KeyMatcher(filter)
        let answers = [matcher.needsSize, matcher.matchesSize(0), matcher.matchesSize(.max)]
        #expect(answers == [false, true, true])
        #expect(passes(expiresMs: -5) { _ in })
    }

    @Test func databases() {
        for (database, isWanted) in [(0, true), (1, false), (3, true), (5, true), (6, false)] as [(UInt64, Bool)] {
            #expect(passes(database: database) { $0.databases = [0...0, 3...5] } == isWanted)
        }
        #expect(passes(database: .max) { $0.databases = [7 ... .max] })
    }

    /// Every layout counts as its value type, Valkey's own too.
    @Test func types() {
        #expect(passes(type: .hashListpack) { $0.types = [.hash] })
        #expect(passes(type: .hash2) { $0.types = [.hash] })
        #expect(!passes(type: .hash2) { $0.types = [.set, .string] })
        #expect(passes(type: .string) { $0.types = [.set, .string] })
        for byte in UInt8.min...UInt8.max {
            let type = RDBObjectType(rawValue: byte)
            for value in RDBValueType.allCases {
                #expect(passes(type: type) { $0.types = [value] } == (type.valueType == value), "\(byte) \(value)")
            }
        }
    }

    @Test func anyOfThePatternsThatAreWanted() throws {
        let set: (inout KeyFilter) throws -> Void = {
            $0.globs = [GlobPattern("a*"), GlobPattern("b")]
            $0.regexes = [try RegexPattern("^c\\d$"), try RegexPattern("z")]
        }
        for key in ["a", "abc", "b", "c1", "xz"] { #expect(try passes(key, set), "\(key)") }
        for key in ["", "bb", "c", "x"] { #expect(try !passes(key, set), "\(key)") }
        #expect(try passes("c1") { $0.regexes = [try RegexPattern("^c")] })
        #expect(try !passes("d1") { $0.regexes = [try RegexPattern("^c")] })
    }

    @Test func noneOfThePatternsThatAreNot() throws {
        let set: (inout KeyFilter) throws -> Void = {
            $0.globs = [GlobPattern("a*")]
            $0.excludedGlobs = [GlobPattern("*x"), GlobPattern("*y")]
            $0.excludedRegexes = [try RegexPattern("\\d"), try RegexPattern("!")]
        }
        for key in ["a", "ab", "axa"] { #expect(try passes(key, set), "\(key)") }
        for key in ["b", "ax", "ay", "a1", "a!"] { #expect(try !passes(key, set), "\(key)") }
        #expect(passes("b") { $0.excludedGlobs = [GlobPattern("a*")] })
        #expect(!passes("a") { $0.excludedGlobs = [GlobPattern("a*")] })
    }

    @Test func differentKindsMustAllHold() {
        let set: (inout KeyFilter) -> Void = {
            $0.databases = [0...1]
            $0.globs = [GlobPattern("k*")]
            $0.types = [.string]
            $0.expiry = .absent
        }
        #expect(passes("k", set))
        #expect(!passes("k", database: 2, set))
        #expect(!passes("x", set))
        #expect(!passes("k", type: .list, set))
        #expect(!passes("k", expiresMs: 5, set))
    }

    @Test(
        arguments: [
            (nil, [true, false, false, false]), (.min, [false, true, false, false]),
            (99_999, [false, true, false, false]), (100_000, [false, false, true, false]),
            (159_999, [false, false, true, false]), (160_000, [false, false, true, true]),
            (170_999, [false, false, true, true]), (171_000, [false, false, true, false]),
            (.max, [false, false, true, false]),
        ] as [(Int64?, [Bool])])
    func expiry(_ expiresMs: Int64?, _ holds: [Bool]) {
        let now: Int64 = 100_000
        let conditions: [ExpiryCondition] = [
            .absent, .expired(nowMs: now), .live(nowMs: now), .left(60...70, nowMs: now),
        ]
        #expect(conditions.map { condition in passes(expiresMs: expiresMs) { $0.expiry = condition } } == holds)
    }

    @Test func expiryBeyondAllNumbers() {
        #expect(passes(expiresMs: .max) { $0.expiry = .left(0 ... .max, nowMs: 5) })
        #expect(passes(expiresMs: .max) { $0.expiry = .left(.max ... .max, nowMs: .max) })
        #expect(passes(expiresMs: .min) { $0.expiry = .left(.min ... -1, nowMs: .min) })
        #expect(passes(expiresMs: .min) { $0.expiry = .expired(nowMs: .min) })
    }

    @Test func sizes() {
        var filter = KeyFilter()
        filter.valueBytes = 10...20
        let matcher = KeyMatcher(filter)
        let needsSize = matcher.needsSize
        let answers = [9, 10, 20, 21].map { matcher.matchesSize($0) }
        #expect(!filter.isEmpty && needsSize)
        #expect(answers == [false, true, true, false])
        #expect(passes { $0.valueBytes = 10...20 })
    }

    /// Slots that real servers gave.
    @Test func slots() {
        #expect(passes("foo") { $0.slots = [12182...12182] })
        #expect(passes("{foo}2") { $0.slots = [0...5, 12000...13000] })
        #expect(!passes("bar") { $0.slots = [0...5060, 5062...16383] })
    }

    @Test func undecidedKeysAreCountedAndLeftOut() throws {
        #expect(try undecided(of: [Self.long, "a", "b"], passing: ["a"]) { $0.regexes = [try Self.slow] } == 1)
        #expect(try undecided(of: [Self.long, "a", "b"], passing: ["b"]) { $0.excludedRegexes = [try Self.slow] } == 1)
    }

    /// What another condition decides needs no answer of a regular expression.
    @Test func decidedByOthers() throws {
        let keys = [Self.long]
        let end = try RegexPattern("b$")
        #expect(try undecided(of: keys, passing: keys) { $0.regexes = [try Self.slow, end] } == 0)
        #expect(try undecided(of: keys, passing: []) { $0.excludedRegexes = [try Self.slow, end] } == 0)
        #expect(
            try undecided(of: keys, passing: keys) {
                $0.globs = [GlobPattern("a*")]
                $0.regexes = [try Self.slow]
            } == 0)
    }

    /// A key for which ``slow`` finds no answer.
    private static let long = String(repeating: "a", count: 60) + "b"
    private static var slow: RegexPattern {
        get throws { try RegexPattern("^(a+)+$") }
    }

    /// Keys that a filter leaves undecided, if it lets those of `passing` pass.
    private func undecided(
        of keys: [String], passing: [String], _ set: (inout KeyFilter) throws -> Void
    ) rethrows -> UInt64 {
        var filter = KeyFilter()
        try set(&filter)
        var matcher = KeyMatcher(filter)
        let metadata = KeyMetadata()
        let passed = keys.filter {
            matcher.matchesKey(database: 0, key: Array($0.utf8).span, objectType: .string, metadata: metadata)
        }
        #expect(passed == passing)
        return matcher.undecidedKeys
    }

    @Test func currentKeyOfAReader() throws {
        let file = RDBBytes.file { file in
            file.entry(.string, "a", Bytes.string("1"))
            file.selectDB(3)
            file.expireMs(500)
            file.entry(.string, "ab", Bytes.string("2"))
            file.entry(.set, "ac", Bytes.length(1) + Bytes.string("m"))
        }
        #expect(try keys(in: file) { $0.databases = [3...3] } == ["ab", "ac"])
        #expect(try keys(in: file) { $0.globs = [GlobPattern("?")] } == ["a"])
        #expect(try keys(in: file) { $0.types = [.set] } == ["ac"])
        #expect(try keys(in: file) { $0.expiry = .live(nowMs: 500) } == ["ab"])
        #expect(try keys(in: file) { $0.regexes = [try RegexPattern("^a.?$")] } == ["a", "ab", "ac"])
    }

    private func keys(in file: [UInt8], _ set: (inout KeyFilter) throws -> Void) throws -> [String] {
        var filter = KeyFilter()
        try set(&filter)
        var matcher = KeyMatcher(filter)
        var reader = try RDBReader(MemorySource(file))
        var keys: [String] = []
        while let record = try reader.next() {
            guard record == .entry, matcher.matchesKey(reader) else { continue }
            keys.append(String(decoding: reader.keyBytes, as: UTF8.self))
        }
        return keys
    }

    @Test func threadsShareAFilter() async throws {
        var filter = KeyFilter()
        filter.regexes = [try RegexPattern("^key:(\\d*)[13579]$"), try RegexPattern("^key:0")]
        filter.excludedRegexes = [try RegexPattern("(.)\\1")]
        let shared = filter
        let counts = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { Self.count(shared) } }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(counts == [Int](repeating: 3_691, count: 4))
    }

    /// Keys that pass of `key:0` to `key:9999`.
    private static func count(_ filter: KeyFilter) -> Int {
        var matcher = KeyMatcher(filter)
        let metadata = KeyMetadata()
        return (0..<10_000).count { number in
            let key = Array("key:\(number)".utf8)
            return matcher.matchesKey(database: 0, key: key.span, objectType: .string, metadata: metadata)
        }
    }
}
