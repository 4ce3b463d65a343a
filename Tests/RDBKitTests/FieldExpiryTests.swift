import Testing

@testable import RDBKit

/// Hashes whose fields expire: Redis' types 22 to 25 and Valkey's type 22.
struct FieldExpiryTests {
    private func events(_ type: RDBObjectType, _ hex: String) -> [String] {
        Decoding.events(type, Bytes.hex(hex)).filter { !$0.hasPrefix("node") }
    }

    /// Expiries are relative to the least one, plus 1.
    @Test func metadata() {
        #expect(
            events(.hashMetadata, "E0694CA62C1E0000 03 01 0166 0176 | 03 0167 C007 | 00 0168 00") == [
                "begin 3", "hashField \"f\"", "hashValue \"v\"", "fieldExpiry 33177117420000", "hashField \"g\"",
                "hashValue 7", "fieldExpiry 33177117420002", "hashField \"h\"", "hashValue \"\"", "fieldExpiry never",
            ])
    }

    /// Release candidates of 7.4 wrote absolute times.
    @Test func metadataOfReleaseCandidates() {
        #expect(
            events(.hashMetadataPreGA, "02 81 00001E2CA64C69E0 0166 0176 | 00 0167 0177") == [
                "begin 2", "hashField \"f\"", "hashValue \"v\"", "fieldExpiry 33177117420000", "hashField \"g\"",
                "hashValue \"w\"", "fieldExpiry never",
            ])
    }

    @Test func metadataOutOfRange() {
        #expect(
            events(.hashMetadata, "0000000000000100 01 00 0166 0176").contains(
                "damage field-expiry @0+8 found 281474976710656"))
        #expect(
            events(.hashMetadata, "FFFFFFFFFFFF0000 01 02 0166 0176").contains(
                "damage field-expiry @9+1 found 281474976710656"))
        #expect(!events(.hashMetadata, "FFFFFFFFFFFF0000 01 01 0166 0176").contains { $0.hasPrefix("damage") })
        #expect(
            events(.hashMetadata, "0100000000000000 01 81 FFFFFFFFFFFFFFFF 0166 0176").contains {
                $0.hasPrefix("damage field-expiry")
            })
    }

    @Test func listpackEx() {
        let value = "E0694CA62C1E0000 1E 1E000000 0600 816E02 0C01 F4E0694CA62C1E0000 09 816602 817602 0001 FF"
        #expect(
            events(.hashListpackEx, value) == [
                "begin 2", "hashField \"n\"", "hashValue 12", "fieldExpiry 33177117420000", "hashField \"f\"",
                "hashValue \"v\"", "fieldExpiry never",
            ])
        #expect(
            events(.hashListpackExPreGA, String(value.dropFirst(17))) == events(.hashListpackEx, value))
    }

    /// After HPERSIST the stale least expiry stays in the file.
    @Test func staleMinimum() {
        let value = Bytes.u64(99) + Bytes.string(PackedBytes.listpack(["f", "v", 0]))
        #expect(
            Decoding.events(.hashListpackEx, value).suffix(3) == [
                "hashField \"f\"", "hashValue \"v\"", "fieldExpiry never",
            ])
    }

    private func damage(_ items: [PackedItem], minimum: UInt64 = 0) -> [String] {
        let value = Bytes.u64(minimum) + Bytes.string(PackedBytes.listpack(items))
        return Decoding.events(.hashListpackEx, value).filter { $0.hasPrefix("damage") }
    }

    @Test func listpackExDamage() {
        #expect(damage(["f", "v", 5, "g", "w", 4]) == ["damage field-expiry-order @8+24 inner 20 expected 5 found 4"])
        #expect(
            damage(["f", "v", 0, "g", "w", 4]).first?.hasPrefix("damage field-expiry-order @8+24 inner 20") == true)
        #expect(damage(["f", "v", 5, "g", "w", 5]) == [])
        #expect(damage(["f", "v", "x"]) == ["damage field-expiry @8+17 inner 12"])
        #expect(damage(["f", "v", -1]) == ["damage field-expiry @8+17 inner 12 found 18446744073709551615"])
        #expect(damage(["f", "v"]) == ["damage odd-elements @8+14 inner 12"])
        #expect(damage(["f"]) == ["damage odd-elements @8+11 inner 9"])
        #expect(damage([]) == ["damage empty-collection @8+8"])
        #expect(damage(["f", "v", 5], minimum: 1 << 48).first == "damage field-expiry @0+8 found 281474976710656")
    }

    @Test func valkeyHash2() {
        #expect(
            events(.hash2, "02 01 66 01 76 FFFFFFFFFFFFFFFF 01 6E C0 0C E0694CA62C1E0000") == [
                "begin 2", "hashField \"f\"", "hashValue \"v\"", "fieldExpiry never", "hashField \"n\"", "hashValue 12",
                "fieldExpiry 33177117420000",
            ])
        #expect(
            events(.hash2, "01 0166 0176 FEFFFFFFFFFFFFFF").contains(
                "damage field-expiry @5+8 found 18446744073709551614"))
    }
}
