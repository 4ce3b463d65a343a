import Foundation
import Testing

/// The JSON of all fixtures under the schemas that are printed: a validator's, and DuckDB's reading of it.
@Suite("Schemas of the JSON")
struct ConvertSchemaTests {
    private static let tests = CommandCase.root.deletingLastPathComponent().deletingLastPathComponent()

    /// The environment that `scripts/install-deps.sh --tests` makes.
    private static let python: String = {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? "/root"
        let cache = environment["RDBKIT_CACHE"] ?? environment["XDG_CACHE_HOME"] ?? home + "/.cache"
        let own = cache + "/rdbkit/python/bin/python"
        return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
    }()

    @Test("a JSON Schema validator and DuckDB read all fixtures")
    func fixtures() throws {
        let folder = Self.tests.deletingLastPathComponent().appending(path: "Fixtures").path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let files = names.filter { $0.hasSuffix(".rdb") }.sorted().map { folder + "/" + $0 }
        #expect(files.count > 300)
        let script = Self.tests.appending(path: "Python/validate_json.py").path
        let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "rdbtool").path
        let answer = try Shell.run([Self.python, script, tool] + files)
        if answer.status == 77 { return print(answer.output, terminator: "") }
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output.contains("\(files.count) files") && answer.output.hasSuffix(", 0 wrong\n"))
    }

    @Test("so do they read all logs")
    func logs() throws {
        let folder = Self.tests.deletingLastPathComponent().appending(path: "Fixtures/aof").path
        let paths = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
        let script = Self.tests.appending(path: "Python/validate_aof_json.py").path
        let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "aoftool").path
        let answer = try Shell.run([Self.python, script, tool] + paths)
        if answer.status == 77 { return print(answer.output, terminator: "") }
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output.contains("\(paths.count) logs") && answer.output.hasSuffix(", 0 wrong\n"))
    }
}
