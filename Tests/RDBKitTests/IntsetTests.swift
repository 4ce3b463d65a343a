import Testing

@testable import RDBKit

/// Intsets: small sets of integers.
struct IntsetTests {
    private func events(_ node: [UInt8]) -> [String] { Decoding.events(.setIntset, Bytes.string(node)) }

    @Test func example() {
        let node = Bytes.hex("02000000 03000000 0100 0200 2C01")
        #expect(node == PackedBytes.intset(2, [1, 2, 300]))
        #expect(
            events(node) == ["node intset @0 14", "begin 3", "setMember 1", "setMember 2", "setMember 300"])
    }

    @Test(
        arguments: [
            (2, [-32768, -1, 0, 32767]),
            (4, [-2_147_483_648, -32769, 5, 2_147_483_647]),
            (8, [.min, -1, 0, 1, .max]),
        ] as [(Int, [Int64])])
    func widths(_ width: Int, _ values: [Int64]) {
        #expect(events(PackedBytes.intset(width, values)).dropFirst(2) == values.map { "setMember \($0)" }[...])
    }

    /// The first member may be the least integer there is.
    @Test func leastInteger() {
        #expect(events(PackedBytes.intset(8, [.min])).last == "setMember \(Int64.min)")
    }

    @Test(arguments: [
        ("", "damage intset-length @0+1 inner 0 expected 8 found 0"),
        ("02000000 010000", "damage intset-length @0+8 inner 0 expected 8 found 7"),
        ("03000000 00000000", "damage intset-encoding @0+9 inner 0 found 3"),
        ("00000000 00000000", "damage intset-encoding @0+9 inner 0 found 0"),
        ("02000000 02000000 0100", "damage intset-length @0+11 inner 4 expected 10 found 12"),
        ("02000000 00000000 0100", "damage intset-length @0+11 inner 4 expected 10 found 8"),
        ("08000000 FFFFFFFF", "damage intset-length @0+9 inner 4 expected 8 found 34359738368"),
        ("02000000 02000000 0200 0100", "damage intset-order @0+13 inner 10 expected 2 found 1"),
        ("02000000 02000000 0100 0100", "damage intset-order @0+13 inner 10 expected 1 found 1"),
        (
            "02000000 02000000 0000 FFFF",
            "damage intset-order @0+13 inner 10 expected 0 found 18446744073709551615"
        ),
    ])
    func damage(_ hex: String, _ expected: String) {
        #expect(events(Bytes.hex(hex)).last == expected)
    }

    @Test func orderErrorShowsSignedNumbers() {
        let error = RDBError(.intsetOrder, at: 0, expected: 0, found: UInt64(bitPattern: -1))
        #expect(error.message == "intset is not ascending: expected 0, found -1")
    }

    @Test func empty() {
        #expect(
            events(Bytes.hex("02000000 00000000")) == [
                "node intset @0 8", "begin 0", "damage intset-empty @0+9 inner 4",
            ])
    }
}
