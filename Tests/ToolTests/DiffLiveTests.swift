import Foundation
import Testing

/// Digests and comparisons of dumps that real servers have written.
@Suite("Comparisons of live servers' dumps")
struct DiffLiveTests {
    @Test("one digest for the same data, exact differences, patches that work")
    func proves() throws {
        let seed = UInt32.random(in: 0...UInt32.max)
        print("diff seed \(seed)")
        let script = CommandCase.root.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Python/live_diff.py").path
        let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "rdbtool").path
        let answer = try Shell.run(["python3", script, tool, "\(seed)"])
        if answer.status == 77 { return print(answer.output, terminator: "") }
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output == "seed \(seed): 0 wrong\n")
    }
}
