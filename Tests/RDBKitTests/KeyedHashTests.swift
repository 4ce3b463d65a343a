import Testing

@testable import RDBKit

/// The hash under which elements are compared.
struct KeyedHashTests {
    private let hash: KeyedHash

    init() {
        var random = TestRandom(5)
        hash = KeyedHash(using: &random)
    }

    private func of(_ text: String) -> UInt64 { of(Array(text.utf8)) }

    private func of(_ bytes: [UInt8], salt: UInt64 = 0) -> UInt64 {
        guard salt == 0 else {
            return unsafe bytes.withUnsafeBytes { unsafe hash.hash($0.baseAddress, $0.count, salt: salt) }
        }
        return hash.hash(.bytes(unsafe bytes.span.bytes))
    }

    private func of(_ integer: Int64) -> UInt64 { hash.hash(.integer(integer)) }

    @Test(
        arguments: [
            0, 1, -1, 9, 10, -10, 127, -128, 255, 65535, 2_147_483_647, -2_147_483_648, 99_999_999_999,
            999_999_999_999_999_999, -999_999_999_999_999_999, 1_000_000_000_000_000_000, .max, .min, .max - 1,
            .min + 1,
        ] as [Int64])
    func integersHashAsTheirText(_ integer: Int64) {
        #expect(of(integer) == of("\(integer)"))
    }

    @Test func randomIntegersHashAsTheirText() {
        var random = TestRandom(6)
        for _ in 0..<20_000 {
            let integer = Int64(bitPattern: random.next()) >> Int64(random.next() % 64)
            #expect(of(integer) == of("\(integer)"))
        }
    }

    /// Texts that mean the same number are different strings.
    @Test(
        arguments: [
            ("-0", 0), ("00", 0), ("+1", 1), ("01", 1), ("-01", -1), ("1 ", 1), (" 1", 1), ("1.0", 1),
            ("9223372036854775808", .min), ("-9223372036854775809", .max), ("18446744073709551615", -1),
            ("00000000000000000001", 1), ("-", 0), ("", 0), ("1-", 1), ("--1", 1), ("0000000000000000000", 0),
        ] as [(String, Int64)])
    func otherTextsDiffer(_ text: String, _ integer: Int64) {
        #expect(of(text) != of(integer))
    }

    @Test func everySingleByteCounts() {
        var random = TestRandom(7)
        for count in 1...70 {
            let bytes = random.bytes(count)
            for index in 0..<count {
                var other = bytes
                other[index] ^= 1 << UInt8(random.next() % 8)
                #expect(of(bytes) != of(other))
                #expect(of(bytes, salt: 3) != of(other, salt: 3))
            }
        }
    }

    @Test func lengthsOfZerosDiffer() {
        let hashes = (0...200).map { of([UInt8](repeating: 0, count: $0)) }
        #expect(Set(hashes).count == hashes.count)
        let salted = (0...200).map { of([UInt8](repeating: 0, count: $0), salt: 9) }
        #expect(Set(salted).count == salted.count)
    }

    @Test func noCollisionsAmongManyShortStrings() {
        var seen: Set<UInt64> = []
        for number in 0..<50_000 { seen.insert(of("key:\(number)")) }
        for number in 0..<50_000 { seen.insert(of(Int64(number))) }
        #expect(seen.count == 100_000)
    }

    @Test func saltsAndKeysMatter() {
        var random = TestRandom(8)
        let other = KeyedHash(using: &random)
        let bytes = Array("same".utf8)
        #expect(of(bytes, salt: 1) != of(bytes, salt: 3))
        #expect(hash.hash(.integer(5)) != other.hash(.integer(5)))
    }
}
