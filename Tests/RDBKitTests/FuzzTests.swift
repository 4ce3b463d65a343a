import Foundation
import Testing

@testable import RDBKit

/// Damaged fixtures: whatever the damage, a check ends with a report.
///
/// These run millions of checks, so only release builds do all of it.
@Suite("Fuzz")
struct FuzzTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static let isRelease = !_isDebugAssertConfiguration()

    /// Files of at most this size are damaged at every offset, larger ones at so many seeded places.
    private static let smallFile = 4096
    private static let places = 2000

    static let fixtures: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".rdb") }.sorted()
    }()

    private func bytes(of name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: Self.folder.appending(path: name)))
    }

    private func check(_ bytes: [UInt8]) -> RDBCheckReport {
        RDBChecker().check(
            RDBInput(MemorySource(bytes)) { () throws(RDBError) -> any ByteSource in MemorySource(bytes) })
    }

    private func offsets(in bytes: [UInt8], _ random: inout TestRandom) -> [Int] {
        if bytes.count <= Self.smallFile { return Array(bytes.indices) }
        return (0..<Self.places).map { _ in Int.random(in: bytes.indices, using: &random) }
    }

    @Test("a file cut anywhere is damaged", .enabled(if: isRelease), arguments: fixtures)
    func truncation(_ name: String) throws {
        let whole = try bytes(of: name)
        var random = TestRandom(1)
        for offset in offsets(in: whole, &random) {
            let report = check(Array(whole[..<offset]))
            #expect(report.worst == .error, "\(name) cut at \(offset)")
        }
    }

    /// A flipped bit that leaves the version below 5 switches the checksum off; everything else must be seen.
    @Test("a flipped bit is seen by the checksum", .enabled(if: isRelease), arguments: fixtures)
    func bitFlips(_ name: String) throws {
        let whole = try bytes(of: name)
        let hasChecksum = check(whole).checksumState == .ok
        var random = TestRandom(2)
        for offset in offsets(in: whole, &random) {
            for bit in 0..<8 {
                var damaged = whole
                damaged[offset] ^= 1 << UInt8(bit)
                let report = check(damaged)
                let isSeen = report.worst == .error || report.header.map { !$0.hasChecksum } == true
                #expect(!hasChecksum || isSeen, "\(name) bit \(bit) of \(offset)")
            }
        }
    }

    /// Without a checksum the structure alone must hold: several random changes at once, threads and steps vary.
    @Test("random damage never traps", .enabled(if: isRelease))
    func randomDamage() throws {
        let seconds = ProcessInfo.processInfo.environment["RDBKIT_FUZZ_SECONDS"].flatMap(Double.init) ?? 10
        let seed = UInt64.random(in: 0...UInt64.max)
        print("fuzz seed \(seed), \(seconds) seconds")
        var random = TestRandom(seed)
        let end = Date(timeIntervalSinceNow: seconds)
        let files = try Self.fixtures.map { try bytes(of: $0) }
        var runs = 0
        while Date() < end, let file = files.randomElement(using: &random) {
            var options = RDBCheckOptions()
            options.threads = Int.random(in: 1...2, using: &random)
            let step = [1, 7, 64, Int.max].randomElement(using: &random) ?? 1
            let damaged = mutate(file, &random)
            let source = MemorySource(damaged, step: step, hidesSize: Bool.random(using: &random))
            let report = RDBChecker(options).check(RDBInput(source))
            #expect(report.byteCount <= UInt64(damaged.count))
            runs += 1
        }
        #expect(runs > 0)
        print("fuzz runs: \(runs)")
    }

    private func mutate(_ file: [UInt8], _ random: inout TestRandom) -> [UInt8] {
        var bytes = file
        for _ in 0..<Int.random(in: 1...6, using: &random) where bytes.count > 12 {
            let offset = Int.random(in: 9..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[offset] = UInt8.random(in: 0...255, using: &random)
            case 1:
                bytes[offset] =
                    [0, 1, 0x3F, 0x40, 0x7F, 0x80, 0x81, 0xC3, 0xFE, 0xFF].randomElement(using: &random) ?? 0
            case 2: bytes.remove(at: offset)
            default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: offset)
            }
        }
        return bytes
    }
}
