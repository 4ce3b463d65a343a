import Testing

@testable import RDBKit

@Suite("AOF manifest")
struct AOFManifestTests {
    private func codes(_ text: String) -> [String] {
        AOFManifest(Array(text.utf8)).findings.map(\.error.code.rawValue)
    }

    @Test("what servers write is read, and written again the same")
    func roundTrip() {
        let text = """
            file a.2.base.rdb seq 2 type b
            file a.1.incr.aof seq 1 type h
            file a.2.incr.aof seq 2 type i startoffset 0 endoffset 93
            file "my file's \\"x\\".3.incr.aof" seq 3 type i startoffset 94

            """
        let manifest = AOFManifest(Array(text.utf8))
        #expect(manifest.text == text)
        #expect(manifest.loaded.map(\.nameText) == ["a.2.base.rdb", "a.2.incr.aof", "my file's \"x\".3.incr.aof"])
        #expect(manifest.findings.isEmpty)
    }

    @Test(
        "each rule has its code",
        arguments: [
            ("", ["manifest-empty"]), ("# only this\n", ["manifest-nothing"]),
            ("file a seq 1 type b", ["manifest-line"]),
            ("file a seq 1 type b\n\n", ["manifest-format"]),
            ("file a seq 1\n", ["manifest-format"]), ("file a seq 0 type b\n", ["manifest-format"]),
            ("file a seq x type b\n", ["manifest-format"]), ("file a seq 1 type b x\n", ["manifest-format"]),
            ("file a/b seq 1 type b\n", ["manifest-path"]), ("file a seq 1 type B\n", ["manifest-type"]),
            ("file a seq 1 type b\nfile b seq 2 type b\n", ["manifest-two-bases"]),
            ("file a seq 2 type i\nfile b seq 2 type i\n", ["manifest-order"]),
            ("file a seq 1 type b\nfile a seq 1 type i\n", ["part-twice"]),
            ("FILE a SEQ 1 type b\r\n", ["manifest-keyword"]), ("file \"a\\x62\" seq 1x type base k v\n", []),
            ("file \"a seq 1 type b\n", ["manifest-format"]),
            ("file a.1.incr.aof seq 2 type i\n", ["part-name"]),
            ("file a seq 1 type i endoffset 5\nfile b seq 2 type i startoffset 9\n", ["part-offsets"]),
        ])
    func rules(_ text: String, _ expected: [String]) {
        let found = codes(text)
        #expect(expected.allSatisfy(found.contains) && found.count <= max(expected.count, 1), "\(text): \(found)")
    }

    @Test("a line is at most 1024 bytes")
    func longLine() {
        let name = String(repeating: "n", count: 1024 - "file  seq 1 type b\n".utf8.count)
        #expect(codes("file \(name) seq 1 type b\n").isEmpty)
        #expect(codes("file \(name)n seq 1 type b\n").first == "manifest-line")
    }
}
