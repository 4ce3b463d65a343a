import Testing

@testable import RDBKit

/// Records that are too large for a batch stream through.
struct RewriteLargeTests {
    private static let large = [UInt8](repeating: 0x61, count: 9 << 20)

    private static let file = RDBBytes.file("REDIS0015") { file in
        file.opcode(245, Bytes.string(Array("#!lua name=x\n".utf8) + large))
        file.opcode(247, Bytes.hex("81 0001020304050607 02 01 05") + Bytes.string(large) + [0])
        file.aux("lua", String(decoding: large[..<(5 << 20)], as: UTF8.self))
        file.entry(.string, "before", Bytes.string("v"))
        file.expireMs(1000)
        file.opcode(243, Bytes.hex("01 01020304 02 07 00"))
        file.opcode(249, [5])
        file.entry(.string, "user:large", Bytes.string(large))
        file.entry(.list, "user:list", Bytes.length(2) + Bytes.string(large) + Bytes.string("x"))
        file.entry(.string, "behind", Bytes.string("v"))
    }

    @Test(arguments: [1, 3]) func copied(_ threads: Int) {
        for reopens in [true, false] {
            let result = Rewriting.result(Self.file, step: 1 << 20, threads: threads, reopens: reopens)
            #expect(result.output == Self.file && result.report.keys == 4 && !result.report.isIncomplete)
        }
    }

    @Test(arguments: [1, 3]) func changed(_ threads: Int) {
        let result = Rewriting.result(Self.file, threads: threads, reopens: false) {
            $0.mapping.names.strippedPrefix = Array("user:".utf8)
            $0.expiries.shiftMs = 1
            $0.stripped = [.functions, .aux]
        }
        #expect(
            result.records == [
                "moduleAux", "0 before", "0 large expires 1001 freq 5 classes 1", "0 list", "0 behind", "eof",
            ])
        #expect(Self.file.count - result.output.count > 14 << 20)
        #expect(RDBChecker().check(RDBInput(MemorySource(result.output))).checksumState == .ok)
    }

    @Test(arguments: [1, 3]) func leftOut(_ threads: Int) {
        let result = Rewriting.result(Self.file, threads: threads) {
            $0.filter.globs = [GlobPattern("be*")]
            $0.stripped = [.functions, .modules, .aux]
        }
        #expect(result.records == ["0 before", "0 behind", "eof"])
    }

    /// What streams out cannot be taken back, so it is walked over first where damage may be met and survived.
    @Test(arguments: [1, 3]) func damaged(_ threads: Int) {
        let file = RDBBytes.file { file in
            file.entry(.string, "before", Bytes.string("v"))
            file.entry(
                .zset2, "large", [2] + Bytes.string(Self.large) + Bytes.f64(1) + Bytes.string("m") + Bytes.f64(.nan))
            file.entry(.string, "behind", Bytes.string("v"))
        }
        let strict = Rewriting.result(file, threads: threads)
        #expect(strict.codes == [.scoreNaN] && strict.report.isIncomplete)
        let partial = Rewriting.result(file, threads: threads) { $0.continuesBehindDamage = true }
        #expect(partial.codes == [.scoreNaN] && !partial.report.isTorn)
        #expect(partial.records == ["0 before", "0 behind", "eof"])
        let pipe = Rewriting.result(file, threads: threads, reopens: false) { $0.continuesBehindDamage = true }
        #expect(pipe.codes == [.notRepeatable])
    }
}
