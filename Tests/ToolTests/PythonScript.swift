import Foundation
import Synchronization
import Testing

/// A script of `Tests/Python`, which tries a tool: clients, servers and signals are easier to keep in hand there.
///
/// It is called as `NAME TOOL ARGUMENTS...`, says what is wrong, ends with a line such as `3 files, 0 wrong`, and with
/// status 77 where something is not there that it needs. All that it printed is the message of one issue if it fails.
struct PythonScript {
    let name: String
    let tool: String

    init(_ name: String, for tool: String) {
        self.name = name
        self.tool = tool
    }

    /// The environment that `scripts/install-deps.sh --tests` makes, where it is there.
    private static let python: String = {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? "/root"
        let cache = environment["RDBKIT_CACHE"] ?? environment["XDG_CACHE_HOME"] ?? home + "/.cache"
        let own = cache + "/rdbkit/python/bin/python"
        return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
    }()

    /// Runs it as `NAME TOOL [SERVER] SEED ARGUMENTS...`, with a new seed.
    func run(
        server: String? = nil, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let seed = UInt32.random(in: 0...UInt32.max)
        let run = "seed \(seed)" + (server.map { " on \($0)" } ?? "")
        print("\(name): \(run)")
        let words = [server, "\(seed)"].compactMap(\.self) + arguments
        try check(words, run, printing: "seed \(seed)", sourceLocation)
    }

    /// Runs it as `NAME TOOL FILES...`.
    func run(files: [String], _ word: String = "files", sourceLocation: SourceLocation = #_sourceLocation) throws {
        let run = "\(files.count) \(word)"
        try check(files, run, printing: run, sourceLocation)
    }

    private func check(
        _ arguments: [String], _ run: String, printing text: String, _ sourceLocation: SourceLocation
    ) throws {
        let script = Repository.root.appending(path: "Tests/Python/\(name)").path
        let answer = try Shell.run(
            [Self.python, script, Repository.tool(tool)] + arguments, withErrors: true)
        if answer.status == 77 { return print(answer.output, terminator: "") }
        let isRight = answer.status == 0 && answer.output.hasSuffix(" 0 wrong\n") && answer.output.contains(text)
        guard !isRight else { return }
        Issue.record("\(name), \(run): status \(answer.status)\n\(answer.output)", sourceLocation: sourceLocation)
    }
}

@Suite("Scripts that try tools")
struct PythonScriptTests {
    @Test("what fails is one issue, with the seed and all that was printed")
    func failure() throws {
        let file = Repository.fixtures.appending(path: "tutorial/dump.rdb").path
        let issues = Mutex<[String]>([])
        try withKnownIssue {
            try PythonScript("reference_digest.py", for: "no such tool").run(files: [file])
        } matching: { issue in
            issues.withLock { $0.append("\(issue)") }
            return true
        }
        let texts = issues.withLock { $0 }
        #expect(texts.count == 1)
        #expect(texts.first?.contains("reference_digest.py, 1 files: status 1") == true)
        #expect(texts.first?.contains("no such tool") == true)
    }
}
