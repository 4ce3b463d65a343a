import Testing

@testable import RDBKit

/// Files for other servers: what they cannot hold is named, and treated as asked for.
struct RewriteTargetTests {
    private static let file = SampleFile.redis(hasSlots: false)

    private func result(_ target: ServerTarget, _ treatment: UnsupportedTreatment, step: Int = .max, threads: Int = 1)
        -> Rewriting.Result
    {
        Rewriting.result(Self.file, step: step, threads: threads) {
            $0.target = target
            $0.unsupported = treatment
            $0.gathersContents = true
        }
    }

    private func check(_ result: Rewriting.Result, for target: ServerTarget) -> RDBCheckReport {
        var options = RDBCheckOptions()
        options.server = ServerSettings(target)
        options.server?.modules = ["AAECAwQFB", "AAECAwQFBg"]
        return RDBChecker(options).check(RDBInput(MemorySource(result.output)))
    }

    @Test(arguments: ServerTarget.allCases)
    func failing(_ target: ServerTarget) {
        let result = result(target, .fail)
        #expect(!result.report.isEnded && result.report.isIncomplete)
        let lacks = result.report.findings.filter { $0.error.code == .targetLacks && $0.severity == .error }
        // An array, and what a module attaches to a key; all of it is named, not only the first.
        #expect(lacks.contains { $0.objectType == .array } && lacks.count > 1)
    }

    @Test(arguments: ServerTarget.allCases)
    func dropping(_ target: ServerTarget) {
        let result = result(target, .drop)
        #expect(result.report.isEnded && result.report.lostRecords > 1)
        #expect(!result.report.isIncomplete)
        let report = check(result, for: target)
        #expect(report.header == RDBHeader(for: target) && report.checksumState == .ok)
        let bad = report.findings.filter { $0.severity == .error }
        #expect(bad.isEmpty, "\(bad.map(\.text))")
        #expect(result.records.contains { $0.contains("key:76") })
    }

    @Test(arguments: ServerTarget.allCases)
    func degrading(_ target: ServerTarget) throws {
        let result = result(target, .degrade)
        let dropped = self.result(target, .drop)
        #expect(result.report.isEnded && result.report.keys > dropped.report.keys)
        #expect(result.records.contains { $0.hasSuffix(" meta") })
        let contents = try #require(result.report.contents)
        #expect(contents.match(RDBInput(MemorySource(result.output)), threads: 1, memory: 1 << 24))
        for (step, threads) in [(1, 1), (7, 3)] {
            #expect(self.result(target, .degrade, step: step, threads: threads).output == result.output)
        }
    }

    /// A field's expiry has 48 bits in Redis' files, whatever the target.
    @Test(arguments: [nil, .redis74, .redis82] as [ServerTarget?])
    func fieldsBeyondTheRange(_ target: ServerTarget?) throws {
        let file = try Fixtures.bytes("hash_listpack_ex_redis-7.4.rdb")
        func shifted(_ treatment: UnsupportedTreatment) -> Rewriting.Result {
            Rewriting.result(file) {
                $0.target = target
                $0.unsupported = treatment
                $0.expiries.shiftMs = 1 << 48
                $0.gathersContents = true
            }
        }
        let failed = shifted(.fail)
        #expect(!failed.report.isEnded && !failed.codes.isEmpty && failed.codes.allSatisfy { $0 == .fieldExpiry })
        #expect(failed.report.findings.first?.detail?.contains("would expire after the year 10889") == true)
        guard target != nil else { return }
        let degraded = shifted(.degrade)
        #expect(degraded.report.isEnded)
        let contents = try #require(degraded.report.contents)
        #expect(contents.match(RDBInput(MemorySource(degraded.output)), threads: 1, memory: 1 << 24))
    }

    @Test func versionsWithoutAnEncoder() {
        let old = RDBBytes.file("REDIS0006") { $0.entry(.string, "k", Bytes.string("v")) }
        #expect(Rewriting.result(old) { $0.reencodes = true }.codes == [.targetUnknown])
        let result = Rewriting.result(old) { $0.target = .redis62 }
        #expect(result.output == RDBBytes.file("REDIS0009") { $0.entry(.string, "k", Bytes.string("v")) })
    }

    /// A value that streams out cannot be taken back: it is encoded into nothing first.
    @Test(arguments: [1, 3]) func largeValues(_ threads: Int) {
        let large = [UInt8](repeating: 0x61, count: 9 << 20)
        let file = RDBBytes.file { file in
            file.entry(.string, "before", Bytes.string("v"))
            file.entry(
                .hashMetadata, "large",
                Bytes.u64(9) + [2, 1] + Bytes.string(large) + Bytes.hex("0176 00 0167 0177"))
            file.entry(.string, "behind", Bytes.string(large))
        }
        func result(_ treatment: UnsupportedTreatment) -> Rewriting.Result {
            Rewriting.result(file, threads: threads) {
                $0.target = .redis70
                $0.unsupported = treatment
            }
        }
        #expect(result(.drop).records == ["0 before", "0 behind", "eof"])
        #expect(result(.degrade).records == ["0 before", "0 large", "0 behind", "eof"])
        #expect(result(.fail).codes == [.targetLacks])
    }
}
