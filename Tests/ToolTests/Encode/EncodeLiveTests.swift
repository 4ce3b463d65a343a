import Foundation
import Testing

@testable import RDBKit

/// What is encoded for a server is what that server writes once it has loaded it.
@Suite("Encoding for live servers")
struct EncodeLiveTests {
    private struct Server: Sendable {
        let name: String
        let fixtures: String
        let target: ServerTarget
    }

    private static let servers = [
        Server(name: "redis-6.2.14", fixtures: "redis-6.2", target: .redis62),
        Server(name: "redis-7.0.15", fixtures: "redis-7.0", target: .redis70),
        Server(name: "redis-7.4.1", fixtures: "redis-7.4", target: .redis74),
        Server(name: "redis-8.2.3", fixtures: "redis-8.2", target: .redis82),
        Server(name: "valkey-9.1.2", fixtures: "valkey-9.1", target: .valkey91),
    ]

    @Test("values of every server come out of every other as they went in", arguments: servers.map(\.name))
    func staysAsEncoded(_ name: String) throws {
        guard let target = Self.servers.first(where: { $0.name == name }),
            let installation = LiveServer.installations.first(where: { $0.name == name })
        else { return print("Skipped: \(name) is not there (`make servers`).") }
        for server in Self.servers {
            let source = try EncodedSource(server.fixtures, random: Self.random[server.name])
            try expectSame(source, installation, target.target, loading: source.file(for: target.target), "converted")
            // The loader's own way from the other version to its own.
            if target.target.loads(try source.header()), server.name != name {
                try expectSame(source, installation, target.target, loading: source.file(for: server.target), "loaded")
            }
        }
        for fixtures in ["redis-3.0", "redis-3.2"] {
            let source = try EncodedSource(fixtures)
            try expectSame(source, installation, target.target, loading: source.file(for: target.target), "converted")
        }
    }

    /// A dump of the same random data by each server.
    private static let random: [String: [UInt8]] = {
        let seed = UInt64.random(in: 0 ... .max)
        print("encode seed \(seed)")
        return servers.reduce(into: [:]) { dumps, server in dumps[server.name] = try? dump(of: server.name, seed) }
    }()

    private static func dump(of name: String, _ seed: UInt64) throws -> [UInt8]? {
        guard let installation = LiveServer.installations.first(where: { $0.name == name }) else { return nil }
        let server = try LiveServer(installation)
        defer { server.stop() }
        try server.commands(RandomData(seed: seed, keys: 80).commands)
        try server.command("SAVE")
        return Array(try Data(contentsOf: server.dump))
    }

    private func expectSame(
        _ source: EncodedSource, _ installation: LiveServer.Installation, _ target: ServerTarget,
        loading file: [UInt8], _ way: String
    ) throws {
        let folder = URL(filePath: "/tmp").appending(path: "rdbkit-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(file).write(to: folder.appending(path: "dump.rdb"))
        let server = try LiveServer(installation, files: folder)
        defer { server.stop() }
        #expect(try server.command("SAVE") == "OK", "\(source.server) for \(target): not loaded")
        let saved = try Self.payloads(Array(Data(contentsOf: server.dump)), target)
        for (key, wanted) in try source.payloads(for: target) {
            let name = "\(way) \(source.server) for \(target): \(String(decoding: key, as: UTF8.self))"
            guard let found = saved[key] else {
                Issue.record("\(name) is missing")
                continue
            }
            // Servers drop fields that have expired, and forget the least expiry of fields that expire no more.
            if name.contains("-expired_") || name.contains("-persisted_") { continue }
            #expect(found == wanted || Self.areEqual(found, wanted), "\(name) \(hex(wanted)) | \(hex(found))")
        }
    }

    /// The payloads of all keys of a server's own dump.
    private static func payloads(_ dump: [UInt8], _ target: ServerTarget) throws -> [[UInt8]: [UInt8]] {
        var payloads: [[UInt8]: [UInt8]] = [:]
        var reader = try RDBReader(MemorySource(dump))
        while let record = try reader.next() {
            guard record == .entry else { continue }
            let key = reader.keyBytes
            payloads[key] = try RDBPayload.make(&reader, RDBEncodingOptions(for: target)).payload
        }
        return payloads
    }

    /// Whether two payloads are equal but for an order that is none.
    private static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        // Redis before 4.0 wrote sorted sets in no order.
        let unordered: [RDBObjectType] = [.set, .hash, .hashMetadata, .hash2, .zset2]
        guard unordered.contains(where: { $0.byte == left[0] }) else { return false }
        return UnorderedElements.of(left) == UnorderedElements.of(right)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.prefix(120).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
