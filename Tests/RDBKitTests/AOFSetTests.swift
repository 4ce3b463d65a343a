import SystemPackage
import Testing

@testable import RDBKit

@Suite("AOF sets")
struct AOFSetTests {
    private static let log = Log.commands("SELECT 0", "SET a 1")
    private static let manifest = "file a.aof.1.incr.aof seq 1 type i\n"

    private func codes(_ folder: TestFolder, _ name: String) throws -> [RDBError.Code] {
        AOFChecker().check(try AOFSet(path: folder.path.appending(name))).findings.map(\.finding.error.code)
    }

    @Test("two manifests in a folder: which one is meant cannot be known")
    func twoManifests() throws {
        let folder = try TestFolder()
        try folder.write("a.aof.manifest", Self.manifest)
        try folder.write("b.aof.manifest", "file b.aof.1.incr.aof seq 1 type i\n")
        #expect(throws: RDBError(.manifestSeveral, at: 0, found: 2)) { try AOFSet(path: folder.path) }
    }

    @Test("files of another set in the folder are no orphans, those of nobody are")
    func otherSet() throws {
        let folder = try TestFolder()
        try folder.write("a.aof.manifest", Self.manifest)
        try folder.write("b.aof.manifest", "file b.aof.1.incr.aof seq 1 type i\nfile x.1.incr.aof seq 2 type i\n")
        for name in ["a.aof.1", "b.aof.1", "b.aof.7", "x.1"] { try folder.write(name + ".incr.aof", Self.log) }
        #expect(try codes(folder, "a.aof.manifest").isEmpty)
        for name in ["a.aof.2", "x.2"] { try folder.write(name + ".incr.aof", Self.log) }
        let report = AOFChecker().check(try AOFSet(path: folder.path.appending("a.aof.manifest")))
        #expect(Set(report.findings.map(\.file)) == ["a.aof.2.incr.aof", "x.2.incr.aof"])
        #expect(Set(report.findings.map(\.finding.error.code)) == [.partOrphan])
    }

    @Test("an empty log is damage, an empty file of a set is none")
    func empty() throws {
        let folder = try TestFolder()
        try folder.write("single.aof", [])
        #expect(try codes(folder, "single.aof") == [.logEmpty])
        #expect(AOFChecker().check(try AOFSet(path: "/dev/null")).findings.map(\.finding.error.code) == [.logEmpty])
        try folder.write("a.aof.manifest", Self.manifest)
        try folder.write("a.aof.1.incr.aof", [])
        #expect(try codes(folder, "a.aof.manifest").isEmpty)
        #expect(try codes(folder, "a.aof.1.incr.aof").isEmpty)
    }

    @Test("a manifest of very many lines takes time for its lines only")
    func manyLines() {
        let lines = (1...40_000).map { "file a.\($0).incr.aof seq \($0) type i\n" }
        let clock = ContinuousClock()
        var manifest = AOFManifest(entries: [])
        let time = clock.measure { manifest = AOFManifest(Array(lines.joined().utf8)) }
        #expect(manifest.entries.count == 40_000 && manifest.findings.isEmpty)
        #expect(time < .seconds(30))
    }
}
