import Foundation
import RDBKit
import SystemPackage
import Testing
import ToolSupport

@Suite("Output named on the command line")
struct OutputFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func name(_ file: String) -> String { folder.appending(path: file).path }

    @Test(arguments: [("out.rdb", CompressionFormat.none), ("out.gz", .gzip), ("out.zst", .zstd)])
    func theNameSaysHowItIsCompressed(_ file: String, _ format: CompressionFormat) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let bytes = [UInt8](repeating: 7, count: 100_000)
        let output = try OutputFile(name(file), inputs: ["-"], threads: 2)
        try output.sink.write(bytes)
        #expect(!FileManager.default.fileExists(atPath: name(file)))
        try output.commit()
        let opened = try CompressionFormat.open(try FileSource(path: FilePath(name(file))))
        #expect(opened.format == format)
        #expect(try contents(opened.source) == bytes)
        #expect(!output.isTerminal)
    }

    private func contents(_ source: any ByteSource) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
        defer { unsafe room.deallocate() }
        while true {
            let count = try unsafe source.read(into: room)
            if count == 0 { return bytes }
            unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
    }

    @Test func whatCannotBeWrittenIsSaidInASentence() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data([1]).write(to: URL(filePath: name("in.rdb")))
        let expected = [
            ("none/out.json", "its folder does not exist, or takes no new files"),
            ("out/", "cannot open it for writing: Is a directory"),
            ("in.rdb", "it is an input too, and would be overwritten"),
        ]
        for (file, sentence) in expected {
            let target = name("") + "/" + file
            let error = try #require(
                throws: OutputError.self, performing: { try OutputFile(target, inputs: [name("in.rdb")], threads: 1) })
            #expect(OutputFile.line(error, tool: "rdbtool", name: target) == "rdbtool: \(target): \(sentence)")
        }
        let nameless = OutputError(.open, .noSuchFileOrDirectory)
        #expect(OutputFile.line(nameless, tool: "rdbtool", name: "").hasPrefix("rdbtool: '': cannot open it"))
        let broken = OutputError(.write, .brokenPipe)
        #expect(
            OutputFile.line(broken, tool: "rdbtool", name: nil)
                == "rdbtool: standard output: cannot write: Broken pipe")
        #expect(try Data(contentsOf: URL(filePath: name("in.rdb"))) == Data([1]))
    }
}
