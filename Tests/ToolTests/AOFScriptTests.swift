import Foundation
import Testing

/// Real servers and what `aoftool` makes of their logs.
@Suite("AOF tools and live servers", .serialized)
struct AOFScriptTests {
    @Test("a log that is followed comes out once and in order, across rewrites", arguments: LiveServer.names)
    func follow(_ server: String) throws {
        try PythonScript("live_follow.py", for: "aoftool").run(server: server)
    }

    @Test("what a rewrite saves is about what is told before it", arguments: LiveServer.names)
    func superseded(_ server: String) throws {
        try PythonScript("live_superseded.py", for: "aoftool").run(server: server)
    }

    /// `RDBKIT_KILLS` says how often each server is killed.
    @Test("logs of killed servers are mended, and load as told", arguments: LiveServer.names)
    func killed(_ server: String) throws {
        let kills = ProcessInfo.processInfo.environment["RDBKIT_KILLS"] ?? "2"
        try PythonScript("live_killed_aof.py", for: "aoftool").run(server: server, kills)
    }
}
