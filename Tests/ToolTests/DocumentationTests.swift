import Foundation
import RDBKit
import Testing

@Suite("Documentation")
struct DocumentationTests {
    private static let root = Repository.root

    /// Pages whose `console` blocks are run.
    static let pages = [
        "README.md", "docs/check-report.md", "docs/backup-checks.md", "docs/server-verdicts.md", "docs/check-compat.md",
        "docs/convert.md", "docs/digest.md", "docs/diff.md", "docs/rewrite.md",
        "docs/get.md", "docs/dump.md", "docs/inspect.md", "docs/aof-convert.md",
    ]

    @Test("examples give the output that is shown", arguments: pages)
    func examples(_ page: String) throws {
        let text = try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
        for block in Self.consoleBlocks(text) { try check(block) }
    }

    @Test("every finding code is described")
    func codes() throws {
        let text = try ["docs/check-report.md", "docs/aof-check.md"]
            .map { try String(contentsOf: Self.root.appending(path: $0), encoding: .utf8) }.joined()
        for code in RDBError.Code.allCases { #expect(text.contains("| `\(code.rawValue)` |"), "\(code)") }
    }

    /// Runs the commands of a block, one after the other in one folder, and compares what they print.
    private func check(_ block: String) throws {
        var script = "cp \"$FIXTURES/tutorial/dump.rdb\" . && exec 2>&1\n"
        var expected = ""
        for line in block.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") { script += line.dropFirst(2) + "\n" } else { expected += line + "\n" }
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).cmd")
        try script.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let answer = try CommandCase(file: file).run()
        #expect(answer.stdout == expected, "\(block)")
    }

    private static func consoleBlocks(_ text: String) -> [String] {
        text.components(separatedBy: "```console\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }
}
