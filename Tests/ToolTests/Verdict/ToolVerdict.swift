import Foundation
import RDBKit

/// What `rdbtool check --for` says, as its JSON report has it.
struct ToolVerdict: Decodable {
    struct Reason: Decodable {
        struct Finding: Decodable {
            let code: String
            let offset: UInt64?
        }

        let effect: String
        let advice: String
        let finding: Finding
    }

    let file: String
    let verdict: String
    let exit: Int32
    let server: String?
    let reasons: [Reason]?

    /// Whether the server starts, with all of the file or less.
    var starts: Bool { verdict == "loads" || verdict == "loads-with-losses" }

    /// What a server can be seen to do: whether something is lost cannot.
    var visible: String { starts ? "loads" : verdict }

    /// The verdicts on files, for `target`.
    static func on(_ files: [URL], for target: ServerTarget) throws -> [ToolVerdict] {
        let tool = Repository.tool("rdbtool")
        var verdicts: [ToolVerdict] = []
        for start in stride(from: 0, to: files.count, by: 400) {
            let some = files[start..<min(start + 400, files.count)].map(\.path)
            let words = [tool, "check", "--format", "json", "-j1", "--for", target.rawValue] + some
            for line in try Shell.run(words).output.split(separator: "\n") {
                verdicts.append(try JSONDecoder().decode(ToolVerdict.self, from: Data(line.utf8)))
            }
        }
        return verdicts
    }
}
