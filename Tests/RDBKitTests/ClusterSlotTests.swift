import Testing

@testable import RDBKit

struct ClusterSlotTests {
    /// Slots that real servers gave.
    @Test(
        arguments: [
            ("b", 3300), ("k", 7629), ("{k}2", 7629), ("foo", 12182), ("bar", 5061), ("123456789", 12739), ("", 0),
            ("{user1000}.following", 3443), ("{user1000}.followers", 3443), ("user1000", 3443),
        ] as [(String, UInt64)])
    func knownKeys(_ key: String, _ slot: UInt64) {
        #expect(ClusterSlot.of(Array(key.utf8).span) == slot)
    }

    /// Only the part between the first `{` and the next `}` counts, if there is one and it is not empty.
    @Test(arguments: [
        ("foo{bar}zap", "bar"), ("{bar}", "bar"), ("foo{{bar}}zap", "{bar"), ("foo{bar}{zap}", "bar"),
    ])
    func hashTags(_ key: String, _ tag: String) {
        #expect(ClusterSlot.of(Array(key.utf8).span) == ClusterSlot.of(Array(tag.utf8).span))
    }

    @Test(arguments: ["foo{}{bar}", "foo{bar", "foo}bar{", "{}", "{", "}"])
    func noHashTag(_ key: String) {
        let crc = key.utf8.reduce(UInt16(0)) { crc, byte in
            (0..<8).reduce(crc ^ UInt16(byte) << 8) { sum, _ in
                sum & 0x8000 == 0 ? sum << 1 : sum << 1 ^ 0x1021
            }
        }
        #expect(ClusterSlot.of(Array(key.utf8).span) == UInt64(crc % 16384))
    }
}
