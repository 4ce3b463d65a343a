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
            lines.append("\(part)    db\(number), \(count(digest.report.databases[number]?.keys ?? 0, "key", "keys"))")
        }
        if let part = digest.otherDatabases {
            let keys = digest.report.otherDatabases.keys
            lines.append("\(part)    databases above 1023, \(count(keys, "key", "keys"))")
        }
        if let part = digest.functionsDigest {
            lines.append("\(part)    \(count(digest.report.functions, "function library", "function libraries"))")
        }
        return lines
    }

    private static func count(_ number: UInt64, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    /// What is wrong with the input, on standard error.
    static func showFindings(of digest: RDBDigest, in file: InputFile) {
        for finding in digest.report.findings where finding.severity >= .warning {
            StandardError.line(FindingLine(tool: "rdbtool", file: file.shownName, finding: finding).text)
        }
        let name = Terminal.escaped(file.shownName)
        if digest.unknownKeys > 0 {
            StandardError.line("rdbtool: \(name): \(digest.unknownKeys) keys are damaged and in no digest")
        }
        if digest.undecidedKeys > 0 {
            StandardError.line(
                "rdbtool: \(name): \(digest.undecidedKeys) keys left out: a regular expression met its match limit")
        }
    }
}
