import Foundation
import Testing

/// Killed at any moment, the output is absent or complete, and a file that was to be replaced is the old or the new one.
@Suite("Rewriting that is killed", .serialized)
struct RewriteKillTests {
    private static let moments = Int(ProcessInfo.processInfo.environment["RDBKIT_KILLS"] ?? "") ?? 20
    private static let tool = Repository.tool("rdbtool")

    /// A file of many plain strings, without a checksum.
    private static func snapshot(_ random: inout SplitMix) -> Data {
        var bytes = Data("REDIS0009".utf8)
        let value = Data((0..<1000).map { _ in UInt8.random(in: 0...255, using: &random) })
        for number in 0..<4000 {
            let key = Data("key:\(number)".utf8)
            bytes += [0, UInt8(key.count)] + key + [0x43, 0xE8] + value
        }
        return bytes + [255] + Data(count: 8)
    }

    @Test("leaves the old or the new")
    func leavesOldOrNew() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("kill seed \(seed)")
        var random = SplitMix(seed: seed)
        let folder = URL(filePath: "/tmp").appending(path: "rdbkit-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appending(path: "in.rdb"), folder.appending(path: "out.rdb"))
        let old = Self.snapshot(&random)
        try old.write(to: input)
        let start = ContinuousClock.now
        #expect(try run([input.path, "-o", output.path], killedAfter: nil))
        let whole = start.duration(to: .now)
        let new = try Data(contentsOf: output)
        for moment in 0..<Self.moments {
            try? FileManager.default.removeItem(at: output)
            let delay = whole * Double.random(in: 0...1.1, using: &random)
            if moment % 2 == 0 {
                _ = try run([input.path, "-o", output.path], killedAfter: delay)
                #expect(try !FileManager.default.fileExists(atPath: output.path) || Data(contentsOf: output) == new)
                #expect(try Data(contentsOf: input) == old, "seed \(seed), \(delay)")
            } else {
                _ = try run(["--in-place", input.path], killedAfter: delay)
                let left = try Data(contentsOf: input)
                #expect(left == old || left == new, "seed \(seed), \(delay)")
                if left != old { try old.write(to: input) }
            }
            try removeTemporaryFiles(in: folder)
        }
    }

    /// Rewrites with new names; true where it came to its end.
    private func run(_ words: [String], killedAfter delay: Duration?) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: Self.tool)
        process.arguments = ["rewrite", "--prefix-add", "new:"] + words
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        if let delay {
            let (seconds, attoseconds) = delay.components
            usleep(UInt32(seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
            kill(process.processIdentifier, SIGKILL)
        }
        process.waitUntilExit()
        return process.terminationStatus == 0 && process.terminationReason == .exit
    }

    /// At most one is left, and its name says what it is.
    private func removeTemporaryFiles(in folder: URL) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let left = names.filter { $0 != "in.rdb" && $0 != "out.rdb" }
        #expect(left.count <= 1 && left.allSatisfy { $0.hasSuffix(".tmp") && $0.contains(".rdbkit-") })
        for name in left { try FileManager.default.removeItem(at: folder.appending(path: name)) }
    }
}
