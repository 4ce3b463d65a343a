import Foundation
import RDBKit
import SystemPackage
import Testing

/// What servers do with hand-made files when they start: the verdict must say the same.
@Suite("AOF corpus")
struct AOFCorpusTests {
    private static let corpus = Repository.root.deletingLastPathComponent()
        .appending(path: "shared/corpus/checkers")

    private static let servers: [String: ServerTarget] = [
        "redis-6.2.14": .redis62, "redis-7.0.15": .redis70, "redis-8.2.3": .redis82, "valkey-9.1.2": .valkey91,
    ]

    /// What one server does: with a single file, or with a set.
    private struct Truth: Decodable {
        let server: String?
        let server_changed_sizes: [String: Int]?
        let server_truncated_yes: String?
        let size_after_yes: Int?
    }

    /// The table also holds the size of the file.
    private struct Entry: Decodable {
        let truth: Truth?
        let size: Int?

        init(from decoder: any Decoder) throws {
            size = try? decoder.singleValueContainer().decode(Int.self)
            truth = try? Truth(from: decoder)
        }
    }

    private static func truths(_ name: String) throws -> [String: [String: Entry]] {
        let data = try Data(contentsOf: corpus.appending(path: name))
        return try JSONDecoder().decode([String: [String: Entry]].self, from: data)
    }

    private static func verdict(_ path: URL, _ server: ServerTarget) throws -> AOFVerdict {
        var options = AOFCheckOptions()
        options.server = server
        return AOFJudge(AOFChecker(options).check(try AOFSet(path: FilePath(path.path))), server: server).verdict
    }

    @Test("single files", .enabled(if: CorpusTests.isThere))
    func files() throws {
        for (file, entries) in try Self.truths("truth-aof.json") {
            for (name, server) in Self.servers {
                guard let truth = entries[name]?.truth else { continue }
                let verdict = try Self.verdict(Self.corpus.appending(path: "aof/\(file)"), server)
                #expect(verdict.loads == (truth.server_truncated_yes == "LOADED"), "\(file) \(name)")
                let changes = truth.size_after_yes != entries["size"]?.size
                #expect(!verdict.changesFiles.isEmpty == changes, "\(file) \(name)")
            }
        }
    }

    /// The table knows sizes only; Redis 8.2 writes these manifests anew with the same size.
    private static let sameSize: Set<String> = [
        "20-case-keys", "20b-case-keys2", "21-key-order", "21b-key-order2", "23-incr-before-base",
    ]

    @Test("sets", .enabled(if: CorpusTests.isThere))
    func sets() throws {
        for (name, entries) in try Self.truths("truth-manifest.json") {
            for (serverName, server) in Self.servers {
                guard let truth = entries[serverName]?.truth else { continue }
                let path = Self.corpus.appending(path: "manifest/\(name)/appendonlydir")
                let verdict = try Self.verdict(path, server)
                #expect(verdict.loads == (truth.server == "LOADED"), "\(name) \(serverName)")
                if Self.sameSize.contains(name) && server == .redis82 { continue }
                let changes = truth.server_changed_sizes?.isEmpty == false
                #expect(!verdict.changesFiles.isEmpty == changes, "\(name) \(serverName)")
            }
        }
    }
}
