import Foundation
import Testing

/// The JSON of all fixtures under the schemas that are printed: a validator's, and DuckDB's reading of it.
@Suite("Schemas of the JSON")
struct ConvertSchemaTests {
    @Test("a JSON Schema validator and DuckDB read all fixtures")
    func fixtures() throws {
        let folder = Repository.fixtures.path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let files = names.filter { $0.hasSuffix(".rdb") }.sorted().map { folder + "/" + $0 }
        #expect(files.count > 300)
        try PythonScript("validate_json.py", for: "rdbtool").run(files: files)
    }

    @Test("so do they read all logs")
    func logs() throws {
        let folder = Repository.fixtures.appending(path: "aof").path
        let logs = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
        try PythonScript("validate_aof_json.py", for: "aoftool").run(files: logs, "logs")
    }
}
