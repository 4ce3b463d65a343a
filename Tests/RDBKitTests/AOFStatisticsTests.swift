import SystemPackage
import Testing

@testable import RDBKit

@Suite("AOF statistics")
struct AOFStatisticsTests {
    private func statistics(_ bytes: [UInt8], threads: Int = 1, memory: Int = 1 << 20) throws -> AOFStatistics {
        let folder = try TestFolder()
        try folder.write("a.aof", bytes)
        var options = AOFStatistics.Options()
        options.threads = threads
        options.memory = memory
        return AOFStatistics(try AOFSet(path: folder.path.appending("a.aof")), options)
    }

    private func bytes(_ commands: [String]) -> [UInt8] {
        commands.flatMap { AOFCommandWriter.bytes($0.split(separator: " ").map(String.init)) }
    }

    @Test("counts commands, keys, prefixes and transactions, with any number of threads", arguments: [1, 3])
    func counts(_ threads: Int) throws {
        let log =
            (0..<20_000).flatMap { AOFCommandWriter.bytes(["INCR", "user:\($0 % 100)"]) }
            + bytes(["MULTI", "SET k 1", "SET k 2", "EXEC", "JSON.SET doc $ 1"])
        let found = try statistics(log, threads: threads)
        #expect(found.commands.map(\.name) == ["incr", "set", "exec", "json.set", "multi"])
        #expect(found.total.commands == 20_005 && found.total.bytes == UInt64(log.count))
        #expect(found.bytes == UInt64(log.count) && found.findings.isEmpty)
        #expect(found.keysByCommands.names.allSatisfy { $0.weight == 200 } && found.keysByCommands.error == 0)
        #expect(found.prefixesByCommands.names.first?.name == Array("user:".utf8))
        #expect(found.transactions == 1 && found.transactionCommands == 2)
        #expect(found.largestTransaction?.commands == 2)
    }

    @Test(
        "what is superseded",
        arguments: [
            (["SET a 1", "SET a 2"], ["SET a 2"]), (["SET a 1", "DEL a"], []), (["SET a 1", "FLUSHALL"], []),
            (["SET a 1", "SELECT 1", "SET b 1", "FLUSHDB"], ["SET a 1"]),
            (["SET a 1", "SWAPDB 0 1", "FLUSHDB"], ["SET a 1"]),
            (["INCR a", "INCR a", "INCR a"], ["INCR a"]), (["RPUSH l 1", "RPUSH l 2", "LPOP l"], ["RPUSH l 1"]),
            (["HSET h f 1", "HSET h f 2", "HSET h g 1"], ["HSET h f 2 g 1"]),
            (["SADD s a", "SADD s b", "SREM s a"], ["SADD s b"]), (["ZADD z 1 a", "ZADD z 2 a"], ["ZADD z 2 a"]),
            (["RPUSH l 1 2 3", "LTRIM l 1 -1"], ["RPUSH l 1 2"]), (["RPUSH l 1 2 3", "LTRIM l 5 9"], []),
            (["SET a 1", "EXPIRE a 10", "EXPIRE a 20"], ["SET a 1", "EXPIRE a 20"]),
            (["SET a 1", "EXPIRE a 10", "PERSIST a"], ["SET a 1"]), (["SET a 1", "EXPIRE a 9", "DEL a"], []),
            (["XADD s MAXLEN 1 1-1 f v", "XADD s MAXLEN = 1 2-1 f v"], ["XADD s 2-1 f v"]),
            (["XADD s 1-1 f v", "XADD s 2-1 f v", "XTRIM s MAXLEN = 1"], ["XADD s 1-1 f v"]),
            (["XADD s 1-1 f v", "XDEL s 1-1"], []),
        ])
    func superseded(_ commands: [String], _ rest: [String]) throws {
        let found = try statistics(bytes(commands))
        #expect(found.superseded.bytes == UInt64(bytes(commands).count - bytes(rest).count))
        #expect(found.superseded.isWhole && found.superseded.error == 0)
    }

    @Test("of many elements of a key a sample says about the same")
    func elements() throws {
        let log = (0..<60_000).flatMap {
            AOFCommandWriter.bytes(["HSET", "h", "field:\($0 * 7919 % 20_000)", "value"])
        }
        let found = try statistics(log).superseded
        let rest = (0..<20_000).reduce(0) { $0 + AOFCommandWriter.bytes(["field:\($1)", "value"]).count - 4 }
        #expect(found.isWhole && found.error > 0 && found.error < UInt64(log.count / 50))
        let superseded = UInt64(log.count - rest)
        #expect(max(superseded, found.bytes) - min(superseded, found.bytes) < 2 * found.error, "\(found) \(superseded)")
    }

    @Test("of a large log a sample says about the same as all keys")
    func sample() throws {
        var random = TestRandom(7)
        let log = (0..<60_000).flatMap { _ in
            AOFCommandWriter.bytes(["SET", "key:\(random.next() % 30_000)", String(repeating: "x", count: 20)])
        }
        let all = try statistics(log, memory: 64 << 20).superseded
        let some = try statistics(log, memory: 1 << 20).superseded
        #expect(all.isWhole && !some.isWhole && some.sample < 3000)
        let difference = max(all.bytes, some.bytes) - min(all.bytes, some.bytes)
        #expect(difference <= 2 * some.error, "\(all) \(some)")
    }

    @Test("samples are right on average, also where few keys are large and names are in several databases")
    func unbiased() throws {
        var random = TestRandom(11)
        var log: [UInt8] = []
        for round in 0..<6_000 {
            let (name, member) = ("\(random.next() % 3_000)", "\(random.next() >> 34)")
            if round % 4 == 0 { log += AOFCommandWriter.bytes(["SELECT", "\(round / 4 % 3)"]) }
            log += AOFCommandWriter.bytes(["SET", "string:\(name)", String(repeating: "x", count: 40)])
            log += AOFCommandWriter.bytes(["SADD", "set:\(random.next() % 30)", member])
        }
        let all = try statistics(log, memory: 64 << 20).superseded
        #expect(all.isWhole && all.error == 0)
        let runs = 40
        var (sum, outside) = (0.0, 0)
        for _ in 0..<runs {
            let some = try statistics(log, memory: 1 << 20).superseded
            let difference = (Double(some.bytes) - Double(all.bytes)) / Double(log.count)
            sum += difference
            if abs(difference) > Double(some.error) / Double(log.count) { outside += 1 }
        }
        #expect(abs(sum) / Double(runs) < 0.006 && outside < runs / 4, "\(sum / Double(runs)), \(outside) outside")
    }

    @Test("a name lacks at most the error that is stated, and no frequent one is missing")
    func frequentNames() {
        var random = TestRandom(3)
        var table = FrequentNames(limit: 64)
        var truth: [UInt64: UInt64] = [:]
        for _ in 0..<50_000 {
            let value = random.next()
            let name = value % 4 == 0 ? value >> 32 % 5 : value >> 20 % 10_000
            truth[name, default: 0] += 1
            let bytes = Array("\(name)".utf8)
            unsafe bytes.withUnsafeBytes { bytes in
                if let base = bytes.baseAddress {
                    unsafe table.add(name &* 0x9E37_79B9_7F4A_7C15 | 1, 1, 0, base, bytes.count)
                }
            }
        }
        let found = Dictionary(
            table.top(64).map { (UInt64(String(decoding: $0.name, as: UTF8.self)) ?? 0, $0.weight) },
            uniquingKeysWith: { $1 })
        for (name, count) in found { #expect(count <= truth[name] ?? 0 && truth[name] ?? 0 <= count + table.error) }
        for (name, count) in truth where count > table.error { #expect(found[name] != nil, "\(name)") }
    }

    @Test("what can be read of a damaged log is counted")
    func damaged() throws {
        let found = try statistics(bytes(["SET a 1"]) + Array("*2\r\n$3\r\nDE".utf8))
        #expect(found.total.commands == 1 && found.isDamaged)
    }

    @Test("time stamps of any size; stretches that became wider keep their places")
    func oddTimes() throws {
        let stamps = ["#TS:9223372036854775807\r\n", "#TS:1700000000\r\n", "#TS:-9223372036854775808\r\n"]
        let found = try statistics(stamps.flatMap { Array($0.utf8) + AOFCommandWriter.bytes(["PING"]) })
        #expect(found.total.commands == 3)
        var series = AOFTimeSeries()
        for second in 0..<5000 { series.add(Int64(second), bytes: 1) }
        series.merge(AOFTimeSeries())
        #expect(series.stretches(atMost: 5000).stretches.allSatisfy { $0.commands == 8 })
    }

    @Test("time is cut into stretches of a bounded number")
    func time() {
        var series = AOFTimeSeries()
        for second in 0..<5000 { series.add(1_700_000_000 + Int64(second), bytes: 10) }
        series.merge(AOFTimeSeries())
        #expect(series.width == 8)
        let (start, width, stretches) = series.stretches(atMost: 50)
        #expect(stretches.count <= 50 && stretches.reduce(0) { $0 + $1.commands } == 5000)
        #expect(start <= 1_700_000_000 && width % 8 == 0)
    }
}
