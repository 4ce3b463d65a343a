import Testing

@testable import RDBKit

/// What is made of bytes of a log.
enum AOFConverting {
    struct Result {
        var text: String
        var report: AOFConvertReport

        var lines: [String] { text.split(separator: "\n").map(String.init) }
        var codes: [String] { report.findings.map { "\($0.finding.error.code.rawValue)@\($0.finding.error.offset)" } }
    }

    static func convert(
        _ bytes: [UInt8], step: Int = .max, reopens: Bool = true, _ change: (inout AOFConvertOptions) -> Void = { _ in }
    ) throws -> Result {
        var options = AOFConvertOptions()
        change(&options)
        let sink = MemorySink()
        let converter = AOFConverter(options, to: sink)
        let report = converter.convert(AOFInput(bytes, step: step, reopens: reopens), name: "a.aof")
        try converter.finish()
        return Result(text: String(decoding: sink.bytes, as: UTF8.self), report: report)
    }

    static func log(_ commands: String...) -> [UInt8] {
        commands.flatMap { command in
            command.hasPrefix("#")
                ? Array((command + "\r\n").utf8)
                : AOFCommandWriter.bytes(command.split(separator: " ").map(String.init))
        }
    }
}

@Suite("Converting logs")
struct AOFConvertTests {
    private typealias Log = AOFConverting

    @Test("a command is one object with all that is known of it")
    func objects() throws {
        let bytes = Log.log("#TS:1700000000", "SELECT 2", "MULTI", "set k v", "EXEC", "foo.bar x")
        let result = try Log.convert(bytes)
        #expect(
            result.lines == [
                #"{"file":"a.aof","offset":16,"time_ms":1700000000000,"db":0,"command":"select","args":["2"]}"#,
                #"{"file":"a.aof","offset":39,"time_ms":1700000000000,"db":2,"transaction":39,"command":"multi","args":[]}"#,
                #"{"file":"a.aof","offset":54,"time_ms":1700000000000,"db":2,"transaction":39,"command":"set","args":["k","v"]}"#,
                #"{"file":"a.aof","offset":81,"time_ms":1700000000000,"db":2,"transaction":39,"command":"exec","args":[]}"#,
                #"{"file":"a.aof","offset":95,"time_ms":1700000000000,"db":2,"command":"foo.bar","args":["x"]}"#,
            ])
        #expect(result.report.commands == 5 && result.codes.isEmpty)
    }

    @Test("an array, and an empty one")
    func array() throws {
        let one = try Log.convert(Log.log("PING")) { $0.format = .json }
        #expect(one.text == "[\n{\"file\":\"a.aof\",\"offset\":0,\"db\":0,\"command\":\"ping\",\"args\":[]}\n]\n")
        #expect(try Log.convert([]) { $0.format = .json }.text == "[]\n")
    }

    @Test("resp gives the log back without its annotations, commands a text")
    func copies() throws {
        let bytes = Log.log("SELECT 2", "set k v", "SELECT 0", "del k")
        #expect(Array(try Log.convert(Log.log("#TS:1") + bytes) { $0.format = .resp }.text.utf8) == bytes)
        #expect(try Log.convert(bytes) { $0.format = .commands }.lines == ["SELECT 2", "set k v", "SELECT 0", "del k"])
    }

    @Test("lines say where and when, and shorten words")
    func lines() throws {
        let bytes = Log.log("#TS:1767225600", "MULTI", "set key-of-ten abcdefghij")
        let result = try Log.convert(bytes) {
            $0.format = .lines
            $0.longestArgument = 4
        }
        #expect(
            result.lines == [
                "a.aof:16  2026-01-01T00:00:00Z  db0  multi:16  MULTI",
                "a.aof:31  2026-01-01T00:00:00Z  db0  multi:16  set \"key-\"...(10 bytes) \"abcd\"...(10 bytes)",
            ])
        #expect(result.codes == ["multi-open@16"])
    }

    @Test(
        "filters by name, key and database",
        arguments: [
            (["DEL"], [], [], ["DEL a"]), (["set", "foo.x"], [], [], ["SET a 1", "SET b 2", "foo.x a"]),
            ([], ["a"], [], ["SET a 1", "ZUNIONSTORE z 2 q a", "foo.x a", "DEL a"]),
            ([], ["z"], [], ["ZUNIONSTORE z 2 q a"]),
            ([], [], [1], ["DEL a"]), (["set"], ["b"], [0], ["SET b 2"]),
        ] as [([String], [String], [UInt64], [String])])
    func filters(_ names: [String], _ keys: [String], _ databases: [UInt64], _ expected: [String]) throws {
        let bytes = Log.log("SET a 1", "SET b 2", "ZUNIONSTORE z 2 q a", "foo.x a", "SELECT 1", "DEL a")
        let result = try Log.convert(bytes) {
            $0.format = .lines
            $0.commands = names
            $0.filter.globs = keys.map(GlobPattern.init)
            $0.filter.databases = databases.map { $0...$0 }
        }
        #expect(result.lines.map { $0.split(separator: " ").dropFirst(4).joined(separator: " ") } == expected)
    }

    @Test("a filtered log still selects its databases and keeps its transactions")
    func filteredLog() throws {
        let bytes = Log.log("SELECT 1", "MULTI", "SET a 1", "SET b 1", "EXEC", "SET a 2")
        let result = try Log.convert(bytes) {
            $0.format = .commands
            $0.filter.globs = [GlobPattern("a")]
        }
        #expect(result.lines == ["SELECT 1", "MULTI", "SET a 1", "EXEC", "SET a 2"])
    }

    @Test(
        "ranges begin and end where they should",
        arguments: [
            (.seconds(20), nil, ["SELECT 1", "set c 1", "set d 1"]), (.seconds(21), nil, ["SELECT 1", "set d 1"]),
            (nil, .seconds(10), ["set a 1", "SELECT 1", "set b 1"]), (nil, .seconds(9), ["set a 1"]),
            (.commands(2), .commands(4), ["SELECT 1", "set b 1", "set c 1"]),
            (nil, .offset(27, file: nil), ["set a 1"]),
            (nil, .offset(26, file: nil), []), (.offset(200, file: nil), nil, []),
        ] as [(AOFPlace?, AOFPlace?, [String])])
    func ranges(_ since: AOFPlace?, _ until: AOFPlace?, _ expected: [String]) throws {
        let bytes = Log.log(
            "set a 1", "#TS:10", "SELECT 1", "set b 1", "#TS:20", "set c 1", "#TS:30", "set d 1")
        for threads in [1, 3] {
            let result = try Log.convert(bytes) {
                $0.format = .commands
                $0.since = since
                $0.until = until
                $0.threads = threads
            }
            #expect(result.lines == expected, "\(threads) threads")
        }
    }

    @Test("a range that ends in a transaction does not apply it, and none begins in one")
    func rangesOfTransactions() throws {
        let bytes = Log.log("MULTI", "set a 1", "set b 1", "EXEC", "set c 1")
        let end = try Log.convert(bytes) {
            $0.format = .commands
            $0.until = .commands(2)
        }
        #expect(end.lines == ["MULTI", "set a 1", "DISCARD"])
        let start = try Log.convert(bytes) {
            $0.format = .commands
            $0.since = .commands(1)
        }
        #expect(start.lines == ["SELECT 0", "set c 1"])
        let limited = try Log.convert(bytes) {
            $0.format = .commands
            $0.limit = 4
        }
        #expect(limited.lines == ["MULTI", "set a 1", "set b 1", "EXEC"])
    }
}
