import Foundation
import RDBKit
import SystemPackage
import Testing

/// What real servers write is sound, and holds what they say it holds.
@Suite("Live servers", .serialized)
struct LiveServerTests {
    @Test("random data of every type is sound and counted", arguments: LiveServer.installations)
    func randomData(_ installation: LiveServer.Installation) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("live seed \(seed) on \(installation.name)")
        let server = try LiveServer(installation)
        defer { server.stop() }
        try server.commands(RandomData(seed: seed).commands)
        try server.command("SAVE")
        let report = check(server.dump)
        #expect(report.findings.filter { $0.severity > .note }.isEmpty, "\(report.findings)")
        #expect(report.checksumState == .ok)
        for database in [0, 3] {
            let size = try server.command("-n", "\(database)", "DBSIZE")
            #expect(report.databases[UInt64(database)]?.keys == UInt64(size), "seed \(seed), db \(database)")
        }
        for type in [RDBValueType.string, .list, .set, .zset, .hash, .stream] {
            let keys = try server.command("SCAN", "0", "COUNT", "1000000", "TYPE", type.name)
            let count = keys.split(separator: "\n").count - 1
            #expect(report.databases[0]?.keys(of: type) == UInt64(max(0, count)), "seed \(seed), \(type)")
        }
        #expect(try Shell.run([installation.checker, server.dump.path]).status == 0)
    }

    /// A checker that passes what the servers' own refuses is worse than none. Empty collections are the
    /// exception: servers skip them, only their checkers do not know it.
    @Test("damage that a server's checker finds is found", arguments: LiveServer.installations)
    func noLaxer(_ installation: LiveServer.Installation) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("damage seed \(seed) on \(installation.name)")
        var random = SplitMix(seed: seed)
        let server = try LiveServer(installation)
        defer { server.stop() }
        try server.command("CONFIG", "SET", "rdbchecksum", "no")
        try server.commands(RandomData(seed: seed, keys: 40).commands)
        try server.command("SAVE")
        let whole = try Array(Data(contentsOf: server.dump))
        let files = try (0..<60).map { number in
            var damaged = whole
            damaged[Int.random(in: 9..<damaged.count - 8, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
            let file = server.folder.appending(path: "damaged-\(number).rdb")
            try Data(damaged).write(to: file)
            return file
        }
        let verdicts = try checkerVerdicts(installation, files)
        for (file, theirs) in zip(files, verdicts) where theirs != "0" {
            let ours = check(file)
            let excused = ours.findings.contains { $0.error.code == .emptyCollection }
            let damaged = try Array(Data(contentsOf: file))
            #expect(ours.worst == .error || excused, "seed \(seed): \(changed(whole, damaged))")
        }
    }

    /// Exit statuses of the server's own checker, from one shell: starting each alone takes far longer.
    private func checkerVerdicts(_ installation: LiveServer.Installation, _ files: [URL]) throws -> [Substring] {
        let loop = "for file; do timeout 10 \(installation.checker) $file > checker.txt 2>&1; echo $?; done"
        let folder = files[0].deletingLastPathComponent().path
        let answer = try Shell.run(["sh", "-c", "cd \(folder); " + loop, "sh"] + files.map(\.path))
        return answer.output.split(separator: "\n")
    }

    private func changed(_ whole: [UInt8], _ damaged: [UInt8]) -> String {
        let offset = zip(whole, damaged).enumerated().first { $1.0 != $1.1 }?.offset ?? -1
        return "byte \(offset) is \(damaged[offset]) instead of \(whole[offset])"
    }

    private func check(_ file: URL) -> RDBCheckReport {
        let path = FilePath(file.path)
        var options = RDBCheckOptions()
        options.threads = 2
        do {
            let input = RDBInput(try FileSource(path: path)) { () throws(RDBError) -> any ByteSource in
                try FileSource(path: path)
            }
            return RDBChecker(options).check(input)
        } catch {
            return RDBCheckReport(failedWith: error)
        }
    }
}
