import Foundation
import Testing

/// `convert --to resp` piped into real servers gives equal data.
@Suite("Conversion through live servers")
struct ConvertLiveTests {
    private static let servers = ["redis-6.2.14", "redis-7.0.15", "redis-7.4.1", "redis-8.2.3", "valkey-9.1.2"]

    @Test("fixtures and random data come back", arguments: servers)
    func comesBack(_ server: String) throws {
        let seed = UInt32.random(in: 0...UInt32.max)
        print("convert seed \(seed) on \(server)")
        let script = CommandCase.root.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Python/live_convert.py").path
        let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "rdbtool").path
        // Unoptimised tools take long to start: a third of the fixtures, other ones in each run.
        let step = _isDebugAssertConfiguration() ? 3 : 1
        let answer = try Shell.run(["python3", script, tool, server, "\(seed)", "\(step)"])
        if answer.status == 77 { return print(answer.output, terminator: "") }
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output.hasSuffix("\(server), seed \(seed): 0 wrong\n"))
    }
}
