import Glibc
import SystemPackage
import Testing

@testable import RDBKit

/// A check says the same whether a log is read in one go or in chunks on several threads.
@Suite("AOF check in chunks")
struct AOFChunkTests {
    private func check(_ bytes: [UInt8], threads: Int, chunkBytes: UInt64, server: ServerTarget? = nil) -> String {
        var options = AOFCheckOptions()
        options.rdb.threads = threads
        options.rdb.maximumFindings = 20
        options.chunkBytes = chunkBytes
        options.server = server
        let report = AOFChecker(options).check(AOFInput(bytes))
        var lines = report.findings.map { "\($0.error) \($0.database.map { "\($0)" } ?? "-") \($0.detail ?? "")" }
        lines += report.findingCounts.map { "\($0.key) \($0.value)" }.sorted()
        lines += report.commandCounts.map { "\($0.key) \($0.value)" }.sorted()
        lines += report.damages.map { "\($0)" } + ["\(String(describing: report.openMulti))"]
        lines.append("\(report.commands) \(report.annotations) \(report.safeEnd) \(report.byteCount)")
        lines.append("\(report.firstTimestamp ?? 0) \(report.lastTimestamp ?? 0)")
        return lines.joined(separator: "\n")
    }

    private func expectInvariance(_ bytes: [UInt8], _ what: String) {
        let whole = check(bytes, threads: 1, chunkBytes: 100)
        for chunkBytes: UInt64 in [60, 300, 2000, 50_000] {
            for threads in [2, 3] {
                #expect(check(bytes, threads: threads, chunkBytes: chunkBytes) == whole, "\(what), \(chunkBytes)")
            }
        }
    }

    /// A log with all that matters to what stands behind it.
    private func log(_ random: inout TestRandom, commands: Int) -> [UInt8] {
        let imitation = "\r\n*1\r\n$4\r\nEXEC\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n7\r\n"
        let lines = [
            ["SET", "key", "value"], ["MULTI"], ["EXEC"], ["MULTI"], ["EXEC"], ["SELECT", "1"], ["SELECT", "99"],
            ["SELECT", "x"], ["DEL", "key"], ["FLUSHALL"], ["NOSUCH", "a"], ["JSON.SET", "a", "$", "1"], ["SET", "a"],
            ["XGROUP", "NOSUCH", "k"], ["SET", "a", imitation], ["SET", "a", String(repeating: imitation, count: 40)],
            ["RPUSH", "list", "1", "2", "3"], ["SET", "b", "x"], ["SET", "c", "y"],
        ]
        var bytes: [UInt8] = []
        var seconds = 1_700_000_000
        for _ in 0..<commands {
            if random.next() % 12 == 0 {
                seconds += Int(random.next() % 5) - 1
                bytes += Array("#TS:\(seconds)\r\n".utf8)
            }
            if random.next() % 40 == 0 { bytes += Array("# a note\n".utf8) }
            bytes += AOFCommandWriter.bytes(lines[Int(random.next() % UInt64(lines.count))])
        }
        return bytes
    }

    @Test("of random logs", arguments: 0..<12)
    func random(_ seed: UInt64) {
        var random = TestRandom(seed)
        let bytes = log(&random, commands: 400)
        expectInvariance(bytes, "sound \(seed)")
        expectInvariance(Array(bytes.dropLast(Int(random.next() % 200))), "torn \(seed)")
        expectInvariance(bytes + [UInt8](repeating: 0, count: 300), "zeros \(seed)")
        var damaged = bytes
        for _ in 0...(seed % 3) { damaged[Int(random.next() % UInt64(bytes.count))] ^= 0x11 }
        expectInvariance(damaged, "damaged \(seed)")
    }

    @Test("of more transactions and SELECTs than have room at once")
    func manyEvents() {
        let transaction = Log.commands("MULTI", "SET a 1", "EXEC")
        let selecting = Log.commands("MULTI", "SELECT 1", "SET a 1", "EXEC", "SELECT 0")
        let bytes = (0..<40_000).flatMap { $0 % 3 == 0 ? selecting : transaction }
        let whole = check(bytes, threads: 1, chunkBytes: 100)
        for chunkBytes: UInt64 in [100_000, 1_000_000] {
            #expect(check(bytes, threads: 2, chunkBytes: chunkBytes) == whole)
        }
    }

    @Test("all of it is read of the file that was opened, whatever has taken its name")
    func replaced() throws {
        let folder = try TestFolder()
        try folder.write("a.aof", Log.commands("SET a 1"))
        let input = try AOFInput(path: folder.path.appending("a.aof"))
        try folder.write("b.aof", Log.commands("DEL b"))
        #expect(unsafe rename(folder.path.appending("b.aof").string, folder.path.appending("a.aof").string) == 0)
        var reader = AOFReader(try #require(try input.window(from: 0)), wholeLimit: 1 << 20)
        #expect(try reader.next() == .command)
        #expect(reader.argument(0) == Array("SET".utf8))
    }

    @Test("of values larger than a chunk")
    func large() {
        let value = String(repeating: "*1\r\n$4\r\nPING\r\n", count: 20_000)
        let bytes = (0..<20).flatMap { AOFCommandWriter.bytes(["SET", "key:\($0)", value]) }
        expectInvariance(bytes, "large")
    }
}
