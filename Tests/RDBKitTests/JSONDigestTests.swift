import Testing

@testable import RDBKit

@Suite("Digests of JSON")
struct JSONDigestTests {
    private func digest(_ file: [UInt8]) -> RDBDigest { RDBDigester().digest(RDBInput(MemorySource(file))) }

    private func digest(json: [UInt8]) -> RDBDigest { JSONDigester().digest(RDBInput(MemorySource(json, step: 1000))) }

    private func expectEqual(_ file: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        let expected = digest(file)
        let found = digest(json: JSONDiffTests.json(file) { $0.includesMeta = true })
        #expect(expected.isWhole && found.isWhole && found.knowsFunctions, sourceLocation: sourceLocation)
        #expect(found.digest == expected.digest, sourceLocation: sourceLocation)
        #expect(
            RDBCertificate(found).databases == RDBCertificate(expected).databases, sourceLocation: sourceLocation)
        let silent = digest(json: JSONDiffTests.json(file, .json))
        #expect(
            RDBCertificate(expected).differences(from: RDBCertificate(silent), .none) == [],
            sourceLocation: sourceLocation)
    }

    @Test("are those of the file", arguments: Fixtures.names)
    func fixtures(_ name: String) throws {
        expectEqual(try Fixtures.bytes(name))
    }

    @Test("in all layouts", arguments: [0, 1])
    func samples(_ sample: Int) {
        expectEqual(SampleFile.bothWithoutSlots[sample])
    }

    @Test("databases that are not told apart are one on both sides")
    func manyDatabases() {
        expectEqual(
            RDBBytes.file { file in
                for database in [0, 1023, 1024, 70_000] as [UInt64] {
                    file.selectDB(database)
                    file.expireMs(5)
                    file.entry(.string, "k\(database)", Bytes.string("v"))
                }
            })
    }

    private static let doubtful = RDBBytes.file("REDIS0014") { file in
        let items = Bytes.hex("02 00 00 02") + Bytes.f64(1.5) + Bytes.hex("01 02") + Bytes.f64(.infinity)
        file.entry(.array, "a", items)
        file.entry(.array, "b", items)
        let module = Bytes.hex("81 000102030405060C 04") + Bytes.u64(0xFFF8_0000_0000_0001)
        file.entry(.module2, "m", module + [0])
        var stream = StreamBytes()
        stream.groups = [StreamGroupBytes(refused: [StreamID(1, 1)])]
        file.entry(.streamListpacks5, "s", stream.bytes(version: 5))
        file.selectDB(1)
        file.entry(.string, "x", Bytes.string("v"))
    }

    @Test("what JSON does not say leaves a doubt where nothing else differs")
    func doubts() {
        let lines = String(decoding: JSONDiffTests.json(Self.doubtful), as: UTF8.self)
        let whole = RDBCertificate(digest(Self.doubtful))
        func compare(_ text: String) -> (differences: [String], doubts: [RDBCertificate.Doubt]) {
            let other = RDBCertificate(digest(json: Array(text.utf8)))
            let (there, back) = (whole.doubts(about: other), other.doubts(about: whole))
            #expect(there == back)
            return (whole.differences(from: other, .none).map(\.what), there)
        }
        let same = compare(lines)
        #expect(same.differences == [])
        #expect(same.doubts.map(\.what) == [.doubles, .nan, .refusals])
        #expect(same.doubts.map(\.keys) == [2, 1, 1] && same.doubts.allSatisfy { $0.database == 0 })
        // What certainly differs is said.
        let other = compare(lines.replacing(#""string":"v""#, with: #""string":"w""#))
        #expect(other.differences == ["db1 digest"] && other.doubts == same.doubts)
        let missing = compare(lines.split(separator: "\n").dropFirst().joined(separator: "\n"))
        #expect(missing.differences == ["db0 digest", "keys", "db0 keys", "db0 array keys"] && missing.doubts == [])
    }

    @Test("equal digests leave no doubt")
    func certain() {
        let file = RDBBytes.file("REDIS0014") { file in
            file.entry(.array, "a", Bytes.hex("01 00 00 00 0178"))
            var stream = StreamBytes()
            stream.groups = [StreamGroupBytes()]
            file.entry(.streamListpacks5, "s", stream.bytes(version: 5))
        }
        expectEqual(file)
    }

    @Test("function libraries count where the JSON says which there are")
    func functions() {
        let file = RDBBytes.file { file in
            file.opcode(245, Bytes.string("#!lua name=x\nreturn 1"))
            file.entry(.string, "s", Bytes.string("v"))
        }
        let whole = RDBCertificate(digest(file))
        func compare(_ text: String) -> [String] {
            whole.differences(from: RDBCertificate(digest(json: Array(text.utf8))), .none).map(\.what)
        }
        let silent = digest(json: JSONDiffTests.json(file))
        #expect(!silent.knowsFunctions && whole.differences(from: RDBCertificate(silent), .none) == [])
        let meta = String(decoding: JSONDiffTests.json(file) { $0.includesMeta = true }, as: UTF8.self)
        #expect(compare(meta) == [])
        #expect(compare(meta.replacing("return 1", with: "return 2")) == ["digest"])
        let without = meta.split(separator: "\n").filter { !$0.contains("#!lua") }.joined(separator: "\n")
        #expect(compare(without) == ["digest", "function libraries"])
    }

    @Test("damage is named, and the digest is not of the whole")
    func damage() {
        let file = RDBBytes.file { file in
            for key in 0..<9 { file.entry(.string, "\(key)", Bytes.string("v")) }
        }
        let lines = JSONDiffTests.json(file)
        let cut = digest(json: Array(lines.dropLast(8)))
        #expect(!cut.isWhole && cut.report.keys == 8 && cut.report.findings.map(\.error.code) == [.json])
        let array = digest(json: Array(JSONDiffTests.json(file, .json).dropLast(2)))
        #expect(!array.isWhole && array.report.keys == 9)
        // A certificate tells what NDJSON cannot: that lines are missing.
        let shorter = digest(json: Array(lines.prefix(lines.count / 9 * 8)))
        #expect(shorter.isWhole && shorter.report.keys == 8)
        #expect(
            RDBCertificate(digest(file)).differences(from: RDBCertificate(shorter), .none).map(\.what).contains("keys"))
    }
}
