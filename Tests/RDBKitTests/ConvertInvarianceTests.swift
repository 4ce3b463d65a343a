import Testing

@testable import RDBKit

/// Neither threads nor the way in which the input is split change a byte of the output.
struct ConvertInvarianceTests {
    private static let isRelease = !_isDebugAssertConfiguration()

    private func expectInvariance(
        _ file: [UInt8], steps: [Int], threads: [Int] = [1, 2, 5], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for manner in Converting.manners {
            let expected = Converting.result(file, manner.format, manner.change)
            for threads in threads {
                for step in steps {
                    let result = Converting.result(file, manner.format, step: step, threads: threads, manner.change)
                    let isSame = result.output == expected.output && result.report.text == expected.report.text
                    #expect(isSame, "\(manner.name), \(threads) threads, step \(step)", sourceLocation: sourceLocation)
                }
            }
        }
    }

    @Test(arguments: Fixtures.names.filter { !$0.contains("slot-info") })
    func fixtures(_ name: String) throws {
        // Most of them are one batch: in debug builds the shortest way through all the code must do.
        expectInvariance(
            try Fixtures.bytes(name), steps: Self.isRelease ? [7, .max] : [7],
            threads: Self.isRelease ? [1, 2, 5] : [2])
    }

    @Test(arguments: [0, 1])
    func samples(_ sample: Int) {
        expectInvariance(
            SampleFile.bothWithoutSlots[sample], steps: Self.isRelease ? [1, 4096, .max] : [7], threads: [1, 2, 5])
    }

    /// Many batches, one after the other, with values between them that are cut by the window or fit into none.
    @Test(.enabled(if: isRelease)) func mixedSizes() {
        var random = TestRandom(61)
        let file = RDBBytes.file { file in
            for index in 0..<6000 {
                if index % 1500 == 0 { file.selectDB(UInt64(index / 1500)) }
                if index % 10 == 0 { file.expireMs(Int64(index)) }
                let length = index % 997 == 5 ? 700_000 : Int(random.next() % 300)
                file.entry(
                    .list, "key:\(index)", [2] + Bytes.string(random.bytes(length)) + Bytes.string("an \"element\""))
                if index % 2500 == 2499 {
                    let text = random.compressibleBytes(6 << 20)
                    file.entry(
                        .hash, "large:\(index)", [2] + Bytes.string("f") + Bytes.lzf(of: text) + Bytes.hex("0167 0177"))
                }
            }
        }
        expectInvariance(file, steps: [50_000, .max])
    }

    /// Damage in many places, known ends: the same is left out whoever meets it.
    @Test(arguments: [0, 1])
    func damagedSamples(_ sample: Int) {
        let file = SampleFile.bothWithoutSlots[sample]
        var random = TestRandom(62)
        for _ in 0..<(Self.isRelease ? 60 : 8) {
            var damaged = file
            for _ in 0..<3 {
                damaged[Int(random.next() % UInt64(file.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            for continues in [false, true] {
                for format in RDBConvertFormat.allCases {
                    let expected = Converting.result(damaged, format) { $0.continuesBehindDamage = continues }
                    let other = Converting.result(damaged, format, step: 7, threads: 2) {
                        $0.continuesBehindDamage = continues
                    }
                    #expect(other.output == expected.output && other.report.text == expected.report.text, "\(format)")
                }
            }
        }
    }

    /// A damaged record in front of one that is too large for a batch: who reads the large one waits for the other.
    @Test(.timeLimit(.minutes(1))) func damageInFrontOfLargeValues() {
        let large = [UInt8](repeating: 0x61, count: 9 << 20)
        let file = RDBBytes.file { file in
            for round in 0..<3 {
                for index in 0..<3000 {
                    file.entry(.string, "\(round):\(index)", Bytes.string(large[..<200].map { $0 }))
                }
                file.entry(.zset2, "damaged", [1] + Bytes.string("m") + Bytes.f64(.nan))
                file.entry(.string, "large", Bytes.string(large))
            }
        }
        for threads in [2, 3, 5] {
            for _ in 0..<(Self.isRelease ? 5 : 1) {
                let result = Converting.result(file, threads: threads)
                #expect(result.codes == [.scoreNaN] && result.report.keys == 3000 && result.lines.count == 3000)
            }
        }
    }
}
