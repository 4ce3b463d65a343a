import Testing

@testable import RDBKit

/// Ziplists, as the lists of old servers.
struct ZiplistTests {
    private func items(_ node: [UInt8]) -> [String] {
        let events = Decoding.events(.listZiplist, Bytes.string(node))
        return events.filter { !$0.hasPrefix("node") && !$0.hasPrefix("begin") }
            .map { $0.replacing("listItem ", with: "") }
    }

    @Test func example() {
        let node = Bytes.hex("17000000 12000000 0400 | 00 01 61 | 03 F2 | 02 FE FB | 03 C0 2C01 | FF")
        #expect(items(node) == ["\"a\"", "1", "-5", "300"])
        #expect(PackedBytes.ziplist(["a", 1, -5, 300]) == node)
    }

    @Test func eventsOfAWholeNode() {
        let value = Bytes.string(PackedBytes.ziplist(["a"]))
        #expect(Decoding.events(.listZiplist, value) == ["node ziplist @0 14", "begin 1", "listItem \"a\""])
    }

    @Test(
        arguments: [
            0, 1, 12, 13, -1, 127, 128, -128, -129, 32767, -32768, 32768, -32769, 8_388_607, -8_388_608, 8_388_608,
            -8_388_609, 2_147_483_647, -2_147_483_648, 2_147_483_648, .max, .min,
        ] as [Int64])
    func integers(_ value: Int64) {
        #expect(items(PackedBytes.ziplist([.integer(value), .integer(value)])) == ["\(value)", "\(value)"])
    }

    /// The limits of the string forms, and of the prevlen at 254 bytes of entry.
    @Test(arguments: [0, 1, 63, 64, 249, 250, 251, 252, 253, 254, 255, 16383, 16384, 100_000])
    func strings(_ count: Int) {
        let text = [UInt8](repeating: 0x79, count: count)
        #expect(items(PackedBytes.ziplist([.text(text), 5, "z"])) == [EventLog.text(text), "5", "\"z\""])
    }

    /// Servers shrink a five-byte prevlen lazily, so a small number in it is legal.
    @Test func widePrevlens() {
        #expect(items(PackedBytes.ziplist(["a", 1, "b"], widePrevlens: true)) == ["\"a\"", "1", "\"b\""])
    }

    /// Only the first byte of the 32-bit form says that it is one; its low six bits are ignored.
    @Test func longStringForm() {
        let node = PackedBytes.ziplist([.raw(Bytes.hex("BF 00000002 \"ab\"")), 1])
        #expect(items(node) == ["\"ab\"", "1"])
    }

    @Test func unknownCountIsCounted() {
        #expect(items(PackedBytes.ziplist(["a", "b"], count: 65535)) == ["\"a\"", "\"b\""])
    }

    @Test(arguments: [
        ("", "damage ziplist-length @0+1 inner 0 expected 11 found 0"),
        ("0B000000 0A000000 0000", "damage ziplist-length @0+11 inner 0 expected 11 found 10"),
        ("0C000000 0A000000 0000 FF", "damage ziplist-length @0+12 inner 0 expected 11 found 12"),
        ("0B000000 0A000000 0000 00", "damage ziplist-entry @0+12 inner 10 expected 255 found 0"),
        ("0E000000 0A000000 0100 01 01 61 FF", "damage ziplist-prevlen @0+15 inner 10 expected 0 found 1"),
        ("0E000000 0A000000 0200 00 01 61 FF", "damage ziplist-count @0+15 inner 8 expected 2 found 1"),
        ("0E000000 0B000000 0100 00 01 61 FF", "damage ziplist-tail @0+15 inner 4 expected 10 found 11"),
        ("0E000000 0A000000 0100 00 02 61 FF", "damage ziplist-entry @0+15 inner 11 expected 3 found 2"),
        ("0C000000 0A000000 0100 00 FF", "damage ziplist-entry @0+13 inner 11 found 255"),
        ("0D000000 0A000000 0100 00 C1 FF", "damage ziplist-entry @0+14 inner 11 found 193"),
        ("0D000000 0A000000 0100 00 C0 FF", "damage ziplist-entry @0+14 inner 11 expected 3 found 1"),
        ("0D000000 0A000000 0100 FF F1 FF", "damage ziplist-prevlen @0+14 inner 10 expected 0 found 255"),
        ("0D000000 0A000000 0100 FE F1 FF", "damage ziplist-prevlen @0+14 inner 10 expected 0 found 254"),
        (
            "11000000 0A000000 0100 00 80 FFFFFFFF FF",
            "damage ziplist-entry @0+18 inner 11 expected 4294967300 found 5"
        ),
        ("11000000 0D000000 0200 00 01 61 02 01 62 FF", "damage ziplist-prevlen @0+18 inner 13 expected 3 found 2"),
    ])
    func damage(_ hex: String, _ expected: String) {
        #expect(items(Bytes.hex(hex)).last == expected)
    }

    @Test func empty() {
        let events = Decoding.events(.listZiplist, Bytes.hex("0B 0B000000 0A000000 0000 FF"))
        #expect(events == ["node ziplist @0 11", "begin 0", "damage empty-collection @0+12"])
    }

    @Test func hashFromRedis6() {
        let value = Bytes.hex("16 16000000 13000000 0400 000166 030176 03016E 03FD FF")
        #expect(
            Decoding.events(.hashZiplist, value) == [
                "node ziplist @0 22", "begin 2", "hashField \"f\"", "hashValue \"v\"", "hashField \"n\"",
                "hashValue 12",
            ])
    }

    @Test func quicklist() {
        let first = Bytes.string(PackedBytes.ziplist(["a"]))
        let value = [2] + first + Bytes.string(PackedBytes.ziplist([2]))
        #expect(
            Decoding.events(.listQuicklist, value) == [
                "begin 2", "node ziplist @1 14", "begin 1", "listItem \"a\"", "node ziplist @16 13", "begin 1",
                "listItem 2",
            ])
    }
}
