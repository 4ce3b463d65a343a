import Testing

@testable import RDBKit

/// Findings about single values: code, place, database and key.
struct CheckValueTests {
    /// The findings about one value, where `@v` stands for its offset.
    private func findings(_ type: RDBObjectType, _ value: [UInt8]) -> [String] {
        let isValkey = type == .hash2
        var file = RDBBytes(isValkey ? "VALKEY080" : "REDIS0012")
        file.selectDB(5)
        let start = file.entry(type, "key", value)
        let suffix = " db 5 key \"key\" \(type.description)"
        return Checking.findings(file.ended()).map {
            $0.replacing("@\(start)+", with: "@v+").replacing(suffix, with: "")
        }
    }

    private func packed(_ type: RDBObjectType, _ node: [UInt8]) -> [String] { findings(type, Bytes.string(node)) }

    @Test func compressedStrings() {
        #expect(findings(.string, Bytes.hex("C3 02 0A 2000")) == ["error lzf-corrupt @v+5 expected 10"])
        #expect(findings(.string, Bytes.hex("C3 02 00 2000")) == ["error lzf-length @v+5 found 0"])
        #expect(findings(.setListpack, Bytes.hex("C3 02 0A 2000")) == ["error lzf-corrupt @v+5 expected 10"])
    }

    @Test func listpacks() {
        let items: [PackedItem] = ["a", 1]
        #expect(packed(.setListpack, PackedBytes.listpack(items)) == [])
        #expect(
            packed(.setListpack, PackedBytes.listpack(items, count: 3)) == [
                "error listpack-count @v+13 inner 4 expected 3 found 2"
            ])
        #expect(
            packed(.setListpack, PackedBytes.listpack(items, total: 99)) == [
                "error listpack-length @v+13 inner 0 expected 12 found 99"
            ])
        var node = PackedBytes.listpack(items)
        node[8] = 3
        #expect(
            packed(.setListpack, node) == ["error listpack-backlen @v+13 inner 8 expected 2 found 3"])
        node = PackedBytes.listpack(items)
        node[6] = 0xBF
        #expect(packed(.setListpack, node) == ["error listpack-entry @v+13 inner 6 expected 65 found 5"])
        #expect(packed(.hashListpack, PackedBytes.listpack(["a"])) == ["error odd-elements @v+11 inner 9"])
        #expect(packed(.setListpack, PackedBytes.listpack([])) == ["warning empty-collection @v+8"])
    }

    @Test func ziplists() {
        let items: [PackedItem] = ["a", 1]
        #expect(packed(.hashZiplist, PackedBytes.ziplist(items)) == [])
        #expect(
            packed(.listZiplist, PackedBytes.ziplist(items, count: 3)) == [
                "error ziplist-count @v+17 inner 8 expected 3 found 2"
            ])
        #expect(
            packed(.listZiplist, PackedBytes.ziplist(items, tail: 10)) == [
                "error ziplist-tail @v+17 inner 4 expected 13 found 10"
            ])
        var node = PackedBytes.ziplist(items)
        node[13] = 9
        #expect(packed(.listZiplist, node) == ["error ziplist-prevlen @v+17 inner 13 expected 3 found 9"])
        node = PackedBytes.ziplist(items)
        node[0] = 99
        #expect(packed(.listZiplist, node) == ["error ziplist-length @v+17 inner 0 expected 16 found 99"])
        #expect(packed(.hashZiplist, PackedBytes.ziplist(["a"])) == ["error odd-elements @v+15 inner 13"])
    }

    @Test func otherNodes() {
        #expect(
            packed(.setIntset, PackedBytes.intset(2, [1, 3, 2])) == [
                "error intset-order @v+15 inner 12 expected 3 found 2"
            ])
        #expect(packed(.setIntset, PackedBytes.intset(3, [])) == ["error intset-encoding @v+9 inner 0 found 3"])
        #expect(packed(.setIntset, PackedBytes.intset(2, [])) == ["error intset-empty @v+9 inner 4"])
        #expect(
            packed(.setIntset, PackedBytes.intset(2, [1], count: 2)) == [
                "error intset-length @v+11 inner 4 expected 10 found 12"
            ])
        #expect(
            packed(.hashZipmap, PackedBytes.zipmap([("a", "b")], count: 2)) == [
                "error zipmap-count @v+8 inner 0 expected 2 found 1"
            ])
        #expect(findings(.setIntset, [0xC0, 1]) == ["error integer-node @v+2"])
    }

    @Test func emptyCollections() {
        for type in [RDBObjectType.list, .set, .zset, .zset2, .hash, .listQuicklist, .listQuicklist2, .hash2] {
            #expect(findings(type, [0]) == ["warning empty-collection @v+1"])
        }
        #expect(findings(.streamListpacks, [0, 0, 0, 0, 0]) == [])
    }

    @Test func scores() {
        #expect(findings(.zset2, Bytes.hex("01 0161") + Bytes.f64(.nan)).first?.hasPrefix("error score-nan") == true)
        #expect(packed(.zsetListpack, PackedBytes.listpack(["a", "x"])) == ["error score @v+14 inner 9"])
        #expect(packed(.zsetListpack, PackedBytes.listpack(["a", 2, "b", 1])) == ["error score-order @v+18 inner 14"])
    }

    @Test func containersAndExpiries() {
        #expect(
            findings(.listQuicklist2, Bytes.hex("01 07 0161")).first?.hasPrefix("error quicklist-container") == true)
        let triples = Bytes.u64(0) + Bytes.string(PackedBytes.listpack(["f", "v", 5, "g", "w", 4]))
        #expect(findings(.hashListpackEx, triples).first?.hasPrefix("error field-expiry-order") == true)
        #expect(
            findings(.hashMetadata, Bytes.u64(1 << 48) + Bytes.hex("01 00 0161 0162")) == [
                "error field-expiry @v+8 found 281474976710656"
            ])
    }

    /// Where the end of the damage is known, the check goes on behind it.
    @Test(arguments: [1, 2])
    func twoDamagedValuesAndAGoodOne(_ threads: Int) {
        var file = RDBBytes()
        let first = file.entry(.setIntset, "a", Bytes.string(PackedBytes.intset(2, [2, 1])))
        file.entry(.string, "good", Bytes.string("v"))
        let second = file.entry(.hashListpack, "c", Bytes.string(PackedBytes.listpack(["x", 1], count: 7)))
        file.entry(.string, "also good", Bytes.string("v"))
        let report = Checking.report(file.ended(), threads: threads)
        #expect(
            report.findings.map(\.text) == [
                "error intset-order @\(first)+13 inner 10 expected 2 found 1 db 0 key \"a\" set intset",
                "error listpack-count @\(second)+13 inner 4 expected 7 found 2 db 0 key \"c\" hash listpack",
            ])
        #expect(report.keys == 4 && report.checksumState == .ok)
    }

    /// Damage in two elements of one value is found twice, too.
    @Test func twoDamagedElements() {
        let value = Bytes.hex("03 C3 02 0A 2000 | 0161 | C3 02 0B 2000")
        #expect(
            findings(.set, value).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }.map {
                $0.replacing(/@\d+/, with: "@")
            } == ["lzf-corrupt @+5 expected 10", "lzf-corrupt @+5 expected 11"])
    }
}
