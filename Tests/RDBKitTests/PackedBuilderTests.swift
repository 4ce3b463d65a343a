import Testing

@testable import RDBKit

/// Packed nodes, byte by byte; the examples are what servers wrote.
struct PackedBuilderTests {
    private func node(ziplists: Bool, _ elements: [String]) -> [UInt8] {
        var builder = TargetNodeBuilder(ziplists: ziplists)
        for element in elements {
            builder.append(.bytes(unsafe Array(element.utf8).span.bytes))
        }
        return unsafe Array(builder.finish())
    }

    private func hex(_ text: String) -> [UInt8] {
        text.split(separator: " ").flatMap { word in
            stride(from: 0, to: word.count, by: 2).compactMap { UInt8(word.dropFirst($0).prefix(2), radix: 16) }
        }
    }

    @Test func listpack() {
        let expected = hex("12000000 0400 816102 0101 DFFB02 C12C02 FF")
        #expect(node(ziplists: false, ["a", "1", "-5", "300"]) == expected)
        #expect(node(ziplists: false, []) == hex("07000000 0000 FF"))
    }

    @Test func ziplist() {
        let expected = hex("17000000 12000000 0400 000161 03F2 02FEFB 03C02C01 FF")
        #expect(node(ziplists: true, ["a", "1", "-5", "300"]) == expected)
        #expect(node(ziplists: true, []) == hex("0B000000 0A000000 0000 FF"))
    }

    @Test func intset() {
        var members: [Int64] = [300, 1, 2]
        #expect(IntsetBuilder.build(&members) == hex("02000000 03000000 0100 0200 2C01"))
        members = [40_000, -1]
        #expect(IntsetBuilder.build(&members) == hex("04000000 02000000 FFFFFFFF 409C0000"))
        members = [.min]
        #expect(IntsetBuilder.build(&members) == hex("08000000 01000000 0000000000000080"))
    }

    /// Texts that are integers and texts that only look like some, of every length of header and of length backwards.
    @Test(arguments: [false, true])
    func elementsComeBack(ziplists: Bool) throws {
        let numbers = (0..<64).flatMap { shift in
            [Int64(1) << shift, 0 &- Int64(1) << shift, Int64(1) << shift &- 1].map(\.description)
        }
        let others = [
            "", "-", "-0", "00", "+1", " 1", "1 ", "01", "9223372036854775808", "-9223372036854775809", "1e3",
        ]
        let lengths = [1, 63, 64, 126, 127, 253, 254, 4095, 4096, 16382, 16383, 16384, 70_000]
        let elements = numbers + others + lengths.map { String(repeating: "x", count: $0) } + ["end"]
        let bytes = node(ziplists: ziplists, elements)
        let type: RDBObjectType = ziplists ? .listZiplist : .listQuicklist2
        let value = (ziplists ? [] : [1, 2]) + Bytes.string(bytes)
        let events = Decoding.events(type, value).filter { $0.hasPrefix("listItem") }
        let texts = elements.map { "listItem \(numbers.contains($0) ? $0 : EventLog.text(Array($0.utf8)))" }
        #expect(events == texts)
    }
}
