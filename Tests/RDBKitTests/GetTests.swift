import Testing

@testable import RDBKit

/// Finding keys by name.
@Suite("Getting keys")
struct GetTests {
    private static let now: Int64 = 1_700_000_000_000

    private struct Answer: Equatable {
        var text: String
        var missing: [String]
        var codes: [RDBError.Code]
        var keys: UInt64
    }

    private static func get(
        _ bytes: [UInt8], _ names: [String], database: UInt64? = nil, _ format: RDBGetFormat = .json, step: Int = .max,
        threads: Int = 1
    ) -> Answer {
        var options = RDBGetOptions(nowMs: now)
        options.format = format
        options.threads = threads
        options.filter.names = KeyNames(names.map { Array($0.utf8) })
        if let database { options.filter.databases = [database...database] }
        let sink = MemorySink()
        let input = RDBInput(MemorySource(bytes, step: step)) { () throws(RDBError) -> any ByteSource in
            MemorySource(bytes, step: step)
        }
        let report = RDBGetter(options, to: sink).get(input)
        return Answer(
            text: String(decoding: sink.bytes, as: UTF8.self),
            missing: report.missing.map { String(decoding: $0, as: UTF8.self) },
            codes: report.contents.findings.map(\.error.code), keys: report.contents.keys)
    }

    private static func file(damagedEnd: Bool = false) -> [UInt8] {
        let bytes = RDBBytes.file("REDIS0011") {
            for number in 0..<2000 { $0.entry(.string, "key:\(number)", Bytes.string("value \(number)")) }
        }
        return damagedEnd ? Array(bytes.dropLast(12)) : bytes
    }

    @Test("keys come in the order of the file, absent ones are named")
    func order() {
        let answer = Self.get(Self.file(), ["key:1999", "nobody", "key:7", "key:7"])
        #expect(answer.text.split(separator: "\n").map { $0.contains("\"key:7\"") } == [true, false])
        #expect(answer.missing == ["nobody"])
        #expect(answer.keys == 2)
    }

    @Test("where one database is searched, reading ends with the last key")
    func endsEarly() {
        let file = Self.file(damagedEnd: true)
        #expect(Self.get(file, ["key:7"], database: 0).codes == [])
        #expect(Self.get(file, ["key:7"]).codes == [.truncated])
        #expect(Self.get(file, ["key:7", "nobody"], database: 0).codes == [.truncated])
        #expect(Self.get(file, ["key:7"], database: 1).missing == ["key:7"])
    }

    @Test("the answer is the same for all ways to read", arguments: RDBGetFormat.allCases)
    func invariance(_ format: RDBGetFormat) throws {
        for name in ["mixed_types_redis-7.4.rdb", "keys_many_redis-7.4.rdb", "string_len32_valkey-9.1.rdb"] {
            let bytes = try Fixtures.bytes(name)
            let keys = try Self.keys(bytes)
            let isSingle = format == .raw || format == .payload
            for names in isSingle ? keys.prefix(5).map({ [$0] }) : [keys, [keys[keys.count / 2]]] {
                let whole = Self.get(bytes, names, format)
                #expect(whole.missing == [])
                for (step, threads) in [(1000, 1), (7, 1), (.max, 2), (501, 3)] {
                    #expect(Self.get(bytes, names, format, step: step, threads: threads) == whole, "\(name)")
                }
            }
        }
    }

    private static func keys(_ bytes: [UInt8]) throws -> [String] {
        var keys: [String] = []
        var reader = try RDBReader(MemorySource(bytes))
        while let record = try reader.next() {
            if record == .entry { keys.append(String(decoding: reader.keyBytes, as: UTF8.self)) }
        }
        return keys
    }

    @Test("names are told apart byte by byte")
    func names() {
        let long = [UInt8](repeating: 0x61, count: 5000)
        let names = KeyNames([[], [0], [0, 0], long, Array("7".utf8), Array("07".utf8), [0]])
        #expect(names.names.count == 6)
        #expect(names.index(of: [UInt8]().span) == 0)
        #expect(names.index(of: [UInt8]([0, 0]).span) == 2)
        #expect(names.index(of: long.span) == 3)
        #expect(names.index(of: (long + [0x61]).span) == nil)
        #expect(names.index(of: Array("07".utf8).span) == 5)
        #expect(names.index(of: Array("8".utf8).span) == nil)
    }
}
