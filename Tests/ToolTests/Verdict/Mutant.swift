import Foundation

/// A fixture with a few seeded changes: bits, bytes, insertions, deletions, repetitions, cuts.
struct Mutant {
    let name: String
    let bytes: [UInt8]

    /// Larger fixtures only make the tests slow.
    private static let largestFixture = 40_000

    /// Names and bytes of the fixtures.
    static let fixtures: [(name: String, bytes: [UInt8])] = {
        let folder = Repository.fixtures
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".rdb") }.sorted().compactMap { name in
            (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
        }
    }()

    /// `count` mutants, the same for the same seed.
    static func make(_ count: Int, seed: UInt64) -> [Mutant] {
        var random = SplitMix(seed: seed)
        let small = fixtures.filter { $0.bytes.count <= largestFixture }
        return (0..<count).compactMap { number in
            guard let fixture = small.randomElement(using: &random) else { return nil }
            return Mutant(name: "\(number)-\(fixture.name)", bytes: mutated(fixture.bytes, &random))
        }
    }

    private static func mutated(_ whole: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = whole
        // With its checksum a file is refused for that, if for nothing else: most are to show more.
        if Int.random(in: 0..<10, using: &random) > 0 { disableChecksum(&bytes) }
        for _ in 0..<([1, 1, 1, 2, 3].randomElement(using: &random) ?? 1) {
            let first = Int.random(in: 0..<32, using: &random) == 0 ? 0 : 9
            let end = bytes.count - 8
            if end > first { change(&bytes, at: Int.random(in: first..<end, using: &random), &random) }
        }
        return bytes
    }

    private static func disableChecksum(_ bytes: inout [UInt8]) {
        let hasChecksum = bytes[0] == UInt8(ascii: "V") || bytes[5..<9].lexicographicallyPrecedes("0005".utf8) == false
        if hasChecksum { bytes.replaceSubrange((bytes.count - 8)..., with: repeatElement(0, count: 8)) }
    }

    private static let telling: [UInt8] = [0, 1, 2, 0x7F, 0x80, 0x81, 0xC0, 0xC3, 0xF5, 0xFA, 0xFE, 0xFF]

    private static func change(_ bytes: inout [UInt8], at place: Int, _ random: inout SplitMix) {
        let length = [1, 1, 2, 8].randomElement(using: &random) ?? 1
        let end = min(bytes.count, place + length)
        switch Int.random(in: 0..<10, using: &random) {
        case 0...3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 4, 5: bytes[place] = telling.randomElement(using: &random) ?? 0
        case 6: bytes.removeSubrange(place..<end)
        case 7: bytes.insert(contentsOf: (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }, at: place)
        case 8: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + length * 8)], at: place)
        case _ where Int.random(in: 0..<3, using: &random) == 0: bytes.removeSubrange(place...)
        default: bytes[place] &+= 1
        }
    }
}
