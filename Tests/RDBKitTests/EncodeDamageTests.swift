import Foundation
import Testing

@testable import RDBKit

/// Damage anywhere ends in an outcome or an error, and what is written is sound.
struct EncodeDamageTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private static let names = [
        "mixed_types_redis-3.2", "mixed_types_redis-6.2", "mixed_types_redis-8.2", "mixed_types_valkey-9.1",
        "hash_hash2_valkey-9.1", "hash_metadata_redis-7.4", "hash_listpack_ex_redis-8.2", "stream_v3_groups_redis-8.2",
        "list_quicklist2_plain_redis-8.2", "zset_skiplist-text_redis-3.0",
    ]

    @Test(arguments: names)
    func bitFlips(_ name: String) throws {
        let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name + ".rdb")))
        var random = TestRandom(7)
        let rounds = _isDebugAssertConfiguration() ? 60 : 600
        for _ in 0..<rounds {
            var damaged = bytes
            for _ in 0...random.next() % 3 {
                damaged[9 + Int(random.next() % UInt64(bytes.count - 9))] ^= UInt8(1 << (random.next() % 8))
            }
            let found = Set(Checking.report(damaged).findings.map(\.error.code))
            for target in ServerTarget.allCases { try expectSound(damaged, target, "\(name)", found) }
        }
    }

    /// Whatever is written can be read again without any damage but what no layout shows, such as fields that occur
    /// twice: that is `found` in the input too.
    private func expectSound(
        _ bytes: [UInt8], _ target: ServerTarget, _ name: String, _ found: Set<RDBError.Code>
    ) throws {
        guard var reader = try? RDBReader(MemorySource(bytes)) else { return }
        let sink = MemorySink()
        var writer = try RDBWriter(sink, RDBEncodingOptions(for: target), reading: reader.header, unsupported: .degrade)
        do {
            while try writer.copyNext(&reader) != nil {}
        } catch RDBWriter.Failure.input {
            // What stands in front of the damage is written.
        }
        try writer.finish()
        let report = Checking.report(sink.bytes)
        let new = report.findings.filter { $0.severity == .error && !found.contains($0.error.code) }
        #expect(new.isEmpty, "\(name) for \(target): \(new.map(\.error)) \(bytes)")
    }
}
