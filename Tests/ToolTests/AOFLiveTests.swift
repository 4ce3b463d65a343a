import Foundation
import RDBKit
import SystemPackage
import Testing

/// Logs of real servers, torn and mended: the server loads what the report said would stay.
@Suite("AOF live servers", .serialized)
struct AOFLiveTests {
    private static let options = ["--appendonly", "yes", "--aof-load-truncated", "no", "--appendfsync", "always"]

    /// The data folder of a server that was killed while it held random data.
    private func killed(_ installation: LiveServer.Installation) throws -> URL {
        let server = try LiveServer(installation, options: Self.options)
        defer { server.stop() }
        try server.commands(RandomData(seed: 11, keys: 60).commands)
        try server.commands(["MULTI", "SET last 1", "INCR last", "EXEC"])
        return try server.copyOfFiles()
    }

    private func lastFile(_ folder: URL) throws -> FilePath {
        let set = try AOFSet(path: FilePath(folder.path))
        return try #require(set.parts.last).path
    }

    /// What a server holds that starts on these files; nil where it does not start.
    private func digest(_ installation: LiveServer.Installation, _ folder: URL) throws -> String? {
        guard let server = try? LiveServer(installation, options: Self.options, files: folder) else { return nil }
        defer { server.stop() }
        return try server.command("PING") == "PONG" ? try server.command("DEBUG", "DIGEST") : nil
    }

    @Test("a torn log is mended, and the server loads what was to stay", arguments: LiveServer.installations)
    func torn(_ installation: LiveServer.Installation) throws {
        let folder = try killed(installation)
        defer { try? FileManager.default.removeItem(at: folder) }
        let last = try lastFile(folder)
        let whole = try Data(contentsOf: URL(filePath: last.string))
        var random = SplitMix(seed: 3)
        for tail in [Data(), Data(count: 3000)] {
            let cut = Int.random(in: 1..<whole.count, using: &random)
            try (whole[..<cut] + tail).write(to: URL(filePath: last.string))
            let report = AOFChecker().check(try AOFSet(path: FilePath(folder.path)))
            let plan = AOFMendPlanner(report).plan()
            let safeEnd = Int(report.parts.last??.safeEnd ?? 0)
            let journal = plan.isEmpty ? nil : try AOFMender(plan, stamp: "t").mend(spare: nil)
            let mended = try digest(installation, folder)
            if let journal { try FileManager.default.removeItem(atPath: journal.string) }
            try whole[..<safeEnd].write(to: URL(filePath: last.string))
            let expected = try digest(installation, folder)
            #expect(mended != nil && mended == expected, "cut at \(cut)")
        }
    }

    /// Killed at moments spread over all of its work; a second run finishes it.
    @Test("killed at any moment, the files are the old or the new ones", arguments: ["cut", "splice", "truncate"])
    func killedMend(_ kind: String) throws {
        let damaged = try kind == "truncate" ? Self.set() : Self.damaged(kind)
        let old = try Self.files(damaged)
        var random = SplitMix(seed: 9)
        let mended = try Self.copy(damaged)
        let start = ContinuousClock.now
        try Self.mend(mended, kind).waitUntilExit()
        let duration = ContinuousClock.now - start
        let new = try Self.files(mended)
        #expect(old != new)
        for _ in 0..<Self.moments {
            let folder = try Self.copy(damaged)
            defer { try? FileManager.default.removeItem(at: folder) }
            let process = try Self.mend(folder, kind)
            let share = Double.random(in: 0...1.1, using: &random)
            Thread.sleep(forTimeInterval: share * Double(duration.components.attoseconds) / 1e18)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let now = try Self.files(folder)
            #expect(Self.loaded(now) == Self.loaded(old) || Self.loaded(now) == Self.loaded(new))
            try Self.mend(folder, kind).waitUntilExit()
            #expect(try Self.files(folder) == new)
        }
    }

    /// What a server reads of a folder: a manifest and the files that it names, or else all files.
    private static func loaded(_ files: [String: Data]) -> [String: Data] {
        guard let manifest = files["a.manifest"] else { return files }
        let text = String(decoding: manifest, as: UTF8.self)
        return files.filter { $0.key == "a.manifest" || text.contains("file \($0.key) ") }
    }

    /// At how many moments a mend is killed.
    private static var moments: Int {
        Int(ProcessInfo.processInfo.environment["RDBKIT_KILLS"] ?? "") ?? (CommandCase.isRelease ? 200 : 15)
    }

    private static let record = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n"
    private static let head = "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n"

    private static func newFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func damaged(_ kind: String) throws -> URL {
        let folder = try newFolder()
        var text = head + String(repeating: record, count: 2000)
        if kind == "splice" { text += "damage" + head + String(repeating: record, count: 99) }
        try (text + record.dropLast(4)).write(to: folder.appending(path: "a.aof"), atomically: true, encoding: .utf8)
        return folder
    }

    /// A set of a base and two files of increments.
    private static func set() throws -> URL {
        let folder = try newFolder()
        var manifest = ""
        for (name, type) in [("a.1.base.aof", "b"), ("a.1.incr.aof", "i"), ("a.2.incr.aof", "i")] {
            let text = head + String(repeating: record, count: 500)
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
            manifest += "file \(name) seq \(name.split(separator: ".")[1]) type \(type)\n"
        }
        try manifest.write(to: folder.appending(path: "a.manifest"), atomically: true, encoding: .utf8)
        return folder
    }

    private static func copy(_ folder: URL) throws -> URL {
        let target = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: folder, to: target)
        return target
    }

    private static func mend(_ folder: URL, _ kind: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: Repository.tool("aoftool"))
        let consent = ["-q", "--yes", "--max-loss", "100%"]
        process.arguments =
            kind == "truncate"
            ? ["truncate", "--until", "command:700"] + consent + [folder.path]
            : ["fix", "--splice"] + consent + [folder.path + "/a.aof"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func files(_ folder: URL) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.contains("aoftool") }
        return try Dictionary(
            names.map { ($0, try Data(contentsOf: folder.appending(path: $0))) }, uniquingKeysWith: { $1 })
    }
}
