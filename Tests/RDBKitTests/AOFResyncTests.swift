import SystemPackage
import Testing

@testable import RDBKit

@Suite("AOF resynchronisation")
struct AOFResyncTests {
    private static let start = Log.commands("SELECT 0", "SET a 1")

    private static func sets(_ name: String, _ count: Int) -> [UInt8] {
        (0..<count).flatMap { Log.commands("SET \(name)\($0) y") }
    }

    /// A command whose length was changed so that it reaches over commands that follow.
    private static func grown() -> [UInt8] {
        let record = AOFCommandWriter.bytes(["SET", "big", String(repeating: "v", count: 20480)])
        return replacing(record, "$20480", "$60480")
    }

    private static func replacing(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
        guard let place = bytes.firstRange(of: Array(old.utf8)) else { return [] }
        var bytes = bytes
        bytes.replaceSubrange(place, with: Array(new.utf8))
        return bytes
    }

    /// What mending all of it would cost.
    private static func loss(_ bytes: [UInt8]) throws -> AOFLoss {
        let folder = try TestFolder()
        try folder.write("a.aof", bytes)
        let report = AOFChecker().check(try AOFSet(path: folder.path.appending("a.aof")))
        return AOFMendPlanner(report, .everything).plan().loss
    }

    @Test(
        "a length that grew hides nothing, be the end torn or not",
        arguments: [[], Array("*3\r\n$3\r\nSET\r\n$1\r".utf8)])
    func grownLength(_ tail: [UInt8]) throws {
        let bytes = Self.start + Self.grown() + Self.sets("r", 1000) + tail
        let report = Log.check(bytes)
        #expect(report.holes.map(\.end) == [UInt64(Self.start.count + Self.grown().count)])
        #expect(report.commands == 1002)
        #expect(report.tail?.isTorn == (tail.isEmpty ? nil : true))
        #expect(try Self.loss(bytes).bytes == UInt64(Self.grown().count + tail.count))
    }

    @Test("commands between two damages are kept", arguments: [3, 40])
    func between(_ count: Int) throws {
        let broken = Self.replacing(Log.commands("SET b 2"), "$1", "?1")
        let bytes = Self.start + broken + Self.sets("q", count) + broken + Self.sets("r", 99)
        let report = Log.check(bytes)
        #expect(report.holes.map(\.end).count == 2)
        #expect(report.commands == UInt64(2 + count + 99))
        #expect(try Self.loss(bytes).bytes == UInt64(2 * broken.count))
    }

    @Test("each of many damages is a finding, in one pass over the file")
    func many() {
        let bytes = Self.start + (0..<400).flatMap { _ in Self.sets("k", 60) + [0x78] } + Self.start
        let clock = ContinuousClock()
        var report = AOFPartReport()
        let time = clock.measure { report = Log.check(bytes) }
        #expect(report.holes.count == 400)
        #expect(report.commands == 24_004)
        #expect(time < .seconds(20))
    }

    @Test("what is lost is counted behind what cannot be read, too")
    func lost() throws {
        let broken = Array("?1".utf8)
        let bytes = Self.start + broken + Self.sets("q", 2) + broken + Self.sets("p", 1) + broken + Self.sets("r", 99)
        let loss = try Self.loss(bytes)
        #expect(loss.commands == 3)
        #expect(loss.keys == 3)
        #expect(loss.bytes == UInt64(6 + Self.sets("q", 2).count + Self.sets("p", 1).count))
    }

    @Test("the content of a value whose length is lost is no row of commands")
    func content() throws {
        let inner = String(decoding: Self.sets("x", 20), as: UTF8.self)
        let record = Self.replacing(AOFCommandWriter.bytes(["SET", "k", inner]), "$\(inner.utf8.count)", "$9")
        let report = Log.check(Self.start + record + Self.sets("r", 5))
        #expect(report.holes.map(\.end) == [UInt64(Self.start.count + record.count)])
        #expect(report.commands == 7)
        #expect(try Self.loss(Self.start + record + Self.sets("r", 5)).commands == 0)
    }

    @Test("a file that is damaged everywhere is given up at some place, and that is said")
    func givenUp() throws {
        let bytes = Self.start + (0..<10_100).flatMap { _ in Self.sets("k", 3) + [0x78] }
        let report = Log.check(bytes)
        #expect(report.holes.count == 10_000)
        #expect(report.tail?.end == UInt64(bytes.count))
        #expect(report.byteCount == UInt64(bytes.count))
    }

    @Test("lengths that lie cost one look each")
    func lies() {
        let lie = Array("$99999\r\n*1\r\n".utf8)
        // No length ends just where a line does.
        let filler = [UInt8](repeating: 0x78, count: 120_000)
        let bytes = Self.start + filler + (0..<30_000).flatMap { _ in lie } + filler + Self.sets("r", 3)
        let report = Log.check(bytes)
        #expect(report.holes.map(\.end) == [UInt64(bytes.count - Self.sets("r", 3).count)])
    }

    @Test("a wrong end of line behind an argument is no damage, for servers do not look at it")
    func lineEnd() {
        let odd = Array(Log.commands("SET last 1").dropLast()) + [0x0B]
        for tail in [[], Self.start] {
            let report = Log.check(Self.start + odd + tail)
            #expect(report.findings.map(\.error.code) == [.oddLineEnd])
            #expect(report.damages.isEmpty)
        }
    }
}
