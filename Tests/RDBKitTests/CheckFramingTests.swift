import Testing

@testable import RDBKit

/// What ends the reading of a file, and what the file as a whole claims.
struct CheckFramingTests {
    @Test func soundFile() {
        let report = Checking.report(
            RDBBytes.file { file in
                file.aux("ctime", "1700000000")
                file.selectDB(3)
                file.resizeDB(2, 1)
                file.entry(.string, "a", Bytes.string("1"))
                file.expireMs(5)
                file.entry(.hash, "b", Bytes.hex("01 0161 0162"))
            })
        #expect(report.findings.map(\.text) == [])
        #expect(report.header?.dialect == .redis && report.header?.version == 12)
        #expect(report.keys == 2 && report.expires == 1)
        #expect(report.databases[3]?.announcedKeys == 2)
        #expect(report.creationTime == 1_700_000_000)
        #expect(report.checksumState == .ok && report.worst == nil && !report.isUnreadable)
    }

    @Test func expiredKeys() {
        let file = RDBBytes.file { file in
            for time in [5, 10, 11] as [Int64] {
                file.expireMs(time)
                file.entry(.string, "k\(time)", Bytes.string(""))
            }
        }
        let report = Checking.report(file) { $0.nowMs = 11 }
        #expect(report.databases[0]?.expired == 2 && report.expires == 3)
    }

    @Test func emptyFile() {
        #expect(Checking.findings([]) == ["error empty-file @0+0"])
    }

    @Test func noRDB() {
        let report = Checking.report(Array("*3\r\n$3\r\nSET\r\n".utf8))
        #expect(report.findings.map(\.text) == ["error not-rdb @0+9"])
        #expect(report.isUnreadable)
    }

    @Test func unsupportedVersion() {
        #expect(Checking.findings(in: "REDIS0081") { _ in } == ["error unsupported-version @0+9 found 81"])
        #expect(Checking.findings(in: "VALKEY011") { _ in } == ["error unsupported-version @0+9 found 11"])
        #expect(Checking.findings(in: "REDIS0000") { _ in } == ["error unsupported-version @0+9 found 0"])
    }

    @Test func newerVersion() {
        #expect(Checking.findings(in: "REDIS0016") { _ in } == ["warning newer-version @0+9 found 16"])
        #expect(Checking.findings(in: "VALKEY082") { _ in } == ["warning newer-version @0+9 found 82"])
        #expect(Checking.findings(in: "REDIS0014") { _ in } == ["note unconfirmed-version @0+9 found 14"])
    }

    @Test func typeNewerThanVersion() {
        #expect(
            Checking.findings(in: "REDIS0006") {
                $0.entry(.hashListpack, "a", Bytes.string(PackedBytes.listpack(["a", 1])))
            }
                == ["warning version-type @0+9 expected 10 found 6 (hash listpack)"])
    }

    @Test func truncatedValue() {
        var file = RDBBytes()
        file.selectDB(2)
        file.entry(.list, "key", Bytes.hex("02 0161"))
        let end = file.offset
        #expect(
            Checking.findings(file.bytes) == [
                "error truncated @\(end)+0 expected 1 found 0 db 2 key \"key\" list linkedlist"
            ])
    }

    @Test(arguments: [1, 2])
    func truncatedBetweenRecords(_ threads: Int) {
        var file = RDBBytes("REDIS0012")
        file.entry(.string, "key", Bytes.string("a long enough value"))
        let findings = Checking.report(file.bytes, threads: threads).findings.map(\.text)
        #expect(findings == ["error truncated @\(file.offset)+0 expected 1 found 0"])
    }

    /// Old versions have no checksum whose absence would tell.
    @Test(arguments: [1, 2])
    func truncatedBetweenRecordsOfAnOldVersion(_ threads: Int) {
        var file = RDBBytes("REDIS0003")
        file.entry(.string, "key", Bytes.string("value"))
        let findings = Checking.report(file.bytes, threads: threads).findings.map(\.text)
        #expect(findings == ["error truncated @\(file.offset)+0 expected 1 found 0"])
        let empty = Checking.report(Array("REDIS0003".utf8), threads: threads).findings.map(\.text)
        #expect(empty == ["error truncated @9+0 expected 1 found 0"])
    }

    @Test func truncatedChecksum() {
        let file = RDBBytes.file { _ in }
        #expect(Checking.findings(Array(file.dropLast(3))) == ["error truncated @10+0 expected 8 found 5"])
    }

    @Test func badLength() {
        var file = RDBBytes()
        let value = file.entry(.string, "k", [0x82, 0, 0])
        #expect(
            Checking.findings(file.ended()) == [
                "error bad-length-encoding @\(value)+1 found 130 db 0 key \"k\" string"
            ])
    }

    @Test(arguments: [8, 33, 150, 241] as [UInt8])
    func unknownType(_ byte: UInt8) {
        var file = RDBBytes()
        file.entry(.string, "k", Bytes.string("v"))
        let offset = file.offset
        file.append([byte, 1, 0x61, 1, 0x62])
        let error = Checking.report(file.ended()).findings.first?.error
        #expect(error == RDBError(.unknownType, at: offset, length: 1, found: UInt64(byte)))
    }

    /// Lengths that no memory and no signed integer holds.
    @Test(arguments: [
        "81 FFFFFFFFFFFFFFFF", "81 8000000000000000", "81 7FFFFFFFFFFFFFFF", "C3 81 FFFFFFFFFFFFFFFF 0A 00",
        "C3 81 7FFFFFFFFFFFFFFF 0A 00", "C3 81 FFFFFFFFFFFFFFFF 81 FFFFFFFFFFFFFFFF 00",
        "C3 80 FFFFFFFF 80 FFFFFFFF 00",
        "C3 0A 81 FFFFFFFFFFFFFFFF 00",
    ])
    func hugeLengths(_ hex: String) {
        let types: [RDBObjectType] = [.string, .list, .hash, .setListpack, .zsetZiplist, .listQuicklist2, .module2]
        for type in types {
            for threads in [1, 2] {
                var file = RDBBytes()
                let isNested = type == .list || type == .hash
                file.entry(type, "k", (isNested ? [1] : type == .listQuicklist2 ? [1, 2] : []) + Bytes.hex(hex) + [1])
                let report = Checking.report(file.bytes, threads: threads)
                #expect(report.worst == .error, "\(type.description)")
                let asKey = Array("REDIS0012".utf8) + [0] + Bytes.hex(hex)
                #expect(Checking.report(asKey, threads: threads).worst == .error)
            }
        }
    }

    @Test func moduleOpcode() {
        var file = RDBBytes()
        let value = file.entry(.module2, "m", Bytes.hex("81 0000000000000000 06 00"))
        #expect(
            Checking.findings(file.ended()) == [
                "error module-opcode @\(value + 9)+1 found 6 db 0 key \"m\" module module2"
            ])
    }

    @Test func preReleaseModule() {
        let findings = Checking.findings { $0.entry(.modulePreGA, "m", [1, 2, 3]) }
        #expect(findings.count == 1 && findings[0].hasPrefix("error module-v1 "))
    }

    @Test func dictionaryString() {
        var file = RDBBytes()
        let value = file.entry(.string, "k", [0xC4, 1])
        #expect(Checking.findings(file.ended()) == ["error dictionary-string @\(value)+1 db 0 key \"k\" string"])
    }

    @Test func checksumMismatch() {
        var file = RDBBytes.file { $0.entry(.string, "k", Bytes.string("v")) }
        let crc = Bytes.crc(file.dropLast(8))
        file[file.count - 1] ^= 1
        let report = Checking.report(file)
        let offset = file.count - 8
        #expect(
            report.findings.map(\.text) == [
                "error crc-mismatch @\(offset)+8 expected \(crc) found \(crc ^ 1 << 56)"
            ])
        #expect(report.checksumState == .mismatch)
    }

    @Test func checksumDisabled() {
        var file = RDBBytes.file { $0.entry(.string, "k", Bytes.string("v")) }
        file.replaceSubrange((file.count - 8)..., with: [UInt8](repeating: 0, count: 8))
        let offset = file.count - 8
        #expect(Checking.findings(file) == ["note crc-disabled @\(offset)+8"])
        #expect(Checking.findings(file) { $0.requiresChecksum = true } == ["error crc-disabled @\(offset)+8"])
    }

    /// A flipped bit in the version digits must not turn the checksum off unseen.
    @Test func checksumMissing() {
        let file = RDBBytes.file("REDIS0002") { file in
            file.aux("redis-ver", "7.0.0")
            file.entry(.hashListpack, "a", Bytes.string(PackedBytes.listpack(["a", 1])))
        }
        #expect(
            Checking.findings(file) == [
                "error crc-missing @0+9 expected 10 found 2 (hash listpack)", "error crc-missing @0+9 found 2",
            ])
    }

    @Test func trailingBytes() {
        let file = RDBBytes.file { _ in }
        let report = Checking.report(file + [1, 2, 3])
        #expect(report.findings.map(\.text) == ["warning trailing-bytes @\(file.count)+3 found 3"])
        #expect(report.trailingBytes == 3 && report.byteCount == UInt64(file.count) + 3)
    }

    @Test func quickCheckLooksAtFramingOnly() {
        let file = RDBBytes.file { file in
            file.entry(.setIntset, "a", Bytes.string([1, 2, 3]))
            file.entry(.setIntset, "a", Bytes.string([1, 2, 3]))
        }
        let report = Checking.report(file) { $0.isQuick = true }
        #expect(report.findings.map(\.text) == [])
        #expect(report.keys == 2 && report.checksumState == .ok)
    }
}
