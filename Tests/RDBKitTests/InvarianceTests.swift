import Testing

@testable import RDBKit

/// No result depends on threads, on how the input is split, or on whether it can be read again.
struct InvarianceTests {
    @Test func samplesAreSound() {
        let redis = Checking.report(SampleFile.redis())
        #expect(redis.findings.map(\.text) == ["note unconfirmed-version @0+9 found 15"])
        let valkey = Checking.report(SampleFile.valkey())
        #expect(valkey.findings.map(\.text) == [])
    }

    private func expectInvariance(
        _ bytes: [UInt8], steps: [Int], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = Checking.report(bytes).text
        for threads in [1, 2, 4] {
            for step in steps {
                let report = Checking.report(bytes, step: step, threads: threads)
                #expect(report.text == expected, "\(threads) threads, step \(step)", sourceLocation: sourceLocation)
            }
        }
        let once = Checking.report(bytes, reopens: false).text
        for step in steps {
            let report = Checking.report(bytes, step: step, threads: 4, reopens: false)
            #expect(report.text == once, "step \(step), read once", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [0, 1])
    func samples(_ sample: Int) {
        let file = SampleFile.both[sample]
        expectInvariance(file, steps: [1, 7, 4096, .max])
        #expect(Checking.report(file, reopens: false).text == Checking.report(file).text)
    }

    @Test(arguments: [0, 1])
    func damagedSamples(_ sample: Int) {
        let file = SampleFile.both[sample]
        var random = TestRandom(11)
        for _ in 0..<60 {
            var damaged = file
            for _ in 0..<3 {
                damaged[Int(random.next() % UInt64(file.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            expectInvariance(damaged, steps: [7, .max])
        }
    }

    private func value(_ count: Int, _ length: Int, _ seed: UInt64) -> [UInt8] {
        var random = TestRandom(seed)
        var value = Bytes.length(UInt64(count))
        for index in 0..<count {
            value += Bytes.string("field:\(index)") + Bytes.string(random.bytes(length))
        }
        return value
    }

    /// Values that fit into no batch, between others and with damage in some.
    private func largeFile() -> [UInt8] {
        var random = TestRandom(12)
        let text = random.compressibleBytes(5 << 20)
        return RDBBytes.file("REDIS0012") { file in
            file.entry(.string, "first", Bytes.string("v"))
            file.entry(.hash, "hash of 9 MiB", value(9000, 1024, 1))
            file.expireMs(5)
            file.entry(.string, "plain", Bytes.string(random.bytes(6 << 20)))
            file.entry(.setIntset, "damaged", Bytes.string(PackedBytes.intset(2, [2, 1])))
            file.entry(.string, "lzf", Bytes.lzf(of: text))
            file.entry(.string, "corrupt", Bytes.lzf(Array(repeating: 0xFF, count: 5 << 20), length: 9 << 20))
            file.entry(.hashListpack, "node", Bytes.string(PackedBytes.listpack([.text(random.bytes(6 << 20)), 1])))
            file.entry(.list, String(repeating: "key ", count: 400_000), Bytes.hex("01 0161"))
            file.entry(.hash, "many", value(20_000, 100, 2))
            file.entry(.string, "first", Bytes.string("again"))
        }
    }

    @Test func largeValues() {
        let file = largeFile()
        let report = Checking.report(file)
        #expect(report.findings.map(\.error.code) == [.intsetOrder, .lzfCorrupt, .duplicateKey])
        #expect(report.checksumState == .ok && report.keys == 10)
        expectInvariance(file, steps: [4096, 1 << 20, .max])
    }

    /// Elements that are large themselves, in values that are read through a window.
    @Test func largeElements() {
        var random = TestRandom(13)
        let node = PackedBytes.listpack([.text(random.bytes(6 << 20)), 1])
        let file = RDBBytes.file("REDIS0012") { file in
            // Leaves a large window behind, which later values may or may not fill.
            file.entry(.hashListpack, "node", Bytes.string(node))
            var set: [UInt8] = [6]
            for _ in 0..<6 { set += Bytes.string(random.bytes(1_200_000)) }
            file.entry(.set, "set", set)
            file.entry(.string, "last", Bytes.string("v"))
        }
        expectInvariance(file, steps: [4096, 1 << 20, .max])
    }

    /// What a value says twice must be found whether it came in a batch or through a window.
    @Test func duplicatesInLargeValues() {
        var random = TestRandom(14)
        let node = PackedBytes.listpack([.text(random.bytes(6 << 20)), 1])
        let file = RDBBytes.file("REDIS0012") { file in
            file.entry(.hashListpack, "node", Bytes.string(node))
            file.entry(
                .hash, "hash", Bytes.length(5001) + Bytes.hex("07 \"field:3\" 00") + value(5000, 1000, 3).dropFirst(2))
            file.entry(.string, "last", Bytes.string("v"))
        }
        expectInvariance(file, steps: [4096, 1 << 20, .max])
    }

    /// Many batches: each thread gets some.
    @Test func manyRecords() {
        let file = RDBBytes.file("REDIS0012") { file in
            for index in 0..<60_000 {
                if index % 1000 == 0 { file.selectDB(UInt64(index / 20_000)) }
                if index % 10 == 0 { file.expireMs(Int64(index)) }
                let isEmpty = index % 7000 == 5
                file.entry(.list, "key:\(index % 59_990)", isEmpty ? [0] : [1] + Bytes.string("an element"))
            }
        }
        let report = Checking.report(file)
        #expect(report.findingCounts[.emptyCollection] == 9)
        expectInvariance(file, steps: [4096, .max])
    }
}
