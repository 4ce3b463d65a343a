import Testing

@testable import RDBKit

/// Listpacks, as lists of one packed node: the elements and every kind of damage.
struct ListpackTests {
    private func items(_ node: [UInt8]) -> [String] {
        let events = Decoding.events(.setListpack, Bytes.string(node))
        return events.filter { !$0.hasPrefix("node") && !$0.hasPrefix("begin") }
            .map { $0.replacing("setMember ", with: "") }
    }

    @Test func example() {
        let node = Bytes.hex("12000000 0400 | 81 61 02 | 01 01 | DF FB 02 | C1 2C 02 | FF")
        #expect(items(node) == ["\"a\"", "1", "-5", "300"])
        #expect(PackedBytes.listpack(["a", 1, -5, 300]) == node)
    }

    @Test func eventsOfAWholeNode() {
        let node = PackedBytes.listpack(["a", 1])
        #expect(
            Decoding.events(.setListpack, Bytes.string(node)) == [
                "node listpack @0 12", "begin 2", "setMember \"a\"", "setMember 1",
            ])
    }

    @Test(
        arguments: [
            0, 1, 127, 128, -1, -4096, 4095, 4096, -4097, 32767, -32768, 32768, -32769, 8_388_607, -8_388_608,
            8_388_608, -8_388_609, 2_147_483_647, -2_147_483_648, 2_147_483_648, -2_147_483_649, .max, .min,
        ] as [Int64])
    func integers(_ value: Int64) {
        #expect(items(PackedBytes.listpack([.integer(value)])) == ["\(value)"])
        #expect(items(PackedBytes.listpack([.integer(value), "x"])) == ["\(value)", "\"x\""])
    }

    /// The limits of the string forms, and those of the backlen at 127, 16382 and 2097150 bytes of entry.
    @Test(arguments: [
        0, 1, 62, 63, 64, 65, 125, 126, 127, 4094, 4095, 4096, 16376, 16377, 16378, 16379, 2_097_145, 2_097_146,
    ])
    func strings(_ count: Int) {
        let text = [UInt8](repeating: 0x78, count: count)
        #expect(items(PackedBytes.listpack([.text(text), 5])) == [EventLog.text(text), "5"])
    }

    @Test func backlenLimits() {
        let sizes = [1, 127, 128, 16382, 16383, 2_097_150, 2_097_151, 268_435_454, 268_435_455]
        #expect(sizes.map { PackedBytes.backlen($0).count } == [1, 1, 2, 2, 3, 3, 4, 4, 5])
        #expect(PackedBytes.backlen(300) == [0x02, 0xAC])
    }

    @Test func longFormOfAShortString() {
        let node = PackedBytes.listpack([.raw(Bytes.hex("F0 01000000 \"a\"")), .raw(Bytes.hex("E0 01 \"b\""))])
        #expect(items(node) == ["\"a\"", "\"b\""])
    }

    @Test func unknownCountIsCounted() {
        #expect(items(PackedBytes.listpack(["a", "b"], count: 65535)) == ["\"a\"", "\"b\""])
        let events = Decoding.events(.setListpack, Bytes.string(PackedBytes.listpack(["a"], count: 65535)))
        #expect(events.contains("begin ?"))
    }

    @Test func compressedNode() {
        let node = PackedBytes.listpack([PackedItem(String(repeating: "ab", count: 40)), 7])
        let events = Decoding.events(.setListpack, Bytes.lzf(of: node))
        #expect(events[0] == "node listpack @0 \(node.count) lzf")
        #expect(events.last == "setMember 7")
    }

    @Test(arguments: [
        ("", "damage listpack-length @0+1 inner 0 expected 7 found 0"),
        ("07000000 00", "damage listpack-length @0+6 inner 0 expected 7 found 5"),
        ("08000000 0000 FF", "damage listpack-length @0+8 inner 0 expected 7 found 8"),
        ("07000000 0000 FE", "damage listpack-entry @0+8 inner 6 expected 255 found 254"),
        ("0A000000 0200 81 61 02 FF", "damage listpack-count @0+11 inner 4 expected 2 found 1"),
        ("0A000000 0100 81 61 03 FF", "damage listpack-backlen @0+11 inner 8 expected 2 found 3"),
        ("09000000 0100 82 61 FF", "damage listpack-entry @0+10 inner 6 expected 4 found 2"),
        ("09000000 0100 F5 01 FF", "damage listpack-entry @0+10 inner 6 found 245"),
        ("0C000000 0100 F0 FFFFFFFF FF", "damage listpack-entry @0+13 inner 6 expected 4294967305 found 5"),
        ("09000000 0100 FF 01 FF", "damage listpack-entry @0+10 inner 6 found 255"),
        ("08000000 0100 01 FF", "damage listpack-entry @0+9 inner 6 expected 2 found 1"),
        ("08000000 0100 F4 FF", "damage listpack-entry @0+9 inner 6 expected 10 found 1"),
    ])
    func damage(_ hex: String, _ expected: String) {
        #expect(items(Bytes.hex(hex)).last == expected)
    }

    /// Where a backlen takes two bytes, the second must carry the continuation bit and the first must not.
    @Test func backlenBits() {
        var node = PackedBytes.listpack([.text([UInt8](repeating: 1, count: 200))])
        #expect(node.suffix(3) == [0x01, 0xCA, 0xFF])
        node[node.count - 2] = 0x4A
        #expect(items(node).last == "damage listpack-backlen @0+213 inner 208 expected 202 found 74")
        node[node.count - 2] = 0xCA
        node[node.count - 3] = 0x81
        #expect(items(node).last == "damage listpack-backlen @0+213 inner 208 expected 202 found 16586")
    }

    @Test func elementsInFrontOfDamageArrive() {
        let node = Bytes.hex("0C000000 0300 01 01 02 01 03 00 FF")
        let length = node.count
        #expect(length == 13)
        let fixed = Bytes.u32(UInt32(length)) + node.dropFirst(4)
        #expect(items(fixed) == ["1", "2", "damage listpack-backlen @0+14 inner 11 expected 1 found 0"])
    }

    @Test func empty() {
        let events = Decoding.events(.setListpack, Bytes.hex("07 07000000 0000 FF"))
        #expect(events == ["node listpack @0 7", "begin 0", "damage empty-collection @0+8"])
    }

    @Test func integerInPlaceOfANode() {
        #expect(Decoding.events(.setListpack, [0xC0, 7]) == ["damage integer-node @0+2"])
    }

    @Test func places() throws {
        struct Places: RDBValueVisitor {
            static var wantsPlaces: Bool { true }
            var places: [String] = []
            mutating func place(_ offset: UInt64, inner: UInt64?) {
                places.append("\(offset) \(inner.map(String.init) ?? "-")")
            }
        }
        let value = Bytes.string(PackedBytes.listpack(["a", 1]))
        let input = ByteReader(InputWindow(MemorySource(value), capacity: 64))
        var decoder = RDBValueDecoder(input, scratch: RDBScratch(), nodeLimit: 1000)
        var places = Places()
        try decoder.decode(.setListpack, into: &places)
        #expect(places.places == ["0 6", "0 9"])
    }
}
