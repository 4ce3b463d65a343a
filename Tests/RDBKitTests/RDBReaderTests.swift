import Testing

@testable import RDBKit

/// Reading a file record by record.
struct RDBReaderTests {
    /// All records as text, with database, expiry and events of each key.
    private func records(_ bytes: [UInt8]) throws -> [String] {
        var reader = try RDBReader(MemorySource(bytes, step: 1))
        var records: [String] = []
        while let record = try reader.next() {
            guard record == .entry else {
                records.append(describe(record))
                continue
            }
            var log = EventLog()
            let key = EventLog.text(reader.keyBytes)
            let expiry = reader.metadata.expiresMs.map { " expires \($0)" } ?? ""
            try reader.decodeValue(into: &log)
            records.append("db\(reader.database) \(key)\(expiry): " + log.events.joined(separator: ", "))
        }
        #expect(try reader.next() == nil)
        return records
    }

    private func describe(_ record: RDBRecord) -> String {
        switch record {
        case .aux(let name, let value): "aux \(EventLog.text(name)) \(EventLog.text(value))"
        case .function(let source): "function \(EventLog.text(source))"
        default: "\(record)"
        }
    }

    /// As a server saved it.
    private static let redis8 = """
        "REDIS0012"
        FA 09 "redis-ver"  05 "8.2.3"
        FA 0A "redis-bits" C0 40
        FA 05 "ctime"      C2 49 F4 02 6B
        FA 08 "used-mem"   C2 50 5C 0B 00
        FA 08 "aof-base"   C0 00
        FE 00
        FB 01 01
        FC E0 69 4C A6 2C 1E 00 00
        00 01 6B C0 07
        FF 82 11 B4 18 A4 C7 EF AC
        """

    @Test func fileOfRedis8() throws {
        #expect(
            try records(Bytes.hex(Self.redis8)) == [
                "aux \"redis-ver\" \"8.2.3\"", "aux \"redis-bits\" \"64\"", "aux \"ctime\" \"1795355721\"",
                "aux \"used-mem\" \"744528\"", "aux \"aof-base\" \"0\"", "selectDB(0)",
                "resizeDB(keys: 1, expires: 1)", "db0 \"k\" expires 33177117420000: string 7", "eof",
            ])
    }

    @Test func checksumOfRedis8() throws {
        var reader = try RDBReader(MemorySource(Bytes.hex(Self.redis8)))
        while try reader.next() != nil {}
        #expect(reader.checksum == RDBChecksum(stored: 0xACEF_C7A4_18B4_1182, computed: 0xACEF_C7A4_18B4_1182))
        #expect(Checking.report(Bytes.hex(Self.redis8)).checksumState == .ok)
    }

    @Test func builderWritesTheSameFile() {
        let file = RDBBytes.file("REDIS0012") { file in
            file.aux("redis-ver", "8.2.3")
            file.opcode(250, Bytes.string("redis-bits"), Bytes.integer(64))
            file.opcode(250, Bytes.string("ctime"), Bytes.integer(0x6B02_F449))
            file.opcode(250, Bytes.string("used-mem"), Bytes.integer(0xB5C50))
            file.opcode(250, Bytes.string("aof-base"), Bytes.integer(0))
            file.selectDB(0)
            file.resizeDB(1, 1)
            file.expireMs(33_177_117_420_000)
            file.entry(.string, "k", Bytes.integer(7))
        }
        #expect(file == Bytes.hex(Self.redis8))
    }

    @Test func fileOfValkey9() throws {
        let file = RDBBytes.file("VALKEY080") { file in
            file.aux("valkey-ver", "9.1.2")
            file.opcode(243, Bytes.string(String(repeating: "j", count: 40)), Bytes.hex("02 00 40FF 7000 7FFE"))
            file.opcode(242, Bytes.hex("\"*2\" 0D0A \"$3\" 0D0A \"DEL\" 0D0A \"$1\" 0D0A \"k\" 0D0A"))
            file.opcode(242, Bytes.hex("\"*0\" 0D0A"))
            file.append([22] + Bytes.string("h") + Bytes.hex("01 0166 0176 FFFFFFFFFFFFFFFF"))
        }
        #expect(
            try records(file).dropFirst() == [
                "slotImport(job: \(Array(repeating: UInt8(ascii: "j"), count: 40)), ranges: 2)", "inlineCommand",
                "inlineCommand", "db0 \"h\": begin 1, hashField \"f\", hashValue \"v\", fieldExpiry never", "eof",
            ])
    }

    /// The same numbers mean other things under the other magic.
    @Test func dialects() throws {
        let preGA = RDBBytes.file("REDIS0012") { file in
            file.append([22] + Bytes.string("h") + Bytes.hex("01 05 0166 0176"))
            file.opcode(243, Bytes.hex("01 01020304 02 07 05 01 78 00"))
            file.entry(.string, "m", Bytes.string("v"))
            file.opcode(242, Bytes.hex("01 01 0166"))
        }
        #expect(
            try records(preGA) == [
                "db0 \"h\": begin 1, hashField \"f\", hashValue \"v\", fieldExpiry 5", "db0 \"m\": string \"v\"",
                "hashTemplate", "eof",
            ])
    }

    @Test(arguments: [8, 33, 64, 100, 127, 128, 144, 149, 150, 151, 152, 200, 241] as [UInt8])
    func unknownTypesOfRedis(_ byte: UInt8) {
        #expect(throws: RDBError(.unknownType, at: 9, length: 1, found: UInt64(byte))) {
            try records(Array("REDIS0012".utf8) + [byte, 1, 0x61, 0, 0, 0, 0])
        }
    }

    /// Valkey's own layouts are known by number 22 and nothing else; Redis' newer ones mean nothing there.
    @Test(arguments: [8, 23, 24, 25, 26, 28, 30, 32, 33, 100, 128, 150, 151, 152, 200, 241] as [UInt8])
    func unknownTypesOfValkey(_ byte: UInt8) {
        #expect(throws: RDBError(.unknownType, at: 9, length: 1, found: UInt64(byte))) {
            try records(Array("VALKEY080".utf8) + [byte, 1, 0x61, 0, 0, 0, 0])
        }
    }

    @Test func badInlineCommand() {
        #expect(throws: RDBError.self) {
            try records(RDBBytes.file("VALKEY080") { $0.opcode(242, Bytes.hex("\"+1\" 0D0A")) })
        }
        #expect(throws: RDBError.self) {
            try records(RDBBytes.file("VALKEY080") { $0.opcode(242, Bytes.hex("\"*x\" 0D0A")) })
        }
    }

    /// A limit that no node can exceed, and a node that is longer than memory.
    @Test(arguments: ["81 8000000000000000", "C3 81 1000000000000000 81 8000000000000000"])
    func noLimitOfNodes(_ hex: String) throws {
        let file = Array("REDIS0012".utf8) + [20, 1, 0x6B] + Bytes.hex(hex) + [1, 2, 3]
        var reader = try RDBReader(MemorySource(file, hidesSize: true), nodeLimit: .max)
        #expect(try reader.next() == .entry)
        var log = EventLog()
        var code: RDBError.Code?
        do throws(RDBError) {
            try reader.decodeValue(into: &log)
        } catch {
            code = error.code
        }
        #expect(code == .truncated)
    }
}
