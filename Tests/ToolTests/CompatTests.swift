import Foundation
import Testing

/// The drop-in says what the official checkers say, and never OK where they do not.
@Suite("Drop-in for the official checkers")
struct CompatTests {
    struct Checker: Sendable, CustomStringConvertible {
        let server: String
        let style: String

        var description: String { style }

        /// The checkers that are there.
        static let all: [Checker] = [
            Checker(server: "redis-7.0.15", style: "redis-check-rdb"),
            Checker(server: "redis-8.2.3", style: "redis-check-rdb@8.2"),
            Checker(server: "valkey-9.1.2", style: "valkey-check-rdb"),
        ].filter { $0.program != nil }

        var hasStatistics: Bool { style == "valkey-check-rdb" }

        var program: String? {
            let there = LiveServer.installations.first { $0.name == server }
            if server != "redis-7.0.15" { return there?.checker }
            return (there ?? LiveServer.installations.first(where: \.isDebian70))?.checker
        }

        /// Lines and exit statuses for each file, from one shell.
        func answers(_ files: [URL], options: String = "") throws -> [(lines: [String], exit: Int)] {
            try CompatTests.answers(program ?? "false", files, options: options)
        }
    }

    private static let tool = Repository.tool("rdbtool")

    private static func answers(
        _ command: String, _ files: [URL], options: String = ""
    ) throws -> [(lines: [String], exit: Int)] {
        let loop = "for file; do timeout 10 \(command) $file \(options) 2>/dev/null; echo \"=exit=$?\"; done"
        let output = try Shell.run(["sh", "-c", loop, "sh"] + files.map(\.path)).output
        var answers: [(lines: [String], exit: Int)] = []
        var lines: [String] = []
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let mark = line.range(of: "=exit=") else {
                lines.append(masked(String(line)))
                continue
            }
            answers.append((lines.filter { !$0.isEmpty }, Int(line[mark.upperBound...]) ?? -1))
            lines = []
        }
        return answers
    }

    /// Log lines have a process and a time; the line of a source file is Valkey's own; the type is stale where no
    /// key has been read.
    private static func masked(_ line: String) -> String {
        let isLog = line.prefix { $0.isNumber }.count > 0 && line.drop { $0.isNumber }.hasPrefix(":")
        if isLog || line == "[additional info] Reading type 0 (string)" { return "" }
        guard let place = line.range(of: "rdb.c:") else { return line }
        return String(line[..<place.upperBound]) + line[place.upperBound...].drop { $0.isNumber }
    }

    private static let fixtures = Mutant.fixtures.map { Repository.fixtures.appending(path: $0.name) }

    @Test("fixtures give the same lines", arguments: Checker.all)
    func fixtures(_ checker: Checker) throws {
        let theirs = try checker.answers(Self.fixtures)
        let ours = try Self.answers("\(Self.tool) check --compat \(checker.style)", Self.fixtures)
        #expect(theirs.count == ours.count)
        for (file, (theirs, ours)) in zip(Self.fixtures, zip(theirs, ours)) {
            #expect(theirs.lines == ours.lines, "\(file.lastPathComponent)")
            #expect(theirs.exit == ours.exit, "\(file.lastPathComponent)")
        }
    }

    @Test("statistics have the same lines", arguments: Checker.all.filter(\.hasStatistics), ["table", "info", "csv"])
    func statistics(_ checker: Checker, _ format: String) throws {
        // The original takes 1 MB for each of 16,384 databases, and more time than the test has.
        let all = Self.fixtures.filter { !$0.lastPathComponent.hasPrefix("databases_large-numbers") }
        // The numbers are the same in all formats: one of them for all files is enough.
        let files = format == "csv" ? all : all.indices.filter { $0.isMultiple(of: 8) }.map { all[$0] }
        let theirs = try checker.answers(files, options: "--stats --format \(format)")
        let ours = try Self.answers("\(Self.tool) check --compat \(checker.style) --stats \(format)", files)
        #expect(theirs.count == ours.count)
        for (file, (theirs, ours)) in zip(files, zip(theirs, ours)) {
            let name = file.lastPathComponent
            #expect(theirs.lines.count == ours.lines.count, "\(name)")
            for (theirs, ours) in zip(theirs.lines, ours.lines) where theirs != ours {
                #expect(StatisticsLine(theirs, format).agrees(with: StatisticsLine(ours, format), name))
            }
            #expect(theirs.exit == ours.exit, "\(name)")
        }
    }

    @Test("damaged files never look better than to the original", arguments: Checker.all)
    func mutants(_ checker: Checker) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rdbkit-compat-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try Mutant.make(150, seed: 4).map { mutant in
            let file = folder.appending(path: mutant.name)
            try Data(mutant.bytes).write(to: file)
            return file
        }
        let theirs = try checker.answers(files)
        let ours = try Self.answers("\(Self.tool) check --compat \(checker.style)", files)
        #expect(theirs.count == ours.count)
        for (file, (theirs, ours)) in zip(files, zip(theirs, ours)) {
            let name = file.lastPathComponent
            #expect(ours.exit == 0 || ours.exit == 1, "\(name)")
            #expect(theirs.exit == 0 || ours.exit == 1, "\(name): \(theirs.lines)")
            let looksOK = ours.lines.contains { $0.contains("RDB looks OK") }
            #expect(looksOK == (ours.exit == 0), "\(name)")
        }
    }

    @Test("the name that the tool is called by decides", arguments: ["redis-check-rdb", "valkey-check-rdb"])
    func name(_ name: String) throws {
        let script = """
            ln -s \(Self.tool) ./\(name)
            ./\(name) \(Self.fixtures[0].path) >/dev/null || exit 3
            ./\(name) 2>usage; test $? = 1 && grep -q '^Usage: ./\(name) <rdb-file-name>' usage || exit 4
            """
        let folder = FileManager.default.temporaryDirectory.appending(path: "rdbkit-name-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Shell.run(["sh", "-c", "cd \(folder.path) && { \(script)\n}"]).status == 0)
    }
}
