import Testing

@testable import RDBKit

/// Zipmaps: the small hashes of Redis 2.4.
struct ZipmapTests {
    private func events(_ node: [UInt8]) -> [String] {
        Array(Decoding.events(.hashZipmap, Bytes.string(node)).dropFirst())
    }

    @Test func pairs() {
        let node = Bytes.hex("02 01 61 01 00 62 02 6363 02 00 6464 FF")
        #expect(node == PackedBytes.zipmap([("a", "b"), ("cc", "dd")]))
        #expect(
            Decoding.events(.hashZipmap, Bytes.string(node)) == [
                "node zipmap @0 14", "begin 2", "hashField \"a\"", "hashValue \"b\"", "hashField \"cc\"",
                "hashValue \"dd\"",
            ])
    }

    @Test(arguments: [0, 1, 7, 255] as [UInt8])
    func unusedBytesArePassedOver(_ free: UInt8) {
        let node = PackedBytes.zipmap([("k", "v"), ("l", "")], free: free)
        #expect(
            events(node) == ["begin 2", "hashField \"k\"", "hashValue \"v\"", "hashField \"l\"", "hashValue \"\""])
    }

    @Test(arguments: [0, 252, 253, 254, 255, 1000])
    func lengths(_ count: Int) {
        let text = String(repeating: "z", count: count)
        let node = PackedBytes.zipmap([(text, text)])
        let shown = EventLog.text(Array(text.utf8))
        #expect(events(node) == ["begin 1", "hashField \(shown)", "hashValue \(shown)"])
    }

    @Test func unknownCountIsCounted() {
        #expect(events(PackedBytes.zipmap([("a", "b")], count: 254)).first == "begin ?")
        #expect(events(PackedBytes.zipmap([("a", "b")], count: 254)).count == 3)
    }

    @Test(arguments: [
        ("", "damage zipmap-entry @0+1 inner 0 expected 2 found 0"),
        ("FF", "damage zipmap-entry @0+2 inner 0 expected 2 found 1"),
        ("01 01", "damage zipmap-entry @0+3 inner 1 expected 255 found 1"),
        ("02 01 61 01 00 62 FF", "damage zipmap-count @0+8 inner 0 expected 2 found 1"),
        ("01 01 61 FF", "damage odd-elements @0+5 inner 3"),
        ("01 05 61 01 00 62 FF", "damage zipmap-entry @0+8 inner 1 expected 5 found 4"),
        ("01 01 61 01 05 62 FF", "damage zipmap-entry @0+8 inner 3 expected 6 found 1"),
        ("01 01 61 00 FF", "damage zipmap-entry @0+6 inner 3 expected 255 found 0"),
        ("01 FF 61 FF", "damage zipmap-entry @0+5 inner 1 found 255"),
        ("01 FE 01 00 00 FF", "damage zipmap-entry @0+7 inner 1 found 254"),
        ("01 FE FFFFFFFF FF", "damage zipmap-entry @0+8 inner 1 expected 4294967295 found 0"),
    ])
    func damage(_ hex: String, _ expected: String) {
        #expect(Decoding.events(.hashZipmap, Bytes.string(Bytes.hex(hex))).last == expected)
    }

    @Test func empty() {
        #expect(events(Bytes.hex("00 FF")) == ["begin 0", "damage empty-collection @0+3"])
    }
}
