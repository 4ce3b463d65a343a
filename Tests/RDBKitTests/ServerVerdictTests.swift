import Testing

@testable import RDBKit

/// Verdicts on files of hand-written bytes; live servers confirm the rules elsewhere.
@Suite("Verdicts")
struct ServerVerdictTests {
    private static let past: Int64 = 1000
    private static let now: Int64 = 5000

    private func verdict(
        _ target: ServerTarget, _ bytes: [UInt8], step: Int = .max, threads: Int = 1,
        _ change: (inout ServerSettings) -> Void = { _ in }
    ) -> ServerVerdict? {
        Checking.report(bytes, step: step, threads: threads) { options in
            var settings = ServerSettings(target)
            change(&settings)
            options.server = settings
            options.nowMs = Self.now
        }.server
    }

    private func text(_ verdict: ServerVerdict?) -> [String] {
        guard let verdict else { return ["none"] }
        return [verdict.outcome.rawValue]
            + verdict.reasons.map {
                "\($0.effect.rawValue) \($0.finding.error.code.rawValue) @\($0.finding.error.offset)"
            }
    }

    @Test("a key that occurs twice crashes, unless one of them is not there")
    func duplicates() {
        let twice = RDBBytes.file("REDIS0009") { file in
            file.entry(.string, "a", Bytes.string("1"))
            file.entry(.string, "a", Bytes.string("2"))
        }
        #expect(text(verdict(.redis70, twice)) == ["crashes", "crashes duplicate-key @14"])
        let expired = RDBBytes.file("REDIS0009") { file in
            file.expireMs(Self.past)
            file.entry(.string, "a", Bytes.string("1"))
            file.entry(.string, "a", Bytes.string("2"))
        }
        #expect(text(verdict(.redis70, expired)) == ["loads"])
        let empty = RDBBytes.file("REDIS0009") { file in
            file.entry(.set, "a", [0])
            file.entry(.string, "a", Bytes.string("2"))
        }
        #expect(verdict(.redis70, empty)?.outcome == .loadsWithLosses)
    }

    @Test("an expired key loses nothing")
    func expiredEmpty() {
        let file = RDBBytes.file("REDIS0009") { file in
            file.expireMs(Self.past)
            file.entry(.set, "a", [0])
        }
        #expect(text(verdict(.redis70, file)) == ["loads"])
    }

    @Test("the first thing that ends the loading decides")
    func order() {
        let file = RDBBytes.file("REDIS0009") { file in
            file.selectDB(16)
            file.entry(.string, "a", Bytes.string("1"))
            file.entry(.string, "a", Bytes.string("2"))
        }
        #expect(verdict(.redis70, file)?.outcome == .refuses)
        #expect(verdict(.redis70, file) { $0.databases = 17 }?.outcome == .crashes)
    }

    @Test("Valkey drops fields that have expired, Redis does not know the layout")
    func fields() {
        let value = [1] + Bytes.string("f") + Bytes.string("v") + Bytes.i64(Self.past)
        let file = RDBBytes.file("VALKEY080") { $0.entry(.hash2, "h", value) }
        #expect(text(verdict(.valkey91, file)) == ["loads-with-losses", "loses field-expired @9"])
        #expect(verdict(.redis82, file)?.outcome == .refuses)
    }

    @Test("entries of a listpack are validated by Valkey, and by Redis only when it converts it")
    func listpacks() {
        var node = PackedBytes.listpack([.text([1]), .text([2])])
        node[8] ^= 0x40
        let file = RDBBytes.file("REDIS0010") { $0.entry(.hashListpack, "h", Bytes.string(node)) }
        #expect(verdict(.redis70, file)?.outcome == .loadsWithLosses)
        #expect(verdict(.valkey91, file)?.outcome == .refuses)
        let uncounted = PackedBytes.listpack([.text([1]), .text([2])], count: 65535)
        var broken = uncounted
        broken[8] = 77
        let walked = RDBBytes.file("REDIS0010") { $0.entry(.hashListpack, "h", Bytes.string(broken)) }
        #expect(verdict(.redis70, walked)?.outcome == .crashes)
    }

    @Test("neither threads nor the pieces of the input change a verdict")
    func invariance() {
        let file = RDBBytes.file("REDIS0010") { file in
            for number in 0..<3000 { file.entry(number % 7 == 0 ? .set : .string, "k\(number)", [0]) }
            file.entry(.string, "k5", Bytes.string("again"))
        }
        let whole = text(verdict(.redis70, file))
        #expect(whole.first == "crashes")
        #expect(text(verdict(.redis70, file, step: 777)) == whole)
        #expect(text(verdict(.redis70, file, threads: 3)) == whole)
    }
}
