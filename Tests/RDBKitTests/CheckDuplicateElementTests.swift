import Testing

@testable import RDBKit

/// Elements that occur twice in a value whose elements must differ.
struct CheckDuplicateElementTests {
    private func report(_ type: RDBObjectType, _ value: [UInt8], reopens: Bool = true) -> RDBCheckReport {
        var file = RDBBytes(type == .hash2 ? "VALKEY080" : "REDIS0012")
        file.entry(type, "key", value)
        return Checking.report(file.ended(), reopens: reopens)
    }

    private static let values: [(RDBObjectType, [UInt8], String)] = [
        (.set, Bytes.hex("03 0161 0162 0161"), "a"),
        (.set, Bytes.hex("02 C0 07 | 01 \"7\""), "7"),
        (.set, Bytes.hex("02 C1 0700 | 80 00000001 \"7\""), "7"),
        (.hash, Bytes.hex("02 0161 0178 0161 0179"), "a"),
        (.zset, Bytes.hex("02 0161 01 \"1\" 0161 01 \"2\""), "a"),
        (.zset2, Bytes.hex("02 0161") + Bytes.f64(1) + Bytes.hex("0161") + Bytes.f64(2), "a"),
        (.hashListpack, Bytes.string(PackedBytes.listpack(["f", 1, "g", 2, "f", 3])), "f"),
        (.hashListpack, Bytes.string(PackedBytes.listpack([7, 1, "g", 2, "7", 3])), "7"),
        (.setListpack, Bytes.string(PackedBytes.listpack(["f", "g", "f"])), "f"),
        (.zsetListpack, Bytes.string(PackedBytes.listpack(["f", 1, "f", 2])), "f"),
        (.zsetZiplist, Bytes.string(PackedBytes.ziplist(["f", 1, "f", 2])), "f"),
        (.hashZiplist, Bytes.string(PackedBytes.ziplist(["f", 1, "f", 2])), "f"),
        (.hashZipmap, Bytes.string(PackedBytes.zipmap([("f", "1"), ("f", "2")])), "f"),
        (.hashMetadata, Bytes.u64(1) + Bytes.hex("02 00 0161 0178 00 0161 0179"), "a"),
        (.hashListpackEx, Bytes.u64(1) + Bytes.string(PackedBytes.listpack(["f", 1, 5, "f", 1, 6])), "f"),
        (.hash2, Bytes.hex("02 0161 0178") + Bytes.i64(-1) + Bytes.hex("0161 0178") + Bytes.i64(5), "a"),
        (.hashTemplateArray, Bytes.hex("01 02 0161 0161 0178 0179"), "a"),
        (.hashListpack, Bytes.string(PackedBytes.listpack(["f", 1, "g", 2, "f", 3], count: 65535)), "f"),
    ]

    @Test(arguments: Self.values.indices, [true, false])
    func everyType(_ index: Int, _ reopens: Bool) {
        let (type, value, element) = Self.values[index]
        let findings = report(type, value, reopens: reopens).findings.filter { $0.error.code == .duplicateElement }
        #expect(findings.count == 1)
        #expect(findings.first?.key == Array("key".utf8))
        #expect(findings.first?.detail?.hasPrefix("\"\(element)\", first at ") == true)
    }

    @Test func place() {
        var file = RDBBytes()
        let value = file.entry(.hashListpack, "k", Bytes.string(PackedBytes.listpack(["f", 1, "f", 2])))
        #expect(
            Checking.findings(file.ended()) == [
                "error duplicate-element @\(value)+0 inner 11 db 0 key \"k\" hash listpack"
                    + " (\"f\", first at \(RDBOffset(value)))"
            ])
    }

    @Test func placeOfAPlainElement() {
        var file = RDBBytes()
        let value = file.entry(.set, "k", Bytes.hex("03 0161 0162 0161"))
        #expect(
            Checking.findings(file.ended()) == [
                "error duplicate-element @\(value + 5)+0 db 0 key \"k\" set hashtable"
                    + " (\"a\", first at \(RDBOffset(value + 1)))"
            ])
    }

    /// Values and list items may be equal.
    @Test func whatMayOccurTwice() {
        #expect(report(.list, Bytes.hex("02 0161 0161")).findings.isEmpty)
        #expect(report(.hash, Bytes.hex("02 0161 0178 0162 0178")).findings.isEmpty)
        #expect(report(.set, Bytes.hex("03 0161 02\"01\" C0 01")).findings.isEmpty)
        #expect(report(.hashListpack, Bytes.string(PackedBytes.listpack(["a", "b", "b", "a"]))).findings.isEmpty)
    }

    /// A hash of many fields, with a duplicate or without.
    private func bigHash(_ count: Int, duplicate: Int?, valueSize: Int = 3) -> [UInt8] {
        var value = Bytes.length(UInt64(count))
        let content = Bytes.string([UInt8](repeating: 0x76, count: valueSize))
        for index in 0..<count {
            value += Bytes.string("field:\(index == count - 3 ? duplicate ?? index : index)") + content
        }
        return value
    }

    /// Up to 65,536 fields have a table of their own, more go elsewhere.
    @Test(arguments: [1000, 65_536, 65_537, 100_000], [true, false])
    func bigHashes(_ count: Int, _ reopens: Bool) {
        let sound = report(.hash, bigHash(count, duplicate: nil), reopens: reopens)
        #expect(sound.findings.map(\.text) == [])
        let damaged = report(.hash, bigHash(count, duplicate: 17), reopens: reopens)
        #expect(damaged.findingCounts == [.duplicateElement: 1])
    }

    /// Too large for memory: read through a window, and again where that is possible.
    @Test(arguments: [true, false])
    func hashBeyondABatch(_ reopens: Bool) {
        let damaged = report(.hash, bigHash(90_000, duplicate: 17, valueSize: 60), reopens: reopens)
        #expect(damaged.findingCounts == [.duplicateElement: 1])
    }

    /// The same element in the next value is no duplicate, whichever way each of them is searched.
    @Test(arguments: [true, false])
    func nextValueStartsAnew(_ reopens: Bool) {
        let file = RDBBytes.file { file in
            for index in 0..<3 {
                file.entry(.hash, "big\(index)", bigHash(70_000, duplicate: nil))
                file.entry(.set, "small\(index)", Bytes.hex("02 0161 0162"))
            }
        }
        #expect(Checking.report(file, reopens: reopens).findings.map(\.text) == [])
    }

    @Test func tooLittleMemory() {
        let file = RDBBytes.file { $0.entry(.hash, "k", bigHash(300_000, duplicate: 17)) }
        let report = Checking.report(file) { $0.memory = 1 << 20 }
        #expect(report.findingCounts == [.notChecked: 1])
        #expect(report.worst == .warning)
    }
}
