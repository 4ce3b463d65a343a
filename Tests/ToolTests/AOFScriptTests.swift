import Foundation
import Testing

/// Scripts that drive real servers, in Python: clients, servers and signals are easier to keep in hand there.
@Suite("AOF tools and live servers", .serialized)
struct AOFScriptTests {
    private static let servers = ["redis-6.2.14", "redis-7.0.15", "redis-7.4.1", "redis-8.2.3", "valkey-9.1.2"]

    /// Runs `NAME AOFTOOL SERVER SEED ARGUMENTS...`, which must find nothing wrong.
    private func run(_ name: String, _ server: String, _ arguments: String...) throws {
        let seed = UInt32.random(in: 0...UInt32.max)
        print("\(name) seed \(seed) on \(server)")
        let script = CommandCase.root.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Python/\(name)").path
        let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "aoftool").path
        let answer = try Shell.run(["python3", script, tool, server, "\(seed)"] + arguments)
        if answer.status == 77 { return print(answer.output, terminator: "") }
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output.hasSuffix(": 0 wrong\n"))
    }

    @Test("a log that is followed comes out once and in order, across rewrites", arguments: servers)
    func follow(_ server: String) throws {
        try run("live_follow.py", server)
    }

    @Test("what a rewrite saves is about what is told before it", arguments: servers)
    func superseded(_ server: String) throws {
        try run("live_superseded.py", server)
    }

    /// `RDBKIT_KILLS` says how often each server is killed.
    @Test("logs of killed servers are mended, and load as told", arguments: servers)
    func killed(_ server: String) throws {
        try run("live_killed_aof.py", server, ProcessInfo.processInfo.environment["RDBKIT_KILLS"] ?? "2")
    }
}
