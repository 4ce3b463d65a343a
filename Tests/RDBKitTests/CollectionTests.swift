import Testing

@testable import RDBKit

/// Lists, sets, hashes and sorted sets that are not packed, and what real servers wrote.
struct CollectionTests {
    private func events(_ type: RDBObjectType, _ hex: String) -> [String] { Decoding.events(type, Bytes.hex(hex)) }

    @Test func plainForms() {
        #expect(events(.list, "02 0161 C007") == ["begin 2", "listItem \"a\"", "listItem 7"])
        #expect(events(.set, "01 0161") == ["begin 1", "setMember \"a\""])
        #expect(events(.hash, "01 0161 C007") == ["begin 1", "hashField \"a\"", "hashValue 7"])
    }

    @Test(arguments: [RDBObjectType.list, .set, .hash, .zset, .zset2, .listQuicklist, .listQuicklist2, .hash2])
    func empty(_ type: RDBObjectType) {
        #expect(events(type, "00") == ["begin 0", "damage empty-collection @0+1"])
        #expect(events(type, "80 00000000") == ["begin 0", "damage empty-collection @0+5"])
    }

    @Test func quicklist2() {
        #expect(
            events(.listQuicklist2, "01 02 12 12000000 0400 816102 0101 DFFB02 C12C02 FF") == [
                "begin 1", "node listpack @2 18", "begin 4", "listItem \"a\"", "listItem 1", "listItem -5",
                "listItem 300",
            ])
    }

    @Test func quicklist2WithPlainNode() {
        let value = Bytes.hex("02 01 03 \"abc\" 02") + Bytes.string(PackedBytes.listpack([7]))
        #expect(
            Decoding.events(.listQuicklist2, value).filter { $0.hasPrefix("listItem") } == [
                "listItem \"abc\"", "listItem 7",
            ])
    }

    /// The string behind an unknown container is passed over.
    @Test func unknownContainer() {
        #expect(
            events(.listQuicklist2, "02 03 01 61 01 01 62") == [
                "begin 2", "damage quicklist-container @1+1 found 3", "listItem \"b\"",
            ])
    }

    @Test func setOfRedis7_4() {
        #expect(
            events(.setListpack, "0A 0A000000 0100 816102 FF") == ["node listpack @0 10", "begin 1", "setMember \"a\""])
    }

    @Test func sortedSetOfRedis7_4() {
        #expect(
            events(
                .zsetListpack, "1C 1C000000 0600 816302 83302E3104 816102 0101 816202 83322E3504 FF") == [
                    "node listpack @0 28", "begin 3", "zsetMember \"c\"", "score 0.1", "zsetMember \"a\"", "score 1.0",
                    "zsetMember \"b\"", "score 2.5",
                ])
    }

    @Test func textScores() {
        #expect(
            events(.zset, "05 0161 03 \"1.5\" 0162 FE 0163 FF 0164 13 \"0.10000000000000001\" 0165 02 \"-3\"") == [
                "begin 5", "zsetMember \"a\"", "score 1.5", "zsetMember \"b\"", "score inf", "zsetMember \"c\"",
                "score -inf", "zsetMember \"d\"", "score 0.1", "zsetMember \"e\"", "score -3.0",
            ])
    }

    @Test func damagedTextScores() {
        #expect(events(.zset, "01 0161 FD").contains("damage score-nan @3+1"))
        #expect(events(.zset, "01 0161 01 \"x\"").last == "damage score @3+2")
        #expect(events(.zset, "01 0161 00").last == "damage score @3+1")
        #expect(events(.zset, "01 0161 03 \"1.\"").last == "throws truncated @4+0 expected 3 found 2")
    }

    @Test func binaryScores() {
        let value = Bytes.hex("02 0161") + Bytes.f64(1.5) + Bytes.hex("0162") + Bytes.f64(-.infinity)
        #expect(
            Decoding.events(.zset2, value) == [
                "begin 2", "zsetMember \"a\"", "score 1.5", "zsetMember \"b\"", "score -inf",
            ])
        let nan = Bytes.hex("01 0161") + Bytes.f64(.nan)
        #expect(Decoding.events(.zset2, nan).contains("damage score-nan @3+8"))
    }

    private func damage(_ items: [PackedItem]) -> [String] {
        let packed = [
            (RDBObjectType.zsetListpack, PackedBytes.listpack(items)), (.zsetZiplist, PackedBytes.ziplist(items)),
        ]
        let found = packed.map { type, node in
            Decoding.events(type, Bytes.string(node)).filter { $0.hasPrefix("damage") }
                .map { $0.split(separator: " ")[1].description }
        }
        #expect(found[0] == found[1])
        return found[0]
    }

    @Test func damagedPackedScores() {
        #expect(damage(["a", 1, "b", 2]) == [])
        #expect(damage(["a", "-inf", "b", "inf"]) == [])
        #expect(damage(["b", 2, "a", 1]) == ["score-order"])
        #expect(damage(["a", "x"]) == ["score"])
        #expect(damage(["a", "nan"]) == ["score-nan"])
        #expect(damage(["a", 1, "b"]) == ["odd-elements"])
        #expect(damage([]) == ["empty-collection"])
    }

    @Test func oddHashes() {
        #expect(
            Decoding.events(.hashListpack, Bytes.string(PackedBytes.listpack(["a"]))).last
                == "damage odd-elements @0+11 inner 9")
        #expect(
            Decoding.events(.hashZiplist, Bytes.string(PackedBytes.ziplist(["a"]))).last
                == "damage odd-elements @0+15 inner 13")
    }

    /// Damage in one node of a list leaves the others readable.
    @Test func oneDamagedNodeOfTwo() {
        let first = Bytes.string(PackedBytes.listpack(["a"], count: 2))
        let value = [2, 2] + first + [2] + Bytes.string(PackedBytes.listpack(["b"]))
        let events = Decoding.events(.listQuicklist2, value)
        #expect(events.filter { $0.hasPrefix("listItem") } == ["listItem \"a\"", "listItem \"b\""])
        #expect(events.contains("damage listpack-count @2+11 inner 4 expected 2 found 1"))
    }

    /// A count that lies must be found at once, not after reading all the rest.
    @Test func countBeyondTheFile() {
        #expect(events(.set, "80 FFFFFFFF 0161").last?.hasPrefix("throws truncated") == true)
        #expect(events(.hash, "81 FFFFFFFFFFFFFFFF 0161 0161").last?.hasPrefix("throws truncated") == true)
    }

    @Test func nodeBeyondTheLimit() throws {
        let value = Bytes.string(PackedBytes.listpack([PackedItem(String(repeating: "x", count: 200))]))
        var decoder = RDBValueDecoder(
            ByteReader(InputWindow(MemorySource(value), capacity: 64)), scratch: RDBScratch(), nodeLimit: 100)
        var log = EventLog()
        try decoder.decode(.setListpack, into: &log)
        #expect(log.events == ["damage memory-limit @0+\(value.count) expected 100 found 211"])
        #expect(decoder.input.offset == value.count)
    }
}
