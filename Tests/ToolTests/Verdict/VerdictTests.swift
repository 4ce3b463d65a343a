import Foundation
import RDBKit
import Testing

/// What `check --for` says is what the server does.
@Suite("Server verdicts", .serialized)
struct VerdictTests {
    /// A server that is there, and its name for `--for`.
    struct Pair: Sendable, CustomStringConvertible {
        let installation: LiveServer.Installation
        let target: ServerTarget

        var description: String { target.rawValue }

        /// Debian's server is version 7.0 on the machines that run these tests; others must not be judged as 7.0.
        static let all: [Pair] = ServerTarget.allCases.compactMap { target in
            let there = LiveServer.installations.first { $0.name.hasPrefix(target.rawValue + ".") }
            let system = target == .redis70 ? LiveServer.installations.first { $0.isDebian70 } : nil
            return (there ?? system).map { Pair(installation: $0, target: target) }
        }
    }

    /// Mutants for Redis 7.0, and for each of the others; `RDBKIT_MUTANTS` asks for more of all.
    private static func mutants(_ target: ServerTarget) -> Int {
        let more = ProcessInfo.processInfo.environment["RDBKIT_MUTANTS"].flatMap { Int($0) }
        return more ?? (target == .redis70 ? 2000 : 300)
    }

    @Test("there is a Redis 7.0 to compare with")
    func hasServer() { #expect(Pair.all.contains { $0.target == .redis70 }) }

    @Test("fixtures", arguments: Pair.all)
    func fixtures(_ pair: Pair) throws {
        try compare(Mutant.fixtures.map { Mutant(name: $0.name, bytes: $0.bytes) }, pair, seed: 0)
    }

    @Test("mutants of the fixtures", arguments: Pair.all)
    func mutants(_ pair: Pair) throws {
        let seed: UInt64 = 20_240_917
        try compare(Mutant.make(Self.mutants(pair.target), seed: seed), pair, seed: seed)
    }

    private func compare(_ mutants: [Mutant], _ pair: Pair, seed: UInt64) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rdbkit-mutants-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let judged = mutants.filter { !isLeftOut($0, pair.target, isWhole: seed == 0) }
        let files = try judged.map { mutant in
            let file = folder.appending(path: mutant.name)
            try Data(mutant.bytes).write(to: file)
            return file
        }
        let verdicts = try ToolVerdict.on(files, for: pair.target)
        #expect(verdicts.count == files.count)
        let results = ServerLoad(installation: pair.installation).results(of: files)
        for (verdict, result) in zip(verdicts, results) where !result.ranOutOfMemory {
            let name = URL(filePath: verdict.file).lastPathComponent
            let reasons = (verdict.reasons ?? []).map { "\($0.effect) \($0.finding.code)" }
            #expect(
                verdict.visible == result.outcome.rawValue,
                "\(pair), seed \(seed), \(name): \(reasons); the server: \(result.log.suffix(600))")
        }
    }

    /// What is inside a vector set only the server's own module knows (docs/server-verdicts.md).
    private func isLeftOut(_ mutant: Mutant, _ target: ServerTarget, isWhole: Bool) -> Bool {
        target == .redis82 && mutant.name.contains("vectorset") && !isWhole
    }
}

extension LiveServer.Installation {
    /// Whether it is the server of Debian 12.
    var isDebian70: Bool {
        guard name == "system redis" else { return false }
        return (try? Shell.run([server, "--version"]).output.contains("v=7.0.")) == true
    }
}
