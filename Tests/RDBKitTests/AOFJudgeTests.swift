import SystemPackage
import Testing

@testable import RDBKit

/// What real servers did with these commands between two others.
@Suite("AOF verdicts")
struct AOFJudgeTests {
    private static let all: [ServerTarget] = [.redis62, .redis70, .redis74, .redis82, .valkey91]

    private func verdict(_ log: [UInt8], _ server: ServerTarget) throws -> AOFVerdict {
        let folder = try TestFolder()
        try folder.write("a.aof", log)
        var options = AOFCheckOptions()
        options.server = server
        let set = try AOFSet(path: folder.path.appending("a.aof"))
        return AOFJudge(AOFChecker(options).check(set), server: server).verdict
    }

    @Test(
        "commands that no server writes to a log, and who loads them",
        arguments: [
            ("RESET", [.redis70, .redis74, .redis82, .valkey91]),
            ("UNSUBSCRIBE", [.redis70, .redis74, .redis82, .valkey91]),
            ("SYNC", [.redis70, .redis74, .redis82, .valkey91]),
            ("PSYNC ? -1", []),
            ("XGROUP CREATE q q", [.redis62, .redis70, .redis74, .redis82]),
            ("XGROUP DESTROY q", [.redis62, .redis70, .redis74, .redis82]),
            ("OBJECT ENCODING", [.redis62, .redis70, .redis74, .redis82]),
            ("MONITOR", all),
            ("SET", []),
            ("PERSIST", []),
        ] as [(String, [ServerTarget])])
    func oddCommands(_ line: String, _ loads: [ServerTarget]) throws {
        let log = Log.commands("SELECT 0", "SET a 1", line, "SET b 2")
        for server in Self.all {
            #expect(try verdict(log, server).loads == loads.contains(server), "\(server)")
        }
    }

    @Test("MULTI with a word too much opens a transaction all the same")
    func multi() throws {
        let open = Log.commands("SELECT 0", "SET a 1", "MULTI a", "SET b 2")
        for server in Self.all where server != .valkey91 {
            #expect(try verdict(open, server).changesFiles == ["a.aof"])
            #expect(try verdict(open + Log.commands("EXEC a"), server).changesFiles.isEmpty)
        }
        #expect(try !verdict(open, .valkey91).loads)
    }

    @Test("ends of lines that no server writes, but all read")
    func lineEnds() throws {
        let log = Log.commands("SELECT 0", "SET a 1")
        for odd in ["*3\n$3a\r\nSET\r\n$ 1\r\nb\r\n$1\u{c}\n2\r\u{b}", "*1\r\n$4\r\nPINGxx"] {
            for server in Self.all {
                let verdict = try verdict(log + Array(odd.utf8) + log, server)
                #expect(verdict.loads && verdict.changesFiles.isEmpty, "\(server) \(odd)")
            }
        }
    }
}
