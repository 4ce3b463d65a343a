import Testing

@testable import RDBKit

/// Keys that would become one are an error, and named.
struct RewriteCollisionTests {
    private static let file = RDBBytes.file { file in
        for number in 0..<3000 { file.entry(.string, "k:\(number)", Bytes.string("v")) }
        file.selectDB(1)
        file.entry(.string, "7", Bytes.string("v"))
        file.entry(.string, "k:8", Bytes.string("v"))
    }

    @Test(arguments: [1, 3]) func mergedDatabases(_ threads: Int) {
        let result = Rewriting.result(Self.file, threads: threads) { $0.mapping.databases = [1: 0] }
        #expect(result.codes == [.keyCollision] && result.report.hasCollisions && result.report.isIncomplete)
        let finding = result.report.findings[0]
        #expect(finding.key == Array("k:8".utf8) && finding.database == 1)
        let detail = "both would be \"k:8\" in db 0; the other is db 0, key \"k:8\", at 0x"
        #expect(finding.detail?.hasPrefix(detail) == true)
        // Nothing ends the output, even if damage may be survived.
        #expect(result.output.count == Self.file.count - 9)
    }

    @Test func namesMeet() throws {
        let substitution = try KeySubstitution("s/^k:7$/k:8/")
        let result = Rewriting.result(Self.file, threads: 2) { $0.mapping.names.substitutions = [substitution] }
        #expect(result.codes == [.keyCollision] && result.report.findings[0].key == Array("k:8".utf8))
        #expect(result.report.findings[0].detail?.contains("db 0, key \"k:7\", at 0x") == true)
        // What is not written does not collide.
        let apart = Rewriting.result(Self.file, threads: 2) {
            $0.mapping.names.substitutions = [substitution]
            $0.filter.excludedGlobs = [GlobPattern("k:8")]
        }
        #expect(apart.codes.isEmpty)
        let prefix = Rewriting.result(Self.file) {
            $0.mapping.names.strippedPrefix = Array("k:".utf8)
            $0.mapping.databases = [1: 0]
        }
        #expect(prefix.codes == [.keyCollision, .keyCollision])
    }

    @Test func pipes() {
        let result = Rewriting.result(Self.file, threads: 2, reopens: false) { $0.mapping.databases = [1: 0] }
        #expect(result.codes == [.keyCollision] && result.report.hasCollisions)
    }

    @Test func swappedDatabasesDoNotMeet() {
        #expect(Rewriting.result(Self.file) { $0.mapping.databases = [1: 0, 0: 1] }.codes.isEmpty)
    }
}
