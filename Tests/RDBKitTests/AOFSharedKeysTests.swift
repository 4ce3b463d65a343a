import SystemPackage
import Testing

@testable import RDBKit

/// A set with two RDB files: servers end when they meet a key that is there already.
@Suite("Keys in two RDB files of a set")
struct AOFSharedKeysTests {
    private static func rdb(_ key: String, database: UInt64 = 0) -> [UInt8] {
        RDBBytes.file("REDIS0010") { file in
            file.selectDB(database)
            file.entry(.string, "other:\(key)\(database)", Bytes.string("x"))
            file.entry(.string, key, Bytes.string("value"))
        }
    }

    /// Checks a base file, commands behind it, and an incr file that is an RDB.
    private func check(commands: [UInt8], _ second: [UInt8]) throws -> (AOFCheckReport, AOFVerdict) {
        let folder = try TestFolder()
        try folder.write("a.manifest", "file a.1.base.rdb seq 1 type b\nfile a.1.incr.aof seq 1 type i\n")
        try folder.write("a.1.base.rdb", Self.rdb("k") + commands)
        try folder.write("a.1.incr.aof", second)
        var options = AOFCheckOptions()
        options.server = .redis70
        let report = AOFChecker(options).check(try AOFSet(path: folder.path))
        return (report, AOFJudge(report, server: .redis70).verdict)
    }

    @Test("are an error, and end a server")
    func twice() throws {
        let (report, verdict) = try check(commands: [], Self.rdb("k"))
        let found = try #require(report.sharedKeys.last)
        #expect(report.sharedKeys.count == 2 && found.file == "a.1.incr.aof")
        #expect(found.finding.key == Array("k".utf8) && found.finding.severity == .error)
        #expect(!verdict.loads && !AOFMendPlanner(report).plan().isPossible)
    }

    @Test("of different databases are different")
    func databases() throws {
        let (report, verdict) = try check(commands: [], Self.rdb("k", database: 1))
        #expect(report.sharedKeys.isEmpty && verdict.loads)
    }

    @Test("are a warning behind commands, which may have deleted them")
    func commands() throws {
        let (report, verdict) = try check(commands: Log.commands("DEL k other:k0"), Self.rdb("k"))
        #expect(report.sharedKeys.allSatisfy { $0.finding.severity == .warning } && report.sharedKeys.count == 2)
        #expect(verdict.loads)
    }
}
