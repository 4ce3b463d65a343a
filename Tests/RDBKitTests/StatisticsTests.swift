import Testing

@testable import RDBKit

/// Keys, elements and sizes by database and type.
struct StatisticsTests {
    private func statistics(_ file: [UInt8], step: Int = .max) throws -> RDBStatistics {
        var statistics = RDBStatistics(nowMs: 1000)
        var reader = try RDBReader(MemorySource(file, step: step))
        while let record = try reader.next() {
            guard record == .entry else { continue }
            try statistics.decodeValue(of: &reader)
            statistics.addKey(of: reader)
        }
        return statistics
    }

    private func row(_ counted: RDBTypeStatistics) -> [UInt64] {
        [counted.keys, counted.elements, counted.elementBytes, counted.mostElements, counted.largestElement]
    }

    @Test("names, expiries and databases", arguments: [1, 7, Int.max])
    func keys(_ step: Int) throws {
        let file = RDBBytes.file {
            $0.entry(.string, "first", Bytes.string("abc"))
            $0.selectDB(3)
            $0.expireMs(999)
            $0.entry(.string, "ab", Bytes.integer(-1234))
            $0.expireMs(1000)
            $0.entry(.string, "c", Bytes.string(""))
        }
        let counted = try statistics(file, step: step)
        #expect(counted.databases.sorted() == [0, 3])
        #expect(row(counted.keys(of: .string, in: 0)) == [1, 1, 3, 1, 3])
        let third = counted.keys(of: .string, in: 3)
        #expect(row(third) == [2, 2, 5, 1, 5])
        #expect([third.keyBytes, third.expires, third.expired] == [3, 2, 1])
        #expect(row(counted.keys(of: .list, in: 3)) == [0, 0, 0, 0, 0])
    }

    @Test("each type has its elements, packed or not")
    func types() throws {
        let scores = Bytes.string("m") + Bytes.f64(1.5) + Bytes.string("mm") + Bytes.f64(-.infinity)
        let file = RDBBytes.file {
            $0.entry(.zsetListpack, "z", Bytes.string(PackedBytes.listpack(["m", "1.5", "mm", "-inf"])))
            $0.entry(.zset2, "Z", Bytes.length(2) + scores)
            $0.entry(.hash, "h", Bytes.length(1) + Bytes.string("field") + Bytes.integer(77))
            $0.entry(.hashListpack, "H", Bytes.string(PackedBytes.listpack(["f", 100])))
            $0.entry(.setIntset, "s", Bytes.string(PackedBytes.intset(2, [-5, 10, 300])))
            $0.entry(.list, "l", Bytes.length(2) + Bytes.string("abcd") + Bytes.string("a"))
        }
        let counted = try statistics(file)
        #expect(row(counted.keys(of: .zset, in: 0)) == [2, 4, 20, 2, 6])
        #expect(row(counted.keys(of: .hash, in: 0)) == [2, 2, 11, 1, 7])
        #expect(row(counted.keys(of: .set, in: 0)) == [1, 3, 7, 3, 3])
        #expect(row(counted.keys(of: .list, in: 0)) == [1, 2, 5, 2, 4])
    }

    @Test("a stream's elements are its live entries with all their fields")
    func streams() throws {
        var node = StreamNodeBytes(StreamID(1, 1), values: [])
        node.fields = ["f", "gg"]
        node.entries = [
            .init(milliseconds: 0, sequence: 0, items: ["one", "two"]),
            .init(milliseconds: 0, sequence: 1, isDeleted: true, items: ["a long one", "two"]),
            .init(milliseconds: 0, sequence: 2, items: ["x", "name", "y", 12], hasOwnFields: true),
        ]
        var stream = StreamBytes(nodes: [node], length: 2)
        stream.groups = [StreamGroupBytes(name: "a group")]
        let file = RDBBytes.file { $0.entry(.streamListpacks, "s", stream.bytes(version: 1)) }
        #expect(row(try statistics(file).keys(of: .stream, in: 0)) == [1, 2, 17, 2, 9])
    }

    @Test("sizes of a value with many elements are all counted")
    func many() throws {
        let items = (1...3000).flatMap { Bytes.string([UInt8](repeating: 97, count: $0 % 100)) }
        let file = RDBBytes.file { $0.entry(.list, "l", Bytes.length(3000) + items) }
        let list = try statistics(file).keys(of: .list, in: 0)
        #expect(row(list) == [1, 3000, 148_500, 3000, 99])
        #expect([50, 90, 99].map { list.elementBytes(percentile: $0) } == [49, 89, 98])
        #expect(list.elements(percentile: 50) == 3000)
    }

    @Test("what was decoded but not added leaves no trace")
    func notAdded() throws {
        let file = RDBBytes.file {
            $0.entry(.list, "l", Bytes.length(2) + Bytes.string("abcd") + Bytes.string("a"))
            $0.entry(.string, "s", Bytes.string("abc"))
        }
        var statistics = RDBStatistics(nowMs: 0)
        var reader = try RDBReader(MemorySource(file))
        _ = try reader.next()
        try statistics.decodeValue(of: &reader)
        _ = try reader.next()
        try statistics.decodeValue(of: &reader)
        statistics.addKey(of: reader)
        #expect(row(statistics.keys(of: .list, in: 0)) == [0, 0, 0, 0, 0])
        #expect(row(statistics.keys(of: .string, in: 0)) == [1, 1, 3, 1, 3])
    }

    @Test("databases beyond the most that are counted apart")
    func manyDatabases() throws {
        let file = RDBBytes.file {
            for number in 0...UInt64(RDBStatistics.mostDatabases) {
                $0.selectDB(number * 1000)
                $0.entry(.string, "k", Bytes.string("v"))
            }
        }
        let counted = try statistics(file)
        #expect(counted.databases.count == RDBStatistics.mostDatabases)
        #expect(counted.otherKeys == 1)
    }

    @Test(
        "percentiles are exact below 2048, the end of a step above, and never out of range",
        arguments: [
            ([], 0), ([0], 0), ([1, 2], 1), ([3, 1, 2], 2), ([2047], 2047), ([2048], 2049), ([4097], 4099),
            ([5_000_000], 5_001_215), ([UInt64.max], UInt64.max),
        ] as [([UInt64], UInt64)])
    func percentiles(_ sizes: [UInt64], _ median: UInt64) {
        var histogram = SizeHistogram()
        for size in sizes { histogram.add(size) }
        #expect(histogram.percentile(50) == median)
        var sum = SizeHistogram()
        sum.add(histogram)
        sum.add(histogram)
        #expect(sum.percentile(50) == median)
    }

    @Test(
        "scores are as long as Valkey prints them",
        arguments: [
            (0, "0"), (-0.0, "-0"), (1, "1"), (-17, "-17"), (1.5, "1.5"), (100_000_000, "1e+8"),
            (10_000_000, "10000000"), (120_000_000, "120000000"), (.infinity, "inf"), (-.infinity, "-inf"),
            (0.1, "0.1"), (0.000_001, "0.000001"), (0.000_000_1, "1e-7"), (0.30000000000000004, "0.30000000000000004"),
            (1e300, "1e+300"), (1.5e-10, "1.5e-10"), (-1.7976931348623157e308, "-1.7976931348623157e+308"),
            (9_007_199_254_740_992, "9007199254740992"), (3.25e20, "3.25e+20"), (.leastNonzeroMagnitude, "5e-324"),
            (12345.678901, "12345.678901"), (1e15, "1e+15"),
        ] as [(Double, String)])
    func scores(_ score: Double, _ text: String) {
        #expect(ScoreLength.of(score) == UInt64(text.utf8.count))
    }
}
