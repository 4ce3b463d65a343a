import Testing

@testable import RDBKit

/// Hash templates (types 29 to 32, opcode 242) and arrays (type 28), as the servers' own tests write them.
struct TemplateAndArrayTests {
    private let names = PackedBytes.listpack(["field1", "field2"])
    private let expected = ["hashField \"field1\"", "hashValue 1", "hashField \"field2\"", "hashValue 2"]

    private var templates: RDBTemplates {
        var templates = RDBTemplates()
        _ = templates.add([Array("field1".utf8), Array("field2".utf8)], as: 5)
        return templates
    }

    private func elements(_ type: RDBObjectType, _ value: [UInt8]) -> [String] {
        Decoding.events(type, value, templates: templates).filter { !$0.hasPrefix("node") }
    }

    @Test func selfContainedListpack() {
        let value = [0] + Bytes.string(names) + Bytes.string(PackedBytes.listpack([0, 1, 2]))
        #expect(value.starts(with: [0x00, 0x17]))
        #expect(elements(.hashTemplateListpack, value) == ["begin 2"] + expected)
    }

    @Test func selfContainedListpackWithPlainNames() {
        let value = Bytes.hex("01 02 06 \"field1\" 06 \"field2\"") + Bytes.string(PackedBytes.listpack([0, 1, 2]))
        #expect(elements(.hashTemplateListpack, value) == ["begin 2"] + expected)
    }

    @Test func referringListpack() {
        let value = Bytes.string(PackedBytes.listpack([5, 1, 2]))
        #expect(value.first == 0x0D)
        #expect(elements(.hashTemplateListpackRef, value) == ["begin 2"] + expected)
    }

    @Test func selfContainedArray() {
        let value = Bytes.hex("01 02 06 \"field1\" 06 \"field2\" C0 01 C0 02")
        #expect(elements(.hashTemplateArray, value) == ["begin 2"] + expected)
        let packed = [0] + Bytes.string(names) + Bytes.hex("C0 01 C0 02")
        #expect(elements(.hashTemplateArray, packed) == ["begin 2"] + expected)
    }

    @Test func referringArray() {
        #expect(elements(.hashTemplateArrayRef, Bytes.hex("05 C0 01 C0 02")) == ["begin 2"] + expected)
    }

    @Test func unknownTemplate() {
        #expect(
            elements(.hashTemplateArrayRef, Bytes.hex("06 C0 01")) == ["throws template-unknown @0+1 found 6"])
        #expect(
            elements(.hashTemplateListpackRef, Bytes.string(PackedBytes.listpack([6, 1])))
                == ["damage template-unknown @0+12 inner 6 found 6"])
        #expect(
            elements(.hashTemplateListpackRef, Bytes.string(PackedBytes.listpack(["x"]))).last?
                .hasPrefix("damage template-unknown") == true)
        #expect(
            elements(.hashTemplateListpack, Bytes.hex("02 00")).last == "throws template-unknown @0+1 found 2")
    }

    @Test func wrongNumberOfValues() {
        let few = Bytes.string(PackedBytes.listpack([5, 1]))
        #expect(elements(.hashTemplateListpackRef, few).last == "damage odd-elements @0+12 inner 10")
        let many = Bytes.string(PackedBytes.listpack([5, 1, 2, 3]))
        #expect(
            elements(.hashTemplateListpackRef, many).last == "damage listpack-count @0+16 inner 4 expected 4 found 3")
        let none = Bytes.string(PackedBytes.listpack([]))
        #expect(elements(.hashTemplateListpackRef, none).last?.hasPrefix("damage listpack-count @0+8") == true)
    }

    /// A template record stands in front of the keys and serves all of them.
    @Test func templateRecord() throws {
        let file = RDBBytes.file("REDIS0015") { file in
            file.opcode(242, Bytes.hex("05 02 06 \"field1\" 06 \"field2\""))
            file.entry(.hashTemplateArrayRef, "a", Bytes.hex("05 C0 01 C0 02"))
            file.entry(.hashTemplateListpackRef, "b", Bytes.string(PackedBytes.listpack([5, 1, 2])))
        }
        var reader = try RDBReader(MemorySource(file, step: 1))
        #expect(try reader.next() == .hashTemplate)
        for key in ["a", "b"] {
            #expect(try reader.next() == .entry)
            #expect(reader.keyBytes == Array(key.utf8))
            var log = EventLog()
            try reader.decodeValue(into: &log)
            #expect(log.events.suffix(4) == expected[...])
        }
        #expect(try reader.next() == .eof)
        #expect(Checking.report(file).findings.map(\.error.code) == [.unconfirmedVersion])
    }

    @Test func unknownTemplateEndsTheCheck() {
        var file = RDBBytes("REDIS0015")
        let value = file.entry(.hashTemplateArrayRef, "a", Bytes.hex("05 C0 01 C0 02"))
        let findings = Checking.report(file.ended()).findings.filter { $0.severity == .error }
        #expect(
            findings.map(\.text) == [
                "error template-unknown @\(value)+1 found 5 db 0 key \"a\" hash template_array_ref"
            ])
    }
}

extension TemplateAndArrayTests {
    private func array(_ value: [UInt8]) -> [String] { Decoding.events(.array, value) }

    @Test func arrayOfAllKinds() {
        var value = Bytes.hex("05 01 09 | 00 00 05 \"hello\" | 01 01") + Bytes.i64(-7)
        value += Bytes.hex("03 02") + Bytes.f64(1.5) + Bytes.hex("40 40 03 02 \"hi\" 80 00010000 00 C0 07")
        #expect(
            array(value) == [
                "begin 5", "index 0", "arrayItem \"hello\"", "index 1", "arrayItem -7", "index 3", "double 1.5",
                "index 64", "arrayItem \"hi\"", "index 65536", "arrayItem 7",
            ])
    }

    @Test func arrayWithoutInsertIndex() {
        #expect(array(Bytes.hex("01 00 05 00 01 \"x\"")) == ["begin 1", "index 5", "arrayItem \"x\""])
    }

    @Test func arrayDamage() {
        #expect(
            array(Bytes.hex("02 00 05 00 01 \"x\" 05 00 01 \"y\"")).contains(
                "damage array-order @6+1 expected 6 found 5"))
        #expect(array(Bytes.hex("01 00 05 04 01 \"x\"")).last == "throws array-tag @3+1 found 4")
        #expect(array(Bytes.hex("00 00")) == ["begin 0", "damage empty-collection @0+1"])
    }

    @Test func arrayInAFile() {
        let file = RDBBytes.file("REDIS0014") { $0.entry(.array, "a", Bytes.hex("01 00 05 00 01 \"x\"")) }
        let report = Checking.report(file)
        #expect(report.findings.map(\.error.code) == [.unconfirmedVersion])
        #expect(report.databases[0]?.keys(of: .array) == 1)
    }
}
