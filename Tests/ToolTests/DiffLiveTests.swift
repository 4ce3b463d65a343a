import Foundation
import Testing

/// Digests and comparisons of dumps that real servers have written.
@Suite("A second implementation of digests")
struct DigestReferenceTests {
    @Test("agrees on files, databases and keys")
    func agrees() throws {
        let root = CommandCase.root.deletingLastPathComponent().deletingLastPathComponent()
        let fixtures = root.deletingLastPathComponent().appending(path: "Fixtures")
        let names = [
            "tutorial/dump.rdb", "mixed_types_redis-3.0.rdb", "databases_several_valkey-9.1.rdb",
            "hash_listpack_ex_redis-7.4.rdb", "zset_skiplist_redis-8.2.rdb", "set_hashtable_redis-7.0.rdb",
        ]
        let script = root.appending(path: "Python/reference_digest.py").path
        let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "rdbtool").path
        let answer = try Shell.run(["python3", script, tool] + names.map { fixtures.appending(path: $0).path })
        #expect(answer.output == "\(names.count) files, 0 wrong\n")
    }
}

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
