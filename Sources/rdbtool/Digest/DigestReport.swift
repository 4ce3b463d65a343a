import RDBKit
import ToolSupport

/// Digests as text.
enum DigestReport {
    /// `DIGEST  FILE`, and below it the digests of its parts.
    static func lines(of digest: RDBDigest, _ file: String, isShort: Bool) -> [String] {
        let note = digest.isWhole ? "" : " (damaged: of what could be read)"
        let first = "\(digest.digest)  \(Terminal.escaped(file))\(note)"
        if isShort { return [first] }
        var lines = [first]
        for (number, part) in digest.databases.sorted(by: { $0.key < $1.key }) {
            lines.append("\(part)    db\(number), \((digest.report.databases[number]?.keys ?? 0).counted("key"))")
        }
        if let part = digest.otherDatabases {
            lines.append("\(part)    databases above 1023, \(digest.report.otherDatabases.keys.counted("key"))")
        }
        if let part = digest.functionsDigest {
            lines.append("\(part)    \(digest.report.functions.counted("function library", "function libraries"))")
        }
        return lines
    }

    /// What is wrong with the input, on standard error.
    static func showFindings(of digest: RDBDigest, in file: InputFile) {
        for finding in digest.report.findings where finding.severity >= .warning {
            StandardError.line(FindingLine(tool: "rdbtool", file: file.shownName, finding: finding).text)
        }
        let name = Terminal.escaped(file.shownName)
        if digest.unknownKeys > 0 {
            let keys = digest.unknownKeys.counted("key is", "keys are")
            StandardError.line("rdbtool: \(name): \(keys) damaged and in no digest")
        }
        if digest.undecidedKeys > 0 {
            let keys = digest.undecidedKeys.counted("key")
            StandardError.line("rdbtool: \(name): \(keys) left out: a regular expression met its match limit")
        }
    }
}
