import Testing

@testable import RDBKit

/// Commands as bytes, for tests.
enum Log {
    static func commands(_ lines: String...) -> [UInt8] {
        lines.flatMap { AOFCommandWriter.bytes($0.split(separator: " ").map(String.init)) }
    }

    static func check(_ bytes: [UInt8], step: Int = .max, reopens: Bool = true) -> AOFPartReport {
        AOFChecker().check(AOFInput(bytes, step: step, reopens: reopens))
    }

    static func codes(_ bytes: [UInt8]) -> [String] { check(bytes).findings.map(\.error.code.rawValue) }
}

@Suite("AOF check")
struct AOFCheckTests {
    private static let start = Log.commands("SELECT 0", "SET a 1")

    @Test("a sound log has no findings, and its commands are counted")
    func sound() {
        let report = Log.check(Self.start + Log.commands("multi", "Set b 2", "exec", "XGROUP CREATE s g 0"))
        #expect(report.findings.isEmpty)
        #expect(report.commandCounts == ["select": 1, "set": 2, "multi": 1, "exec": 1, "xgroup": 1])
        #expect(report.safeEnd == report.byteCount)
    }

    @Test(
        "commands that servers refuse or pass over",
        arguments: [
            ("NOSUCH a", "unknown-command"), ("JSON.SET a $ 1", "module-command"), ("SET a", "wrong-arity"),
            ("XGROUP NOSUCH k", "unknown-command"), ("XGROUP DESTROY k", "wrong-arity"), ("EXEC", "exec-alone"),
            ("SELECT 99", "database-number"), ("SELECT x", "select-argument"),
        ])
    func commands(_ line: String, _ code: String) {
        #expect(Log.codes(Self.start + Log.commands(line)) == [code])
    }

    @Test("a torn end inside a transaction is cut in front of it")
    func tornTransaction() {
        let torn = Self.start + Log.commands("MULTI", "SET b 2") + Log.commands("SET c 3").dropLast(4)
        let report = Log.check(torn)
        #expect(report.tail?.isTorn == true)
        #expect(report.safeEnd == UInt64(Self.start.count))
        #expect(report.tail?.openMulti?.commands == 1)
    }

    @Test("an open MULTI that a server was restarted behind")
    func restart() {
        let open = Log.commands("MULTI", "SET b 2")
        let report = Log.check(Self.start + open + Log.commands("SELECT 0", "SET c 3", "SET d 4"))
        #expect(report.openMulti?.restart == UInt64(Self.start.count + open.count))
        #expect(report.openMulti?.commands == 4)
    }

    @Test("a SELECT right behind its MULTI is part of the transaction")
    func selectInTransaction() {
        let report = Log.check(Log.commands("MULTI", "SELECT 0", "SET a 1") + Array("*3\r\n$3".utf8))
        #expect(report.tail?.openMulti?.restart == nil)
        #expect(report.safeEnd == 0)
    }

    @Test("records are found again behind damage", arguments: [1, 4096, Int.max])
    func resynchronize(_ step: Int) {
        let rest = Log.commands("SELECT 0", "SET b 2", "DEL a")
        let report = Log.check(Self.start + Array("garb\r\n$age".utf8) + rest, step: step)
        #expect(report.damages.count == 1)
        #expect(report.holes.first?.start == UInt64(Self.start.count))
        #expect(report.holes.first?.end == UInt64(Self.start.count + 10))
        #expect(report.holes.first?.following == AOFStretch(commands: 3, deletions: 1, beginsWithSelect: true))
        #expect(report.commands == 5)
    }

    @Test("a value that looks like commands is passed over with the argument that it is")
    func imitation() {
        let inner = String(decoding: Log.commands("FLUSHALL", "SET x 1"), as: UTF8.self)
        var damaged = AOFCommandWriter.bytes(["SET", "k", inner])
        damaged[0] = 0x58
        let report = Log.check(Self.start + damaged + Log.commands("SELECT 1", "SET b 2"))
        #expect(report.commandCounts["flushall"] == nil)
        #expect(report.holes.first?.end == UInt64(Self.start.count + damaged.count))
    }

    @Test("a torn value that looks like commands is torn")
    func tornImitation() {
        let inner = String(decoding: Log.commands("SET x 1", "SET y 2", "SET z 3"), as: UTF8.self)
        let record = AOFCommandWriter.bytes(["SET", "k", inner])
        let report = Log.check(Self.start + record.dropLast(9))
        #expect(report.tail?.isTorn == true)
        #expect(report.safeEnd == UInt64(Self.start.count))
    }

    @Test("a length that swallows what follows is a hole")
    func swallowed() {
        var record = Log.commands("SET b 2")
        record.replaceSubrange(4..<6, with: Array("$99999".utf8))
        let report = Log.check(Self.start + record + Log.commands("SET c 3", "SET d 4", "SET e 5"))
        #expect(report.holes.count == 1)
        #expect(report.commands == 5)
    }

    @Test("zeros at the end, and in the middle")
    func zeros() {
        let zeros = [UInt8](repeating: 0, count: 700)
        #expect(Log.check(Self.start + zeros).tail?.error.code == .nulPadding)
        let report = Log.check(Self.start + zeros + Log.commands("SELECT 0", "SET b 2"))
        #expect(report.holes.first?.end == UInt64(Self.start.count + 700))
    }

    @Test("in a pipe damage ends the check")
    func pipe() {
        let report = Log.check(Self.start + [0x21] + Self.start, step: 5, reopens: false)
        #expect(report.damages.map(\.reachesEnd) == [true])
    }

    @Test("timestamps that go back, and lines that servers do not write")
    func timestamps() {
        let bytes = Array("#TS:20\r\n#TS:10\r\n#x".utf8)
        let report = Log.check(bytes)
        #expect(report.findings.map(\.error.code) == [.timestampBack, .annotationUnended])
        #expect(report.firstTimestamp == 20 && report.lastTimestamp == 10)
    }

    @Test("random damage never traps, and is the same in all pieces")
    func randomDamage() {
        var random = TestRandom(7)
        let whole = (0..<30).flatMap { Log.commands("SELECT \($0 % 3)", "MULTI", "SET k\($0) *1", "EXEC") }
        for _ in 0..<60 {
            var damaged = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: damaged.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.remove(at: place)
                default: damaged.insert(0, at: place)
                }
            }
            let report = Log.check(damaged)
            #expect(report.byteCount == UInt64(damaged.count))
            let again = Log.check(damaged, step: 97)
            #expect(again.damages == report.damages && again.commands == report.commands)
        }
    }
}
