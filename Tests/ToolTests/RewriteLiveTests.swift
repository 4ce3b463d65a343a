import Foundation
import Testing

/// Rewritten files, loaded by real servers, are equal data.
@Suite("Rewriting for live servers")
struct RewriteLiveTests {
    private static let servers = ["redis-6.2.14", "redis-7.0.15", "redis-7.4.1", "redis-8.2.3", "valkey-9.1.2"]

    /// `RDBKIT_LIVE=all` tries everything.
    @Test("random data come back", arguments: servers)
    func comesBack(_ server: String) throws {
        let seed = UInt32.random(in: 0...UInt32.max)
        print("rewrite seed \(seed) on \(server)")
        let script = CommandCase.root.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Python/live_rewrite.py").path
        let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "rdbtool").path
        let extent = ProcessInfo.processInfo.environment["RDBKIT_LIVE"] ?? ""
        let answer = try Shell.run(["python3", script, tool, server, "\(seed)", extent])
        if answer.status == 77 { return print(answer.output, terminator: "") }
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output.hasSuffix("\(server), seed \(seed): 0 wrong\n"))
    }
}
