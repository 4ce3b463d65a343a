import SystemPackage
import Testing

@testable import RDBKit

/// What is done about transactions that never ended, and what was written behind them.
@Suite("AOF open transactions")
struct AOFOpenMultiTests {
    private static let torn = Array("*3\r\n$3\r\nSE".utf8)

    /// What a mend leaves of a log; nil where it needs consent.
    private func mended(
        _ bytes: [UInt8], _ options: AOFMendOptions = AOFMendOptions(), remedy: String = "--keep-open-multi"
    ) throws -> [UInt8]? {
        let folder = try TestFolder()
        try folder.write("a.aof", bytes)
        let plan = AOFMendPlanner(AOFChecker().check(try AOFSet(path: folder.path.appending("a.aof"))), options).plan()
        guard plan.isPossible else {
            #expect(plan.obstacles.allSatisfy { $0.remedy == remedy })
            return nil
        }
        _ = try AOFMender(plan, stamp: "s").mend(spare: nil)
        return folder.files["a.aof"]
    }

    private var keeping: AOFMendOptions {
        var options = AOFMendOptions()
        options.keepsOpenMulti = true
        return options
    }

    @Test(
        "where a restarted server wrote on is not guessed",
        arguments: [
            // It began with another database than the transaction's.
            ["SELECT 0", "SET a 1", "MULTI", "SELECT 3", "SET i 1", "SELECT 0", "SET z 1", "SELECT 3", "SET z 2"],
            // It was started twice.
            ["SELECT 0", "SET a 1", "MULTI", "SET i 1", "SELECT 1", "SET z 1", "SELECT 1", "SET z 2"],
            // The log was torn right behind the MULTI.
            ["SELECT 0", "SET a 1", "MULTI", "SELECT 1", "SET z 1"],
        ])
    func unclear(_ lines: [String]) throws {
        let bytes = lines.flatMap { Log.commands($0) }
        let kept = lines.filter { $0 != "MULTI" }.flatMap { Log.commands($0) }
        #expect(try mended(bytes) == nil)
        #expect(try mended(bytes, keeping) == kept)
    }

    @Test("several of them go, what was written behind each stays")
    func several() throws {
        let first = ["SELECT 0", "SET a 1", "MULTI", "SET i 1", "SELECT 0", "SET z 1"]
        let lines = first + ["MULTI", "SET i 2", "SELECT 0", "SET z 2"]
        let kept = ["SELECT 0", "SET a 1", "SELECT 0", "SET z 1", "SELECT 0", "SET z 2"]
        #expect(try mended(lines.flatMap { Log.commands($0) }) == kept.flatMap { Log.commands($0) })
        let all = lines.filter { $0 != "MULTI" }.flatMap { Log.commands($0) }
        #expect(try mended(lines.flatMap { Log.commands($0) }, keeping) == all)
    }

    @Test("a restarted server may begin with a MULTI")
    func multi() throws {
        let bytes = Log.commands("SELECT 0", "SET a 1", "MULTI", "SET i 1", "MULTI", "SELECT 0", "SET i 2")
        #expect(try mended(bytes + Self.torn) == Log.commands("SELECT 0", "SET a 1"))
    }

    @Test("what a transaction did can be kept although the log is torn besides")
    func torn() throws {
        let bytes = Log.commands("SELECT 0", "MULTI", "SET i 1", "SELECT 1", "SET z 1")
        #expect(try mended(bytes + Self.torn) == nil)
        #expect(
            try mended(bytes + Self.torn, keeping) == Log.commands("SELECT 0", "SET i 1", "SELECT 1", "SET z 1"))
    }

    @Test("a SELECT right behind its MULTI belongs to it where the log is torn")
    func ownSelect() throws {
        let bytes = Log.commands("SELECT 0", "SET a 1", "MULTI", "SELECT 1", "SET i 1")
        #expect(try mended(bytes + Self.torn) == Log.commands("SELECT 0", "SET a 1"))
    }

    @Test("a gap behind a restart takes nothing with it that was acknowledged")
    func gap() throws {
        let bytes = Log.commands("SELECT 0", "SET a 1", "MULTI", "SET i 1", "SELECT 0", "SET z 1")
        let rest = Log.commands("SELECT 0", "SET b 1", "SET c 1")
        var options = AOFMendOptions()
        options.splices = true
        #expect(
            try mended(bytes + Array("damage".utf8) + rest, options)
                == Log.commands("SELECT 0", "SET a 1", "SELECT 0", "SET z 1") + rest)
    }
}
