import Testing

@testable import RDBKit

/// Streams in all five layouts.
struct StreamTests {
    private static let example = """
        01  10 0000000000000001 0000000000000001
        3D  3D000000 1800
        0201 0101 0101 816102 0001
        0201 0001 0001 0101 0401
        0301 0001 0101 0201 0401
        0001 0101 DFFF02 0201 816202 817802 816302 817902 0801
        FF
        02  02 00   01 01   01 02   03
        01  01 67   00 00   81 FFFFFFFFFFFFFFFF   00   00
        """

    private static let exampleEntries = [
        "begin ?", "node listpack @18 61", "streamNode 1-1", "entry 1-1", "streamField \"a\"", "streamValue 1",
        "entry 1-2 deleted", "streamField \"a\"", "streamValue 2", "entry 2-0", "streamField \"b\"",
        "streamValue \"x\"", "streamField \"c\"", "streamValue \"y\"",
    ]

    @Test func exampleOfValkey() {
        #expect(
            Decoding.events(.streamListpacks3, Bytes.hex(Self.example)) == Self.exampleEntries + [
                "length 2 last 2-0 first 1-1 deleted 1-2 added 3", "groupName \"g\"", "group last 0-0 read ? pel 0",
                "end group",
            ])
    }

    /// Redis 6.2 leaves out the counters of version 2.
    @Test func exampleOfRedis6() {
        let value = Bytes.hex(Self.example).prefix(80) + Bytes.hex("02 02 00  01 01 67 00 00 00 00")
        #expect(
            Decoding.events(.streamListpacks, Array(value)) == Self.exampleEntries + [
                "length 2 last 2-0", "groupName \"g\"", "group last 0-0 read ? pel 0", "end group",
            ])
    }

    private var stream: StreamBytes {
        let group = StreamGroupBytes(
            lastID: StreamID(1, 2), pending: [StreamID(1, 1), StreamID(1, 2)],
            consumers: [.init(name: "c", pending: [StreamID(1, 1)])], refused: [StreamID(1, 2)])
        return StreamBytes(
            nodes: [StreamNodeBytes(StreamID(1, 1), values: ["x", 5])], length: 2, lastID: StreamID(1, 2),
            groups: [group], producers: [("p", ["m", "n"])])
    }

    private static let type: [Int: RDBObjectType] = [
        1: .streamListpacks, 2: .streamListpacks2, 3: .streamListpacks3, 4: .streamListpacks4, 5: .streamListpacks5,
    ]

    @Test(arguments: 1...5)
    func versions(_ version: Int) throws {
        let type = try #require(Self.type[version])
        let size = PackedBytes.listpack(stream.nodes[0].items).count
        var expected = ["begin ?", "node listpack @18 \(size)", "streamNode 1-1"]
        expected += ["entry 1-1", "streamField \"f\"", "streamValue \"x\""]
        expected += ["entry 1-2", "streamField \"f\"", "streamValue 5"]
        expected.append("length 2 last 1-2" + (version >= 2 ? " first 1-1 deleted 0-7 added 7" : ""))
        expected += ["groupName \"g\"", "group last 1-2 read ? pel 2"]
        expected += ["pending 1-1 at 1000 times 3", "pending 1-2 at 1000 times 3"]
        expected += ["consumerName \"c\"", "consumer seen 2000 active ?", "owned 1-1"]
        expected += (version >= 5 ? ["refused 1-2"] : []) + ["end group"]
        if version >= 4 {
            expected += ["idempotence 100 200 1", "producer \"p\"", "producerMessage \"m\"", "producerMessage \"n\""]
        }
        #expect(Decoding.events(type, stream.bytes(version: version)) == expected)
    }

    @Test func activeTimeAndEntriesRead() {
        let value =
            Bytes.hex("00 00 00 00 00 00 00 00 00 01 01 67 05 06 07 00 01 01 63") + Bytes.i64(10) + Bytes.i64(20)
        let events = Decoding.events(.streamListpacks3, value + [0])
        #expect(events.contains("group last 5-6 read 7 pel 0"))
        #expect(events.contains("consumer seen 10 active 20"))
    }

    @Test func emptyStreamIsNoEmptyCollection() {
        #expect(Decoding.events(.streamListpacks, Bytes.hex("00 00 05 06 00")) == ["begin ?", "length 0 last 5-6"])
    }

    /// A node key of another length is passed over together with its node.
    @Test func nodeKey() {
        let value = Bytes.hex("01 0F 000000000000000100000000000001") + Bytes.string([9]) + Bytes.hex("00 00 00 00")
        #expect(
            Decoding.events(.streamListpacks, value) == [
                "begin ?", "damage stream-node-key @1+16", "length 0 last 0-0",
            ])
    }

    /// Ids wrap around as servers let them: a sequence may be below the master's when the time is later.
    @Test func negativeSequenceDifference() {
        var node = StreamNodeBytes(StreamID(5, 9), values: ["x"])
        node.entries.append(.init(milliseconds: 1, sequence: -9, items: ["y"]))
        let events = Decoding.events(.streamListpacks, StreamBytes(nodes: [node], length: 2).bytes(version: 1))
        #expect(events.contains("entry 6-0"))
    }

    private func damage(_ change: (inout StreamNodeBytes) -> Void) -> [String] {
        var node = StreamNodeBytes(StreamID(1, 1), values: ["x", "y"])
        change(&node)
        let value = StreamBytes(nodes: [node], length: 2).bytes(version: 1)
        return Decoding.events(.streamListpacks, value).filter { $0.hasPrefix("damage") }
            .map { $0.replacing(/^damage (\S+) @18\+\d+/, with: { "\($0.1)" }) }
    }

    @Test func soundNode() { #expect(damage { _ in } == []) }

    @Test func counts() {
        #expect(damage { $0.live = 3 } == ["stream-node-count inner 6 expected 3 found 2"])
        #expect(damage { $0.live = 1 } == ["stream-node-count inner 6 expected 1 found 2"])
        #expect(damage { $0.entries[1].isDeleted = true } == [])
        #expect(damage { $0.live = -1 } == ["stream-node-count inner 6 expected 18446744073709551615 found 2"])
    }

    /// The message must not say "expected 2, found 2".
    @Test func deletedCount() throws {
        let finding = try #require(damage { $0.deleted = 1 }.first)
        #expect(finding.hasPrefix("stream-node-count"))
        #expect(!finding.contains("expected 2 found 2"))
    }

    @Test func structure() {
        #expect(damage { $0.terminator = 1 } == ["stream-node inner 15 expected 0 found 1"])
        #expect(damage { $0.entries[0].itemCount = 5 } == ["stream-node inner 26 expected 4 found 5"])
        #expect(damage { $0.entries[0].flags = 6 } == ["stream-node inner 17 found 6"])
        #expect(damage { $0.fields = [] }.first?.hasPrefix("stream-node ") == true)
        #expect(damage { $0.entries[0].items = [] }.first?.hasPrefix("stream-node ") == true)
    }

    @Test(arguments: [
        ("07000000 0000 FF", "stream-node inner 6"),
        ("09000000 0100 0201 FF", "stream-node inner 8"),
        ("0A000000 0100 816102 FF", "stream-node inner 6"),
        ("0D000000 0300 0001 0001 7F01 FF", "stream-node inner 10 found 127"),
        ("0E000000 0300 0001 0001 DFFF02 FF", "stream-node inner 10 found 18446744073709551615"),
        ("0F000000 0400 0001 0001 0001 0001 FF", ""),
        ("0F000000 0500 0001 0001 0001 0001 FF", "listpack-count inner 4 expected 5 found 4"),
        ("11000000 0500 0001 0001 0001 0001 0001 FF", "stream-node inner 16"),
        ("08000000 0100 01 FF", "listpack-entry inner 6 expected 2 found 1"),
    ])
    func brokenNodes(_ hex: String, _ damage: String) {
        let node = Bytes.hex(hex)
        let value = [1] + Bytes.string(StreamBytes.raw(StreamID(1, 1))) + Bytes.string(node) + Bytes.hex("00 00 00 00")
        let found = Decoding.events(.streamListpacks, value).filter { $0.hasPrefix("damage") }
        let expected = damage.split(separator: " ", maxSplits: 1)
        let stored = node.count + 1
        #expect(found == (expected.isEmpty ? [] : ["damage \(expected[0]) @18+\(stored) \(expected[1])"]))
    }

    @Test func everyTruncation() {
        let value = stream.bytes(version: 5)
        for count in 0..<value.count {
            let events = Decoding.events(.streamListpacks5, Array(value.prefix(count)))
            #expect(events.last?.hasPrefix("throws truncated") == true, "\(count) bytes")
        }
    }
}
