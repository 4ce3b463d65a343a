import Testing

@testable import RDBKit

/// Findings about keys and about records that are no keys.
struct CheckRecordTests {
    private let value = Bytes.string("v")

    @Test(arguments: [true, false])
    func duplicateKeys(_ reopens: Bool) {
        var file = RDBBytes()
        let first = file.offset
        file.entry(.string, "key", value)
        file.entry(.string, "other", value)
        let second = file.offset
        file.entry(.list, "key", Bytes.hex("01 0161"))
        let text = Checking.report(file.ended(), reopens: reopens).findings.map(\.text)
        let place = "first at \(RDBOffset(first))"
        #expect(
            text == [
                reopens
                    ? "error duplicate-key @\(second)+5 db 0 key \"key\" list linkedlist (\(place))"
                    : "error duplicate-key @\(second)+0 (\(place), found by hash)"
            ])
    }

    @Test(arguments: [true, false])
    func sameKeyInOtherDatabase(_ reopens: Bool) {
        let file = RDBBytes.file { file in
            file.entry(.string, "key", value)
            file.selectDB(1)
            file.entry(.string, "key", value)
            file.selectDB(2)
            file.entry(.string, "key", value)
        }
        #expect(Checking.report(file, reopens: reopens).findings.map(\.text) == [])
    }

    /// A key that is stored as an integer is the same as its text, compressed or not.
    @Test(arguments: [true, false])
    func sameKeyInAnotherForm(_ reopens: Bool) {
        let file = RDBBytes.file { file in
            file.entry(.string, "300", value)
            file.append([0] + Bytes.hex("C1 2C01") + value)
            file.append([0] + Bytes.hex("80 00000003 \"300\"") + value)
            file.append([0] + Bytes.hex("C3 04 03 02 \"300\"") + value)
            file.entry(.string, "0300", value)
        }
        let report = Checking.report(file, reopens: reopens)
        #expect(report.findingCounts == [.duplicateKey: 3])
    }

    @Test func sameDatabaseSelectedTwice() {
        let file = RDBBytes.file { file in
            file.selectDB(1)
            file.entry(.string, "key", value)
            file.selectDB(0)
            file.selectDB(1)
            file.entry(.string, "key", value)
        }
        #expect(Checking.report(file).findingCounts == [.duplicateKey: 1])
    }

    /// No number of threads makes the search forget its work.
    @Test(arguments: [0, 1, 2, 300])
    func threads(_ threads: Int) {
        let file = RDBBytes.file { file in
            for index in 0..<500 { file.entry(.string, "key:\(index % 400)", value) }
        }
        #expect(Checking.report(file, threads: threads).findingCounts == [.duplicateKey: 100])
    }

    @Test func danglingExpiry() {
        var file = RDBBytes()
        let offset = file.offset
        file.expireMs(5)
        #expect(Checking.findings(file.ended()) == ["warning dangling-key-opcode @\(offset)+10"])
        file.selectDB(0)
        file.entry(.string, "k", value)
        #expect(Checking.findings(file.ended()) == ["warning dangling-key-opcode @\(offset)+11"])
    }

    @Test func repeatedExpiry() {
        var file = RDBBytes()
        let offset = file.offset
        file.expireMs(5)
        file.expireMs(6)
        let value = file.entry(.string, "k", value)
        file.entry(.string, "l", self.value)
        #expect(
            Checking.findings(file.ended()) == [
                "warning repeated-key-opcode @\(offset)+\(value - offset) db 0 key \"k\" string"
            ])
    }

    /// The next key of a cluster slot did not repeat anything.
    @Test func repeatedExpiryInASlot() {
        let file = RDBBytes.file { file in
            file.opcode(244, Bytes.length(7629), [2, 1])
            file.expireMs(5)
            file.expireMs(6)
            file.entry(.string, "k", value)
            file.entry(.string, "{k}2", value)
        }
        #expect(Checking.report(file).findingCounts == [.repeatedKeyOpcode: 1])
    }

    @Test func negativeExpiry() {
        var file = RDBBytes()
        file.expireMs(-1)
        file.entry(.string, "k", value)
        #expect(Checking.findings(file.ended()) == ["warning negative-expiry @9+12 db 0 key \"k\" string"])
    }

    @Test func resizeHint() {
        var file = RDBBytes()
        file.selectDB(4)
        let offset = file.offset
        file.resizeDB(3, 0)
        file.entry(.string, "k", value)
        #expect(Checking.findings(file.ended()) == ["note resize-hint @\(offset)+0 expected 3 found 1 db 4"])
    }

    @Test func databaseNumber() {
        let findings = Checking.findings { $0.selectDB(16) }
        #expect(findings == ["warning database-number @9+2 found 16"])
        #expect(Checking.findings { $0.selectDB(15) } == [])
    }

    @Test func slotOfAKey() {
        var file = RDBBytes()
        file.opcode(244, Bytes.length(7629), [2, 0])
        file.entry(.string, "k", value)
        let offset = file.offset
        file.entry(.string, "b", value)
        #expect(
            Checking.findings(file.ended()) == [
                "warning slot-number @\(offset)+3 expected 7629 found 3300 db 0 key \"b\" string"
            ])
    }

    @Test func slotCountAndNumber() {
        var file = RDBBytes()
        file.opcode(244, Bytes.length(7629), [3, 0])
        file.entry(.string, "k", value)
        #expect(Checking.findings(file.ended()) == ["warning slot-count @9+0 expected 3 found 1 (slot 7629)"])
        #expect(
            Checking.findings { $0.opcode(244, Bytes.length(16384), [0, 0]) } == [
                "warning slot-number @9+8 found 16384"
            ])
    }

    /// Valkey announces slots in an AUX field.
    @Test func slotOfValkey() {
        let file = RDBBytes.file("VALKEY080") { file in
            file.aux("slot-info", "3300,1,0,0")
            file.entry(.string, "b", value)
            file.aux("slot-info", "7629,2,1,0")
            file.entry(.string, "k", value)
            file.entry(.string, "{k}2", value)
        }
        #expect(Checking.findings(file) == [])
        #expect(
            Checking.report(
                RDBBytes.file("VALKEY080") { file in
                    file.aux("slot-info", "3300,1,0,0")
                    file.entry(.string, "k", value)
                }
            ).findingCounts == [.slotNumber: 1])
    }

    @Test func slotImportName() {
        let findings = Checking.findings(in: "VALKEY080") { $0.opcode(243, Bytes.string("job"), [0]) }
        #expect(findings == ["error slot-import-name @9+6 expected 40 found 3"])
    }

    @Test func functions() {
        let source = "#!lua name=x\nreturn 1"
        let report = Checking.report(RDBBytes.file { $0.opcode(245, Bytes.string(source)) })
        #expect(report.findings.map(\.text) == [] && report.functions == 1)
        #expect(Checking.findings { $0.opcode(245, Bytes.string("return 1")) } == ["error function-shebang @9+10"])
    }

    @Test func preReleaseFunction() {
        let record = Bytes.hex("01 \"f\" 03 \"LUA\" 01 01 \"d\" 03 \"src\"")
        #expect(Checking.findings { $0.opcode(246, record) } == ["error function-pre-ga @9+\(1 + record.count) (f)"])
    }

    @Test func auxFields() {
        let report = Checking.report(
            RDBBytes.file { file in
                file.aux("a", "first")
                file.aux("a", "second")
                file.aux("lua", "return 1")
                file.aux("lua", "return 2")
            })
        #expect(report.aux("a") == "first" && report.luaScripts == 2)
    }

    @Test func damagedTextOfAnAuxField() {
        let findings = Checking.findings { $0.opcode(250, Bytes.string("a"), Bytes.hex("C3 02 0A 2000")) }
        #expect(findings == ["error lzf-corrupt @12+5 expected 10"])
    }

    @Test func damagedKey() {
        let findings = Checking.findings { $0.append([0] + Bytes.hex("C3 02 0A 2000") + value) }
        #expect(findings == ["error lzf-corrupt @10+5 expected 10 db 0 key \"\" string"])
    }

    /// All are counted, the first of each code are kept.
    @Test func limitOfFindings() {
        let file = RDBBytes.file { file in
            for index in 0..<20 { file.entry(.list, "k\(index)", [0]) }
        }
        let report = Checking.report(file) { $0.maximumFindings = 3 }
        #expect(report.findings.map { $0.key.map(EventLog.text) } == ["\"k0\"", "\"k1\"", "\"k2\""])
        #expect(report.findingCounts == [.emptyCollection: 20])
    }

    /// Databases beyond the greatest that is counted apart: their keys count all the same.
    @Test func manyDatabases() {
        let file = RDBBytes.file { file in
            for number in 16_380..<16_390 {
                file.selectDB(UInt64(number))
                file.entry(.string, "k", value)
            }
        }
        let report = Checking.report(file) { $0.maximumFindings = 1 }
        #expect(report.databases.count == 5)
        #expect(report.keys == 10)
        #expect(report.findingCounts[.notChecked] == 1)
        #expect(report.findingCounts[.duplicateKey] == nil)
    }
}
