import Testing

@testable import RDBKit

/// Lengths and strings in all their forms.
struct StringTests {
    private func events(_ hex: String) -> [String] { Decoding.events(.string, Bytes.hex(hex)) }

    private func length(_ bytes: [UInt8]) throws -> UInt64 {
        var reader = ByteReader(InputWindow(MemorySource(bytes, step: 1), capacity: 16))
        return try reader.readLength()
    }

    @Test(
        arguments: [
            ("00", 0), ("3F", 63), ("40 00", 0), ("40 40", 64), ("7F FF", 16383), ("80 00004000", 16384),
            ("80 FFFFFFFF", 0xFFFF_FFFF), ("81 0000000100000000", 0x1_0000_0000), ("81 FFFFFFFFFFFFFFFF", .max),
            ("80 00000001", 1), ("81 0000000000000001", 1), ("40 01", 1), ("81 8000000000000000", 1 << 63),
        ] as [(String, UInt64)])
    func lengths(_ hex: String, _ value: UInt64) throws {
        #expect(try length(Bytes.hex(hex)) == value)
    }

    @Test(arguments: [0, 1, 63, 64, 16383, 16384, 0xFFFF_FFFF, 0x1_0000_0000, .max] as [UInt64])
    func shortestLengths(_ value: UInt64) throws {
        #expect(try length(Bytes.length(value)) == value)
    }

    @Test("servers read the encoding of a string as a length of six bits", arguments: [0xC0, 0xC3, 0xFF] as [UInt8])
    func oddLengths(_ byte: UInt8) throws {
        #expect(try length([byte, 0, 0, 0, 0]) == UInt64(byte & 0x3F))
    }

    @Test(arguments: [0x82, 0x83, 0x90, 0xBF] as [UInt8])
    func noLength(_ byte: UInt8) {
        #expect(throws: RDBError(.badLength, at: 0, length: 1, found: UInt64(byte))) { try length([byte, 0, 0, 0, 0]) }
    }

    @Test(arguments: [
        ("00", "\"\""), ("03 616263", "\"abc\""), ("C0 07", "7"), ("C0 80", "-128"), ("C1 0080", "-32768"),
        ("C1 2C01", "300"), ("C2 00000080", "-2147483648"), ("C2 FFFFFF7F", "2147483647"), ("40 01 61", "\"a\""),
        ("80 00000001 61", "\"a\""), ("81 0000000000000001 61", "\"a\""), ("C3 04 0A 00 61 E0 00 00", "\"a\""),
        ("02 00FF", "[0, 255]"),
    ])
    func forms(_ hex: String, _ text: String) {
        let expected = hex.hasPrefix("C3") ? "string \"\(String(repeating: "a", count: 10))\"" : "string \(text)"
        #expect(events(hex.replacing("C3 04", with: "C3 05")) == [expected])
    }

    @Test(arguments: [
        ("", "throws truncated @0+0 expected 1 found 0"),
        ("40", "throws truncated @1+0 expected 1 found 0"),
        ("80 0000", "throws truncated @1+0 expected 4 found 2"),
        ("81 00", "throws truncated @1+0 expected 8 found 1"),
        ("03 6162", "throws truncated @1+0 expected 3 found 2"),
        ("C0", "throws truncated @1+0 expected 1 found 0"),
        ("C2 0000", "throws truncated @1+0 expected 4 found 2"),
        ("C3 05 0A 0061", "throws truncated @3+0 expected 5 found 2"),
        ("82", "throws bad-length-encoding @0+1 found 130"),
        ("C4", "throws dictionary-string @0+1"),
        ("C5", "throws unknown-string-encoding @0+1 found 5"),
        ("FF", "throws unknown-string-encoding @0+1 found 63"),
        ("80 FFFFFFFF 61", "throws truncated @5+0 expected 4294967295 found 1"),
        ("81 FFFFFFFFFFFFFFFF 61", "throws truncated @9+0 expected 18446744073709551615 found 1"),
    ])
    func unreadable(_ hex: String, _ error: String) {
        #expect(events(hex) == [error])
    }

    /// The end of a compressed string is known, whatever it holds.
    @Test(arguments: [
        ("C3 02 0A 2000", "damage lzf-corrupt @0+5 expected 10"),
        ("C3 02 02 0061", "damage lzf-corrupt @0+5 expected 2"),
        ("C3 03 01 016162", "damage lzf-corrupt @0+6 expected 1"),
        ("C3 00 05", "damage lzf-length @0+3 found 5"),
        ("C3 02 00 0061", "damage lzf-length @0+5 found 0"),
        ("C3 01 80 000000B0 00", "damage lzf-length @0+8 found 176"),
        ("C3 01 81 FFFFFFFFFFFFFFFF 00", "damage lzf-length @0+12 found 18446744073709551615"),
    ])
    func damaged(_ hex: String, _ damage: String) {
        let value = Bytes.hex(hex)
        let isSkipped = Decoding.events(.string, value)
        #expect(isSkipped == [damage])
    }

    @Test func hugeCompressedLength() {
        #expect(
            events("C3 81 FFFFFFFFFFFFFFFF 0A 00") == ["throws truncated @11+0 expected 18446744073709551615 found 1"])
    }

    /// Over a megabyte, plain strings come in pieces where memory does not hold them, compressed ones always.
    @Test(arguments: [1 << 20, (1 << 20) + 1, 3_000_000])
    func largeStrings(_ count: Int) {
        var random = TestRandom(3)
        let bytes = random.compressibleBytes(count)
        let expected = ["string \(EventLog.text(bytes))"]
        #expect(large(Bytes.string(bytes)) == expected)
        #expect(large(Bytes.lzf(of: bytes)) == expected)
    }

    /// In larger steps than elsewhere: one call for each byte would take seconds.
    private func large(_ value: [UInt8]) -> [String] {
        let input = ByteReader(InputWindow(MemorySource(value, step: 10_000), capacity: 64))
        var decoder = RDBValueDecoder(input, scratch: RDBScratch(), nodeLimit: 1 << 30)
        var log = EventLog()
        do throws(RDBError) {
            try decoder.decode(.string, into: &log)
        } catch {
            log.note("throws \(error.text)")
        }
        return log.events
    }

    @Test func largeCorruptString() {
        var random = TestRandom(4)
        let bytes = random.compressibleBytes(1_200_000)
        guard var block = LZFReference.compress(bytes) else { return }
        block.replaceSubrange((block.count / 2)..., with: [0xFF, 0xFF, 0xFF, 0xFF])
        let value = Bytes.lzf(block, length: 1_200_000)
        #expect(large(value).last == "damage lzf-corrupt @0+\(value.count) expected 1200000")
    }
}
