import Glibc
import SystemPackage
import Testing

@testable import RDBKit

@Suite("Files of a process that is killed")
struct SafeFileSignalTests {
    @Test(arguments: [SIGHUP, SIGINT, SIGTERM, SIGPIPE])
    func signalsLeaveNoTemporaryFile(_ signal: Int32) async throws {
        for _ in 0..<5 {
            let folder = try ScratchFolder()
            await Self.replaceUntilKilled(by: signal, in: folder.path.string)
            #expect(try folder.names == ["target"])
            #expect(Version.isComplete(try folder.contents("target")))
        }
    }

    @Test func killLeavesOneTemporaryFileAtMost() async throws {
        for _ in 0..<20 {
            let folder = try ScratchFolder()
            await Self.replaceUntilKilled(by: SIGKILL, in: folder.path.string)
            #expect(Version.isComplete(try folder.contents("target")))
            let others = try folder.names.filter { $0 != "target" }
            #expect(others.count <= 1)
            #expect(others.allSatisfy { $0.hasPrefix(".target.rdbkit-") && $0.hasSuffix(".tmp") })
        }
    }

    @Test func exitLeavesNoTemporaryFile() async throws {
        let folder = try ScratchFolder()
        await #expect(processExitsWith: .exitCode(3)) { [path = folder.path.string as String] in
            TemporaryFiles.removeWhenProcessEnds()
            let file = try SafeFile(path: FilePath(path).appending("target"))
            try file.write(Sample.text)
            exit(3)
        }
        #expect(try folder.names == [])
    }

    @Test func ignoredSignalsStayIgnored() async throws {
        await #expect(processExitsWith: .success) {
            _ = signal(SIGHUP, SIG_IGN)
            TemporaryFiles.removeWhenProcessEnds()
            raise(SIGHUP)
        }
    }

    /// Replaces a file again and again in another process, which is killed at a random moment.
    private static func replaceUntilKilled(by signal: Int32, in folder: String) async {
        await #expect(processExitsWith: .signal(signal)) { [signal = signal as Int32, folder = folder as String] in
            TemporaryFiles.removeWhenProcessEnds()
            let target = FilePath(folder).appending("target")
            try Version(number: 0).replace(target)
            Killer.start(signal, within: 20_000)
            for number in 1... { try Version(number: number).replace(target) }
        }
    }
}

/// Contents that show whether they are complete: one byte, over and over, as many as its value says.
private struct Version {
    let number: Int

    private static func length(_ byte: UInt8) -> Int { 1000 + Int(byte) * 1000 }

    func replace(_ target: FilePath) throws {
        let byte = UInt8(truncatingIfNeeded: number)
        let file = try SafeFile(path: target)
        for _ in 0..<10 { try file.write([UInt8](repeating: byte, count: Self.length(byte) / 10)) }
        try file.commit()
    }

    static func isComplete(_ bytes: [UInt8]) -> Bool {
        guard let byte = bytes.first else { return false }
        return bytes.allSatisfy { $0 == byte } && bytes.count == length(byte)
    }
}

private enum Killer {
    /// Sends `signal` to this process from a thread of its own, at a random moment.
    static func start(_ signal: Int32, within microseconds: UInt32) {
        let moment = UInt32.random(in: 0..<microseconds)
        _ = BackgroundWork {
            usleep(moment)
            kill(getpid(), signal)
        }
    }
}
