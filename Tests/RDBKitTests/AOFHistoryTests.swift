import SystemPackage
import Testing

@testable import RDBKit

@Suite("AOF history")
struct AOFHistoryTests {
    /// What a history of these keys tells of `commands`: effects with keys, and at the end who exists.
    private func history(
        _ commands: [String], key: String = "*", tail: String = "",
        _ change: (inout AOFHistoryOptions) -> Void = { _ in }
    ) throws -> (events: [String], state: String, report: AOFHistoryReport) {
        let folder = try TestFolder()
        let bytes = commands.flatMap { AOFCommandWriter.bytes($0.split(separator: " ").map(String.init)) }
        try folder.write("a.aof", bytes + Array(tail.utf8))
        var options = AOFHistoryOptions()
        options.filter.globs = [GlobPattern(key)]
        change(&options)
        var events: [String] = []
        let report = AOFHistory(options).run(try AOFSet(path: folder.path.appending("a.aof"))) { event in
            events.append("\(event.effect.rawValue) \(String(decoding: event.key, as: UTF8.self))")
        }
        let state = report.keys.map { key in
            "\(key.database):\(String(decoding: key.key, as: UTF8.self))"
                + (key.exists.map { $0 ? "+" : "-" } ?? "?")
        }
        return (events, state.joined(separator: " "), report)
    }

    @Test(
        "keys come and go",
        arguments: [
            (["SET a 1", "DEL a b"], "0:a- 0:b-"), (["RPUSH l 1 2", "LPOP l", "RPOP l"], "0:l-"),
            (["RPUSH l x y x", "LREM l 0 x"], "0:l+"), (["RPUSH l x x", "LREM l 0 x"], "0:l-"),
            (["RPUSH l 1 2 3", "LTRIM l 5 9"], "0:l-"), (["SADD s a b", "SREM s a", "SREM s b"], "0:s-"),
            (["SADD s a", "SMOVE s t a"], "0:s- 0:t+"), (["HSET h f 1 g 2", "HDEL h f g"], "0:h-"),
            (["ZADD z 1 a 2 b", "ZREMRANGEBYSCORE z -inf (2", "ZPOPMAX z"], "0:z-"),
            (["SET a 1", "RENAME a b"], "0:a- 0:b+"), (["SET a 1", "COPY a b DB 2"], "0:a+ 2:b+"),
            (["SET a 1", "MOVE a 3"], "0:a- 3:a+"), (["SET a 1", "SWAPDB 0 1"], "0:a- 1:a+"),
            (["SET a 1", "SELECT 1", "SET b 1", "FLUSHDB"], "0:a+ 1:b-"), (["SET a 1", "FLUSHALL"], "0:a-"),
            (["SADD s a", "SADD t b", "SINTERSTORE u s t"], "0:s+ 0:t+ 0:u-"),
            (["SADD s a", "SADD t a", "SET u 1", "SINTERSTORE u s t"], "0:s+ 0:t+ 0:u+"),
            (["RPUSH l 1", "SORT l STORE m", "LPOP m"], "0:l+ 0:m-"), (["XADD x 1-1 f v", "XTRIM x MAXLEN 0"], "0:x+"),
            (["SET a 1", "PEXPIREAT a 1", "DEL a"], "0:a-"), (["MSET a 1 b 2", "UNLINK b"], "0:a+ 0:b-"),
            (["JSON.SET j $ 1"], "0:j+"), (["JSON.SET j $ 1", "JSON.DEL j"], "0:j?"),
        ])
    func states(_ commands: [String], _ expected: String) throws {
        #expect(try history(commands).state == expected)
    }

    @Test("keys that find no room are not known, and never said to be gone")
    func littleMemory() throws {
        let told = try history((0..<20_000).map { "SET key:\($0) value" } + ["SET key:1 x", "DEL key:19999"]) {
            $0.memory = 1 << 20
        }
        let last = told.report.keys.last { $0.key == Array("key:1".utf8) }
        #expect(last?.exists == true && last?.events == 2)
        #expect(told.events.count == 20_002 && told.events.last == "uncertain key:19999")
        #expect(told.report.keys.count < 5_000 && told.report.keys.allSatisfy { $0.exists == true })
        #expect(told.report.findings.map(\.finding.error.code) == [.notChecked, .notChecked])
    }

    @Test(
        "numbers that no sane client sends",
        arguments: [
            "ZUNIONSTORE d 9223372036854775807 k", "ZDIFFSTORE d -9223372036854775808 k",
            "LTRIM l 9223372036854775807 -9223372036854775808",
            "SORT k LIMIT 9223372036854775807 9223372036854775807 STORE d", "EXPIRE k 9223372036854775807",
            "HEXPIRE k 1 FIELDS 9223372036854775807 f", "ZREMRANGEBYRANK k -9223372036854775808 9223372036854775807",
            "LREM k -9223372036854775808 a", "LSET k -9223372036854775808 a", "SPOP k 9223372036854775807",
            "EVAL x 9223372036854775807 k", "SWAPDB 9223372036854775807 0", "MSETEX 9223372036854775807 k v",
            "VADD k VALUES 9223372036854775807 1 e", "XTRIM k MAXLEN 18446744073709551615",
            "ZPOPMIN k 9223372036854775807",
        ])
    func extremes(_ command: String) throws {
        let log = ["RPUSH l a b", "ZADD k 1 a", "RPUSH k a", command, "SET last 1"]
        #expect(try history(log).state.contains("0:last+"))
        let folder = try TestFolder()
        try folder.write("a.aof", log.flatMap { AOFCommandWriter.bytes($0.split(separator: " ").map(String.init)) })
        #expect(AOFStatistics(try AOFSet(path: folder.path.appending("a.aof")), .init()).total.commands == 5)
    }

    @Test("a key whose value comes from others is exact, and they are not told of")
    func helpers() throws {
        let told = try history(["SADD s a", "SADD t b", "SET u 1", "SINTERSTORE u s t"], key: "u")
        #expect(told.events == ["created u", "deleted u"])
        #expect(told.report.keys.first?.vanished?.words.first == Array("SINTERSTORE".utf8))
    }

    @Test("renames and copies are followed in both directions")
    func renames() throws {
        let commands = ["SET a 1", "RENAME a b", "COPY b c", "DEL b", "SET a 2"]
        #expect(try history(commands, key: "b").events == ["created b", "read b", "deleted b"])
        let followed = try history(commands, key: "b") { $0.followsRenames = true }
        #expect(followed.events == ["created a", "deleted a", "created b", "read b", "created c", "deleted b"])
    }

    @Test("an open transaction is dropped, as servers do")
    func dropped() throws {
        let told = try history(["SET a 1", "MULTI", "DEL a"])
        #expect(told.events == ["created a", "dropped a"] && told.state == "0:a+")
        #expect(told.report.findings.map(\.finding.error.code) == [.multiOpen])
    }

    @Test("behind a hole nothing is known until a command tells")
    func gap() throws {
        let commands = AOFCommandWriter.bytes(["SELECT", "0"]) + AOFCommandWriter.bytes(["SET", "b", "1"])
        let rest = commands + AOFCommandWriter.bytes(["SET", "b", "2"]) + AOFCommandWriter.bytes(["SET", "b", "3"])
        let told = try history(["SET a 1"], tail: "!hole!" + String(decoding: rest, as: UTF8.self))
        #expect(told.state == "0:a? 0:b+" && told.report.isDamaged)
        #expect(told.events.prefix(2) == ["created a", "gap a"])
    }

    @Test("a part of a log is told, and all of it counts")
    func range() throws {
        let commands = ["SET a 1", "SET a 2", "DEL a", "SET a 3"]
        let told = try history(commands) {
            $0.since = .commands(2)
            $0.until = .commands(3)
        }
        #expect(told.events == ["deleted a"] && told.state == "0:a-")
    }

    @Test("values that find no room are said not to be known")
    func memory() throws {
        let members = (0..<2000).map { "member\($0)" }.joined(separator: " ")
        let told = try history(["SADD s " + members, "SREM s member1"]) { $0.memory = 1 << 16 }
        #expect(told.state == "0:s?" && told.report.findings.contains { $0.finding.error.code == .notChecked })
    }
}
