import Foundation
import SystemPackage
import Testing

@testable import RDBKit

/// What real servers wrote, of every layout.
@Suite("AOF fixtures")
struct AOFFixtureTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/aof")

    static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.contains("_") }.sorted()
    }()

    private static func set(_ name: String) throws -> AOFSet {
        try AOFSet(path: FilePath(folder.appending(path: name).path))
    }

    @Test("there are fixtures of four servers")
    func found() {
        #expect(Self.names.count >= 18)
    }

    @Test("are sound, and their server loads them as they are", arguments: names)
    func sound(_ name: String) throws {
        let server = try #require(ServerTarget.allCases.first { name.hasSuffix("_" + $0.rawValue) })
        var options = AOFCheckOptions()
        options.server = server
        let report = AOFChecker(options).check(try Self.set(name))
        #expect(report.findings.filter { $0.finding.severity > .note }.isEmpty)
        let verdict = AOFJudge(report, server: server).verdict
        #expect(verdict.loads && verdict.changesFiles.isEmpty, "\(verdict.reasons)")
        #expect(AOFMendPlanner(report).plan().isEmpty)
    }

    @Test("cut at every byte, what stays is sound and ends with a whole record", arguments: names)
    func cutAnywhere(_ name: String) throws {
        let part = try #require(try Self.set(name).parts.last)
        let whole = try WholeFile.read(part.path, limit: 1 << 20)
        let start = Log.check(whole).preambleBytes
        for end in Int(start)..<whole.count {
            let report = Log.check(Array(whole[..<end]))
            #expect(report.holes.isEmpty && report.safeEnd <= UInt64(end))
            let kept = Log.check(Array(whole[..<Int(report.safeEnd)]))
            #expect(kept.damages.isEmpty && kept.openMulti == nil && kept.safeEnd == report.safeEnd, "\(end)")
        }
    }
}
