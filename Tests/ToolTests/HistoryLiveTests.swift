import Foundation
import RDBKit
import SystemPackage
import Testing

/// Random commands on real servers: a key exists when the history of the log says so.
@Suite("AOF history of live servers", .serialized)
struct HistoryLiveTests {
    private static let keys = ["a", "b", "c", "d", "e"]

    @Test("the history knows which keys exist", arguments: LiveServer.installations)
    func existence(_ installation: LiveServer.Installation) throws {
        let server = try LiveServer(installation, options: ["--appendonly", "yes", "--appendfsync", "always"])
        defer { server.stop() }
        let rounds = ProcessInfo.processInfo.environment["RDBKIT_HISTORY_ROUNDS"].flatMap { Int($0) } ?? 2
        for round in 0..<rounds {
            var random = SplitMix(seed: UInt64(round + 1))
            try server.commands((0..<300).map { _ in Self.command(&random) } + ["SELECT 0"])
            if round == 0 { try rewrite(server) }
            let path = FilePath(server.folder.path)
            var options = AOFHistoryOptions()
            options.filter.globs = [GlobPattern("*")]
            let report = AOFHistory(options).run(try AOFSet(path: path)) { _ in }
            #expect(report.findings.allSatisfy { $0.finding.severity < .error })
            for database in ["0", "1"] {
                for key in Self.keys {
                    let answer = try server.command("-n", database, "EXISTS", key)
                    let told = report.keys.first { "\($0.database)" == database && $0.key == Array(key.utf8) }
                    #expect((told.map(\.exists) ?? false) == (answer == "1"), "\(database) \(key) in round \(round)")
                }
            }
        }
    }

    private func rewrite(_ server: LiveServer) throws {
        try server.command("BGREWRITEAOF")
        for _ in 0..<100 {
            let state = try server.command("INFO", "persistence")
            if state.contains("aof_rewrite_in_progress:0") && state.contains("aof_rewrite_scheduled:0") { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    private static func command(_ random: inout SplitMix) -> String {
        func pick(_ words: [String]) -> String { words[Int.random(in: 0..<words.count, using: &random)] }
        let (k, l, m, n) = (pick(keys), pick(keys), pick(["x", "y", "z"]), pick(["-2", "-1", "0", "1", "2"]))
        return pick([
            "SET \(k) 1", "SET \(k) \"\"", "DEL \(k) \(l)", "APPEND \(k) q", "MSET \(k) 1 \(l) 2",
            "BITOP AND \(k) \(l) \(k)",
            "EXPIRE \(k) -1", "PERSIST \(k)", "RENAME \(k) \(l)", "COPY \(k) \(l) DB 1", "MOVE \(k) 1",
            "SELECT \(pick(["0", "1"]))",
            pick(["SWAPDB 0 1", "FLUSHDB", "PING", "PING", "PING"]), "RPUSH \(k) \(m) \(m)", "LPOP \(k)",
            "LREM \(k) \(n) \(m)",
            "LTRIM \(k) \(n) \(n)", "LINSERT \(k) BEFORE \(m) x", "RPOPLPUSH \(k) \(l)", "SADD \(k) \(m) x",
            "SREM \(k) \(m)",
            "SPOP \(k)", "SMOVE \(k) \(l) \(m)", "SINTERSTORE \(k) \(l) \(k)", "SDIFFSTORE \(k) \(l) \(k)",
            "HSET \(k) \(m) 1",
            "HDEL \(k) \(m)", "ZADD \(k) \(n) \(m) 1 x", "ZREM \(k) \(m)", "ZPOPMIN \(k)",
            "ZREMRANGEBYSCORE \(k) -inf \(n)",
            "ZINTERSTORE \(k) 2 \(l) \(k)", "ZRANGESTORE \(k) \(l) \(n) \(n)", "SORT \(k) ALPHA STORE \(l)",
            "XADD \(k) * f v",
            "EVAL \"redis.call('del',KEYS[1]) return redis.call('rpush',KEYS[2],'x')\" 2 \(k) \(l)",
        ])
    }
}
