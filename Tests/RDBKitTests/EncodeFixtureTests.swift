import Foundation
import Testing

@testable import RDBKit

/// Files that real servers wrote, encoded anew for the same server.
struct EncodeFixtureTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private static let targets: [(suffix: String, target: ServerTarget)] = [
        ("redis-6.2", .redis62), ("redis-7.0", .redis70), ("redis-7.4", .redis74), ("redis-8.2", .redis82),
        ("valkey-9.1", .valkey91),
    ]

    private static let fixtures: [(name: String, target: ServerTarget)] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            // What Valkey sends to replicas that did not announce their version is in the form of Valkey 8.
            if name.hasPrefix("sync_redis11") { return (name, .valkey8) }
            return targets.first { name.hasSuffix("_\($0.suffix).rdb") }.map { (name, $0.target) }
        }
    }()

    /// What a fixture's server was told of compression and checksums.
    private func options(_ name: String, _ target: ServerTarget) -> RDBEncodingOptions {
        var options = RDBEncodingOptions(for: target)
        options.sums = !name.hasPrefix("options_nochecksum")
        options.compresses = !["string_uncompressed", "set_intset64", "options_nocompression"].contains {
            name.hasPrefix($0)
        }
        return options
    }

    @Test func givesTheSameBytes() throws {
        #expect(Self.fixtures.count > 250)
        for (name, target) in Self.fixtures {
            let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name)))
            let (encoded, _) = try Encoding.file(bytes, options(name, target))
            let difference = Encoding.difference(bytes, encoded)
            #expect(difference == nil, "\(name): \(difference ?? "")")
        }
    }
}
