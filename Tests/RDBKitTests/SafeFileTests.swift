import CXattr
import Glibc
import SystemPackage
import Testing

@testable import RDBKit

@Suite("Files that are written safely")
struct SafeFileTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
    }

    @Test func aNewFileAppearsWhenItIsComplete() throws {
        let file = try SafeFile(path: folder["new"])
        try file.write(Sample.text)
        let temporary = try #require(try folder.names.first)
        #expect(try folder.names.count == 1)
        #expect(temporary.hasPrefix(".new.rdbkit-") && temporary.hasSuffix(".tmp"))
        #expect(try folder[temporary].stat().permissions == [.ownerReadWrite])
        try file.commit()
        #expect(try folder.names == ["new"])
        #expect(try folder.contents("new") == Sample.text)
        let mask = umask(0o022)
        umask(mask)
        #expect(try folder["new"].stat().permissions.rawValue == 0o666 & ~mask)
        file.discard()
        #expect(try folder.names == ["new"])
    }

    @Test func withoutCommitNothingChanges() throws {
        try folder.write([1], to: "old")
        for name in ["old", "new"] {
            let file = try SafeFile(path: folder[name])
            try file.write(Sample.text)
            file.discard()
            #expect(throws: Never.self) { try file.commit() }
            _ = try SafeFile(path: folder[name])
        }
        #expect(try folder.names == ["old"])
        #expect(try folder.contents("old") == [1])
    }

    @Test func theReplacedFileLeavesItsAttributes() throws {
        try folder.write([1], to: "old")
        let path = folder["old"].string
        try folder.setPermissions(0o640, of: "old")
        if geteuid() == 0 { try folder.setOwner(1234, 2345, of: "old") }
        let takesAttributes = unsafe setxattr(path, "user.comment", "kept", 4, 0) == 0
        let before = try folder["old"].stat()
        try replace(folder["old"])
        let after = try folder["old"].stat()
        #expect(after.inode != before.inode)
        #expect(after.mode == before.mode)
        #expect(after.userID == before.userID && after.groupID == before.groupID)
        var value = [UInt8](repeating: 0, count: 10)
        let length = unsafe getxattr(path, "user.comment", &value, value.count)
        if takesAttributes { #expect(Array(value.prefix(max(length, 0))) == Array("kept".utf8)) }
    }

    @Test func symbolicLinksAreFollowed() throws {
        try folder.write([1], to: "old")
        for (link, target) in [("a", "old"), ("b", "a"), ("c", folder["old"].string), ("d", "new"), ("e", "d")] {
            try folder.makeSymbolicLink(link, to: target)
        }
        for (link, target) in [("b", "old"), ("c", "old"), ("e", "new")] {
            try folder.write([1], to: "old")
            try replace(folder[link])
            #expect(try folder.contents(target) == Sample.text)
        }
        #expect(try folder["b"].stat(followTargetSymlink: false).type == .symbolicLink)
        #expect(try folder.names == ["a", "b", "c", "d", "e", "new", "old"])
        try folder.makeSymbolicLink("loop", to: "loop")
        #expect(throws: OutputError(.open, .tooManySymbolicLinkLevels)) { try SafeFile(path: folder["loop"]) }
    }

    @Test func inputsAreNotReplaced() throws {
        try folder.write([1], to: "old")
        try folder.makeHardLink("hard", to: "old")
        try folder.makeSymbolicLink("soft", to: "old")
        let inputs = ["/dev/stdin", folder["absent"], folder["old"]]
        for name in ["old", "hard", "soft"] {
            #expect(throws: OutputError(.overwriteInput, .fileExists)) {
                try SafeFile(path: folder[name], inputs: inputs)
            }
        }
        #expect(try folder.names == ["hard", "old", "soft"])
        _ = try SafeFile(path: "/dev/null", inputs: ["/dev/null"])
        try replace(folder["soft"], inputs: inputs)
        #expect(try folder.contents("old") == Sample.text)
        #expect(try folder.contents("hard") == [1])
    }

    @Test func impossibleTargetsAreRefused() throws {
        try folder.write([1], to: "old")
        let expected: [(FilePath, OutputError)] = [
            (folder.path, OutputError(.open, .isDirectory)),
            (folder["none/new"], OutputError(.create, .noSuchFileOrDirectory)),
            (folder["old/new"], OutputError(.open, .notDirectory)),
            ("", OutputError(.open, .noSuchFileOrDirectory)),
            (folder[String(repeating: "n", count: 256)], OutputError(.open, .fileNameTooLong)),
        ]
        for (path, error) in expected { #expect(throws: error) { try SafeFile(path: path) } }
        #expect(OutputError(.create, .noSuchFileOrDirectory).message.hasPrefix("its folder does not exist, or"))
        #expect(try folder.names == ["old"])
    }

    @Test func longNamesHaveRoomForTheirTemporaryFile() throws {
        for name in [String(repeating: "n", count: 255), String(repeating: "ä", count: 127)] {
            try replace(folder[name])
            #expect(try folder.contents(name) == Sample.text)
        }
    }

    @Test func descriptorsAreWrittenWhereTheyStand() throws {
        let (reader, writer) = try FileDescriptor.pipe()
        let log = try FileDescriptor.open(folder["log"], .writeOnly, options: .create, permissions: .ownerReadWrite)
        try log.writeAll([1, 2])
        for descriptor in [writer, log] {
            try replace(FilePath("/dev/fd/\(descriptor.rawValue)"))
            try descriptor.close()
        }
        #expect(Expanded(FileSource(reader, closing: true)).bytes == Sample.text)
        #expect(try folder.contents("log") == [1, 2] + Sample.text)
        #expect(try folder.names == ["log"])
        #expect(throws: OutputError(.open, .badFileDescriptor)) { try SafeFile(path: "/dev/fd/9999") }
    }

    @Test func fifosAreWrittenAndStay() throws {
        let path = folder["fifo"]
        try folder.makeFIFO("fifo")
        let reading = BackgroundWork { try Expanded(FileSource(path: path)).bytes }
        try replace(path)
        #expect(try reading.value() == Sample.text)
        #expect(try path.stat().type == .fifo)
        #expect(try folder.names == ["fifo"])
    }

    @Test func whatTookTheNameMeanwhileIsNotReplaced() throws {
        let file = try SafeFile(path: folder["new"])
        try folder.makeFIFO("new")
        #expect(throws: OutputError(.rename, .fileExists)) { try file.commit() }
        file.discard()
        #expect(try folder["new"].stat().type == .fifo)
        #expect(try folder.names == ["new"])
    }

    private func replace(_ path: FilePath, inputs: [FilePath] = []) throws {
        let file = try SafeFile(path: path, inputs: inputs, replacesInput: !inputs.isEmpty)
        try file.write(Sample.text)
        file.finish()
        try file.commit()
    }
}
