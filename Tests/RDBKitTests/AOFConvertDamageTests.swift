import Testing

@testable import RDBKit

@Suite("Converting damaged and large logs")
struct AOFConvertDamageTests {
    private typealias Log = AOFConverting

    @Test("behind damage it goes on, and says no database", arguments: [1, 4])
    func hole(_ threads: Int) throws {
        let bytes =
            Log.log("SELECT 3", "SET a 1") + Array("*2\r\n$3\r\nGXT\r\n!1\r\nx\r\n".utf8)
            + Log.log("SET b 1", "SELECT 4", "SET c 1")
        let result = try Log.convert(bytes) { $0.threads = threads }
        #expect(result.codes == ["aof-format@63"])
        #expect(result.lines.map { $0.contains(#""db":"#) } == [true, true, false, false, true])
        let text = try Log.convert(bytes) {
            $0.format = .commands
            $0.threads = threads
        }
        #expect(text.lines == ["SELECT 3", "SET a 1", "SELECT 4", "SET c 1"])
        #expect(text.report.misplacedCommands == 1)
    }

    @Test("a transaction that damage ends is discarded, and the rest of it left out")
    func holeInTransaction() throws {
        let bytes =
            Log.log("MULTI", "SET a 1") + Array("*2\r\n$3\r\nGXT\r\n!1\r\nx\r\n".utf8)
            + Log.log("SELECT 0", "SET b 1", "EXEC", "SET c 1")
        let result = try Log.convert(bytes) { $0.format = .commands }
        #expect(result.lines == ["MULTI", "SET a 1", "DISCARD", "SELECT 0", "SET b 1", "SET c 1"])
    }

    @Test("cut anywhere, whole commands are delivered and the rest is named", arguments: [1, 3])
    func truncation(_ threads: Int) throws {
        let whole = Log.log("SELECT 1", "#TS:1", "SET key value", "DEL key")
        let ends = [0, 23, 30, 63, 85]
        for count in 0...whole.count {
            let result = try Log.convert(Array(whole[..<count]), step: 7) { $0.threads = threads }
            let commands = [23, 63, 85].count { $0 <= count }
            #expect(result.report.commands == commands && result.lines.count == commands, "\(count)")
            // A line that begins with a number sign may lack its end.
            #expect(result.codes.isEmpty == (ends.contains(count) || (24..<30).contains(count)), "\(count)")
        }
    }

    @Test("any changed byte ends in a report, the same for any number of threads")
    func flips() throws {
        let whole = Log.log("SELECT 1", "#TS:1", "SET key value", "MULTI", "DEL key", "EXEC")
        for place in whole.indices {
            for bit in 0..<8 {
                var bytes = whole
                bytes[place] ^= 1 << bit
                let one = try Log.convert(bytes)
                let many = try Log.convert(bytes, step: 5) { $0.threads = 3 }
                #expect(one.text == many.text && one.codes == many.codes, "\(place) \(bit)")
            }
        }
    }

    /// Commands of all sizes around the limits of batches and windows, and some that are written in an odd way.
    private static let mixed: [UInt8] = {
        var random = TestRandom(7)
        var bytes: [UInt8] = []
        for index in 0..<1000 {
            let size = index % 499 == 0 ? 700_000 : Int(random.next() % 300)
            let value = String(repeating: index % 3 == 0 ? "é\"" : "v", count: size / 2)
            bytes += AOFCommandWriter.bytes(["SET", "key:\(index)", value])
            if index % 100 == 0 { bytes += AOFCommandWriter.bytes(["SELECT", "\(index / 100 % 16)"]) }
            if index % 250 == 0 { bytes += Array("#TS:\(1_700_000_000 + index)\r\n".utf8) }
            if index % 500 == 0 { bytes += Array("*+2\r\n$3\r\nDEL\r\n$04\r\nodd!\r\n".utf8) }
        }
        return bytes + AOFCommandWriter.bytes(["APPEND", "large", String(repeating: "x", count: 5 << 20)])
            + AOFCommandWriter.bytes(["DEL", "last"])
    }()

    @Test("the output is the same for any number of threads", arguments: AOFConvertFormat.allCases)
    func threads(_ format: AOFConvertFormat) throws {
        let one = try Log.convert(Self.mixed) { $0.format = format }
        #expect(one.codes.isEmpty && one.report.commands == 1000 + 10 + 2 + 2)
        for threads in [2, 5] {
            let many = try Log.convert(Self.mixed, step: 100_003) {
                $0.format = format
                $0.threads = threads
            }
            #expect(one.text == many.text && one.report.commands == many.report.commands, "\(threads) threads")
        }
    }

    @Test("a command too large for memory is written in pieces", arguments: [1, 2])
    func pieces(_ threads: Int) throws {
        let value = String(repeating: "0123456789", count: 500_000)
        let bytes = Log.log("SELECT 1") + AOFCommandWriter.bytes(["SET", "k", value]) + Log.log("GET k")
        func convert(_ format: AOFConvertFormat, reopens: Bool = true) throws -> Log.Result {
            try Log.convert(bytes, step: 1 << 20, reopens: reopens) {
                $0.format = format
                $0.threads = threads
                $0.wholeLimit = 1 << 20
                $0.filter.globs = [GlobPattern("k")]
            }
        }
        #expect(
            try convert(.lines).lines == [
                "a.aof:23  -  db1  -  \"SET\" \"k\" \"" + value.prefix(64) + "\"...(5000000 bytes)",
                "a.aof:\(bytes.count - 20)  -  db1  -  GET k",
            ])
        let object = #"{"file":"a.aof","offset":23,"db":1,"command":"set","args":["k",""# + value + #""]}"#
        #expect(try convert(.ndjson, reopens: false).lines.first == object)
        #expect(Array(try convert(.resp).text.utf8) == bytes)
        #expect(try convert(.commands).lines[1] == " \"SET\" \"k\" \"\(value)\"")
    }

    @Test("a key that is not at hand is counted as undecided")
    func undecided() throws {
        let words = ["DEL"] + (0..<60000).map { "some key \($0)" }
        let bytes = AOFCommandWriter.bytes(words) + Log.log("SET a 1")
        let result = try Log.convert(bytes) {
            $0.wholeLimit = 1 << 16
            $0.filter.globs = [GlobPattern("a")]
        }
        #expect(result.report.undecided == 1 && result.lines.count == 1)
    }
}
