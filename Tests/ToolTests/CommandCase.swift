import Foundation
import Testing

/// A command line and what it must answer, kept as files: `NAME.cmd`, and where they are not empty or 0,
/// `NAME.stdout`, `NAME.stderr` and `NAME.exit`.
///
/// The command is run by `sh` in an empty folder. `$FIXTURES` names the fixtures, `$CASES` the folder of the case,
/// and the tools stand in `$PATH`. With `RECORD_SNAPSHOTS=1` the answers are written instead of compared.
struct CommandCase: CustomTestStringConvertible, Sendable {
    let file: URL

    var testDescription: String { name }

    var name: String { file.deletingPathExtension().lastPathComponent }

    /// What a command answered.
    struct Answer: Equatable {
        var stdout: String
        var stderr: String
        var exit: Int32
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    static let isRelease = !_isDebugAssertConfiguration()

    /// All cases, in the order of their names.
    static let all: [CommandCase] = {
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let commands = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "cmd" }
        return commands.sorted { $0.path < $1.path }.map(CommandCase.init)
    }()

    /// Runs the command.
    func run() throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "exec 2>stderr.txt >stdout.txt; . \"$1\"", "sh", file.path]
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Answer(
            stdout: try String(contentsOf: folder.appending(path: "stdout.txt"), encoding: .utf8),
            stderr: try String(contentsOf: folder.appending(path: "stderr.txt"), encoding: .utf8),
            exit: process.terminationStatus)
    }

    private var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = Repository.tools.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["FIXTURES"] = Repository.fixtures.path
        environment["CASES"] = file.deletingLastPathComponent().path
        environment["LC_ALL"] = "C.UTF-8"
        return environment
    }

    /// What the files say that it must answer.
    var expected: Answer {
        Answer(
            stdout: text("stdout") ?? "", stderr: text("stderr") ?? "",
            exit: text("exit").flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0)
    }

    /// Writes the files anew.
    func record(_ answer: Answer) throws {
        try write(answer.stdout, "stdout")
        try write(answer.stderr, "stderr")
        try write(answer.exit == 0 ? "" : "\(answer.exit)\n", "exit")
    }

    private func companion(_ kind: String) -> URL {
        file.deletingPathExtension().appendingPathExtension(kind)
    }

    private func text(_ kind: String) -> String? {
        try? String(contentsOf: companion(kind), encoding: .utf8)
    }

    private func write(_ text: String, _ kind: String) throws {
        try? FileManager.default.removeItem(at: companion(kind))
        if !text.isEmpty { try text.write(to: companion(kind), atomically: true, encoding: .utf8) }
    }
}
