import Foundation
import Glibc
import SystemPackage
import Testing

@testable import RDBKit

/// Logs that grow while they are converted.
@Suite("Following logs")
struct AOFFollowerTests {
    private static let first = Log.commands("SELECT 1", "SET a 1")
    private static let second = Log.commands("SELECT 2", "SET b 2")

    /// A log that is converted, and goes on being so.
    private final class Following {
        let folder: TestFolder
        private let sink = MemorySink()
        private let converter: AOFConverter
        let follower: AOFFollower

        init(_ folder: TestFolder, _ path: FilePath) throws {
            self.folder = folder
            var options = AOFConvertOptions()
            options.format = .lines
            options.follows = true
            converter = AOFConverter(options, to: sink)
            #expect(converter.convert(try AOFSet(path: path)).findings.isEmpty)
            follower = try AOFFollower(converter, path)
        }

        var text: String { String(decoding: sink.bytes, as: UTF8.self) }

        /// The lines without their places.
        var commands: [String] { text.split(separator: "\n").map { String($0.split(separator: "  ").last ?? "") } }

        func append(_ bytes: some Sequence<UInt8>, to name: String) throws {
            let file = try FileHandle(forWritingTo: URL(filePath: folder.path.appending(name).string))
            try file.seekToEnd()
            try file.write(contentsOf: Data(bytes))
            try file.close()
        }
    }

    @Test("byte by byte, lines and commands are met once, when they are whole")
    func bytes() throws {
        let more =
            Array("#TS:20\r\n".utf8) + Log.commands("MULTI", "SET b 2") + Array("#TS:21\r\n".utf8)
            + Log.commands("EXEC", "SELECT 3", "FLUSHDB")
        let folder = try TestFolder()
        try folder.write("a.aof", Self.first)
        let path = folder.path.appending("a.aof")
        let following = try Following(folder, path)
        for byte in more {
            try following.append([byte], to: "a.aof")
            let report = following.follower.readOn()
            #expect(report.findings.isEmpty)
        }
        var options = AOFConvertOptions()
        options.format = .lines
        let sink = MemorySink()
        let converter = AOFConverter(options, to: sink)
        _ = converter.convert(try AOFSet(path: path))
        #expect(following.text == String(decoding: sink.bytes, as: UTF8.self))
    }

    @Test(
        "a log whose torn transaction a restarted server cuts goes on in front of it, longer or shorter",
        arguments: [1, 9])
    func cut(_ more: Int) throws {
        let folder = try TestFolder()
        try folder.write("a.aof", Self.first)
        let path = folder.path.appending("a.aof")
        let following = try Following(folder, path)
        try following.append(Log.commands("MULTI", "SET torn 1"), to: "a.aof")
        _ = following.follower.readOn()
        let file = try FileHandle(forWritingTo: URL(filePath: path.string))
        try file.truncate(atOffset: UInt64(Self.first.count))
        try file.close()
        let commands = ["SELECT 3"] + (0..<more).map { "SET n\($0) 1" }
        try following.append(Log.commands("SELECT 3"), to: "a.aof")
        try following.append(commands.dropFirst().flatMap { Log.commands($0) }, to: "a.aof")
        #expect(following.follower.readOn().findings.isEmpty)
        #expect(following.commands == ["SELECT 1", "SET a 1", "MULTI", "SET torn 1"] + commands)
        #expect(following.follower.cuts == 1)
    }

    @Test("over to the next file of a set, though the name of the old one is gone")
    func nextFile() throws {
        let folder = try TestFolder()
        try folder.write("a.manifest", "file a.1.incr.aof seq 1 type i\n")
        try folder.write("a.1.incr.aof", Self.first)
        let following = try Following(folder, folder.path)
        try following.append(Log.commands("SET c 3"), to: "a.1.incr.aof")
        try folder.write("a.2.incr.aof", Self.second)
        try folder.write("a.manifest", "file a.2.incr.aof seq 2 type i\n")
        try FileManager.default.removeItem(atPath: folder.path.appending("a.1.incr.aof").string)
        #expect(following.follower.readOn().findings.isEmpty)
        #expect(following.commands == ["SELECT 1", "SET a 1", "SET c 3", "SELECT 2", "SET b 2"])
        #expect(following.text.contains("a.2.incr.aof:23  -  db2"))
        #expect(following.follower.gaps == 0)
    }

    @Test("files that came and went are missed, and counted")
    func gap() throws {
        let folder = try TestFolder()
        try folder.write("a.manifest", "file a.1.incr.aof seq 1 type i\n")
        try folder.write("a.1.incr.aof", Self.first)
        let following = try Following(folder, folder.path)
        try folder.write("a.3.incr.aof", Self.second)
        try folder.write("a.manifest", "file a.3.incr.aof seq 3 type i\n")
        #expect(following.follower.readOn().findings.isEmpty)
        #expect(following.follower.gaps == 1)
        #expect(following.commands.suffix(2) == ["SELECT 2", "SET b 2"])
    }

    @Test("at the end of the file that took the place of a single log")
    func replacement() throws {
        let folder = try TestFolder()
        try folder.write("a.aof", Self.first)
        let following = try Following(folder, folder.path.appending("a.aof"))
        try following.append(Log.commands("SET c 3"), to: "a.aof")
        try folder.write("b.aof", Self.second)
        #expect(unsafe rename(folder.path.appending("b.aof").string, folder.path.appending("a.aof").string) == 0)
        #expect(following.follower.readOn().findings.isEmpty)
        #expect(following.follower.replacements == 1)
        try following.append(Log.commands("SELECT 4", "SET d 4"), to: "a.aof")
        #expect(following.follower.readOn().findings.isEmpty)
        #expect(following.commands == ["SELECT 1", "SET a 1", "SET c 3", "SELECT 4", "SET d 4"])
    }
}
