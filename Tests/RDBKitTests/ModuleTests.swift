import Testing

@testable import RDBKit

/// Module values, which carry opcodes, and the AUX data of modules.
struct ModuleTests {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    private func id(_ name: String, _ version: UInt64) -> UInt64 {
        name.reduce(0) { $0 << 6 | UInt64(Self.alphabet.firstIndex(of: $1) ?? 0) } << 10 | version
    }

    private func bytes(_ name: String, _ version: UInt64) -> [UInt8] {
        [0x81] + Bytes.u64(id(name, version)).reversed()
    }

    @Test(
        arguments: [
            ("ReJSON-RL", 3), ("MBbloom--", 4), ("TSDB-TYPE", 8), ("AAAAAAAAA", 0), ("_________", 1023),
            ("vectorset", 0),
            ("tairhash-", 1), ("ft_index0", 512),
        ] as [(String, UInt64)])
    func names(_ name: String, _ version: UInt64) {
        let module = ModuleID(rawValue: id(name, version))
        #expect(module.name == name)
        #expect(module.encodingVersion == version)
    }

    @Test func allItems() {
        var value = bytes("ReJSON-RL", 3)
        value += Bytes.hex("01 81 FFFFFFFFFFFFFFFF | 02 7FFF | 03 0000C03F | 04") + Bytes.f64(-2.5)
        value += Bytes.hex("05 02 7B7D | 05 C0 07 | 05 C3 05 0A 0061E00000 | 00")
        #expect(
            Decoding.events(.module2, value) == [
                "module ReJSON-RL 3", "sint(-1)", "uint(16383)", "float(1.5)", "double(-2.5)", "moduleString \"{}\"",
                "moduleString 7", "moduleString \"aaaaaaaaaa\"",
            ])
    }

    @Test func noItems() {
        #expect(Decoding.events(.module2, bytes("TopK-TYPE", 0) + [0]) == ["module TopK-TYPE 0"])
    }

    /// Behind an unknown opcode the end of the value is unknown; servers' own checkers pass over it.
    @Test(arguments: [6, 7, 63] as [UInt8])
    func unknownOpcode(_ opcode: UInt8) {
        #expect(
            Decoding.events(.module2, bytes("ReJSON-RL", 3) + [2, 1, opcode, 0]).last
                == "throws module-opcode @11+1 found \(opcode)")
    }

    /// A value that ends between two items makes the servers' own checkers run for ever.
    @Test func endBetweenItems() {
        #expect(
            Decoding.events(.module2, bytes("ReJSON-RL", 3) + [2, 1]).last
                == "throws truncated @11+0 expected 1 found 0")
    }

    @Test func preReleaseModule() {
        #expect(Decoding.events(.modulePreGA, [1, 2, 3]).last?.hasPrefix("throws module-v1 @0") == true)
    }

    private func records(_ payload: [UInt8]) throws -> [RDBRecord] {
        var file = RDBBytes("REDIS0012")
        file.opcode(247, payload)
        var reader = try RDBReader(MemorySource(file.ended(), step: 1))
        var records: [RDBRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    @Test(arguments: [1, 2])
    func auxData(_ when: UInt8) throws {
        let payload = bytes("ft_index0", 2) + [2, when] + Bytes.hex("05 03 \"abc\" 02 05 00")
        let module = ModuleID(rawValue: id("ft_index0", 2))
        #expect(try records(payload) == [.moduleAux(module, when: UInt64(when)), .eof])
    }

    @Test func auxDataWithoutWhen() {
        #expect(throws: RDBError(.moduleAuxWhen, at: 19, length: 1, expected: 2, found: 5)) {
            try records(bytes("ft_index0", 2) + Bytes.hex("05 01 \"a\" 00"))
        }
    }

    @Test func auxDataWithUnknownOpcode() {
        #expect(throws: RDBError(.moduleOpcode, at: 21, length: 1, found: 9)) {
            try records(bytes("ft_index0", 2) + Bytes.hex("02 01 09 00"))
        }
    }

    @Test func countedByTheChecker() {
        let report = Checking.report(
            RDBBytes.file { file in
                file.opcode(247, bytes("ft_index0", 2), Bytes.hex("02 01 00"))
                file.entry(.module2, "j", bytes("ReJSON-RL", 3) + Bytes.hex("05 02 \"{}\" 00"))
                file.entry(.module2, "k", bytes("ReJSON-RL", 3) + Bytes.hex("05 02 \"[]\" 00"))
            })
        #expect(report.findings.map(\.text) == [])
        #expect(report.modules == ["ft_index0": 1, "ReJSON-RL": 2])
        #expect(report.databases[0]?.keys(of: .module) == 2)
    }
}
