import Foundation
import RDBKit
import SystemPackage
import Testing

/// Hand-made good and bad files of which it is known what real servers and their checkers do with them.
///
/// They are not part of the project: without `../shared` beside it these tests are skipped.
@Suite("Corpus")
struct CorpusTests {
    private static let corpus = Repository.root.deletingLastPathComponent()
        .appending(path: "shared/corpus/checkers")

    static let isThere: Bool = {
        let isThere = FileManager.default.fileExists(atPath: corpus.path)
        if !isThere { print("Skipped: tests on the corpus, ../shared is not there.") }
        return isThere
    }()

    /// What one server says of one file.
    struct Truth: Decodable {
        let check_exit: Int
        let server: String
    }

    /// All servers refuse these for what a check of the file alone does not judge: a version that this tool reads
    /// although none of them does, the Lua of functions, a slot import outside a cluster.
    private static let refusedForOtherReasons: Set<String> = [
        "04-ver0013.rdb", "04-ver0014.rdb", "05-valkey081.rdb", "05-valkey090.rdb",
        "30b-func-syntax.rdb", "45b-func-mid.rdb", "31c-slotimport.rdb",
    ]

    @Test("what every server refuses is not sound", .enabled(if: isThere))
    func refused() throws {
        for (file, truths) in try Self.truths() where truths.allSatisfy({ $0.server != "LOADED" }) {
            let isSound = Self.check(file).worst != .error
            #expect(isSound == Self.refusedForOtherReasons.contains(file), "\(file)")
        }
    }

    @Test("what a server's checker and every server accept has no error but real damage", .enabled(if: isThere))
    func accepted() throws {
        // Servers load these, though an LZF string of length 0, text as a score, scores out of order and a stream
        // that counts its entries wrong are damage.
        let damaged: Set<String> = [
            "17b-lzf-ulen0.rdb", "21e-lp-zset-nan.rdb", "21g-lp-zset-unsorted.rdb", "41b-stream-len-mismatch.rdb",
        ]
        for (file, truths) in try Self.truths() {
            let isAccepted = truths.dropFirst().allSatisfy { $0.server == "LOADED" && $0.check_exit == 0 }
            guard isAccepted, !damaged.contains(file) else { continue }
            #expect(Self.check(file).worst != .error, "\(file)")
        }
    }

    /// `REFUSED rc=-6`: the server was ended by signal 6.
    private static func visible(_ server: String) -> String {
        if server == "LOADED" { return "loads" }
        return server.hasPrefix("REFUSED rc=-")
            ? "crashes" : server.hasPrefix("REFUSED") ? "refuses" : server.lowercased()
    }

    @Test("verdicts are what the servers did", .enabled(if: isThere))
    func verdicts() throws {
        let targets: [ServerTarget] = [.redis62, .redis70, .redis82, .valkey91]
        let truths = try Self.truths()
        let files = truths.map { Self.corpus.appending(path: "rdb/\($0.0)") }
        for (index, target) in targets.enumerated() {
            for (verdict, (file, servers)) in zip(try ToolVerdict.on(files, for: target), truths) {
                #expect(verdict.visible == Self.visible(servers[index].server), "\(target): \(file)")
                #expect(verdict.exit == (verdict.verdict == "loads" ? 0 : 1), "\(target): \(file)")
            }
        }
    }

    private static func truths() throws -> [(String, [Truth])] {
        let data = try Data(contentsOf: corpus.appending(path: "truth-rdb.json"))
        let all = try JSONDecoder().decode([String: [String: Entry]].self, from: data)
        let servers = ["redis-6.2.14", "redis-7.0.15", "redis-8.2.3", "valkey-9.1.2"]
        return all.map { file, entries in (file, servers.compactMap { entries[$0]?.truth }) }.sorted { $0.0 < $1.0 }
    }

    /// A server's truth, or the size of the file.
    private struct Entry: Decodable {
        let truth: Truth?

        init(from decoder: any Decoder) throws { truth = try? Truth(from: decoder) }
    }

    private static func check(_ file: String) -> RDBCheckReport {
        do {
            return RDBChecker().check(
                RDBInput(try FileSource(path: FilePath(corpus.appending(path: "rdb/\(file)").path))))
        } catch {
            return RDBCheckReport(failedWith: error)
        }
    }
}
