import Foundation
import Testing

@testable import RDBKit

/// Each type's object, row and commands.
struct ConvertValueTests {
    private static let listpack = Bytes.string(PackedBytes.listpack(["a", 1, "b", 300]))

    @Test func list() throws {
        let value = Bytes.hex("03 0161 C007 02 FFFE")
        #expect(try Converting.field(.list, value) == "\"list\":[\"a\",\"7\",\"base64://4=\"]")
        #expect(Converting.value(.list, value, .commands) == "RPUSH k a 7 \"\\xff\\xfe\"\n")
        #expect(
            Converting.value(.list, value, .csv)
                == "db,key,type,field,value,score,expires\n0,k,list,0,a,,\n0,k,list,1,7,,\n0,k,list,2,base64://4=,,\n")
    }

    @Test func set() throws {
        let value = Bytes.string(PackedBytes.intset(2, [-1, 5]))
        #expect(try Converting.field(.setIntset, value) == "\"set\":[\"-1\",\"5\"]")
        #expect(Converting.value(.setIntset, value, .commands) == "SADD k -1 5\n")
        #expect(Converting.value(.setIntset, value, .csv).hasSuffix("\n0,k,set,,-1,,\n0,k,set,,5,,\n"))
        #expect(Converting.value(.setIntset, value).contains("\"encoding\":\"intset\""))
    }

    @Test func sortedSet() throws {
        #expect(
            try Converting.field(.zsetListpack, Self.listpack)
                == "\"zset\":[{\"member\":\"a\",\"score\":1.0},{\"member\":\"b\",\"score\":300.0}]")
        #expect(Converting.value(.zsetListpack, Self.listpack, .commands) == "ZADD k 1 a 300 b\n")
    }

    @Test func hash() throws {
        #expect(
            try Converting.field(.hashListpack, Self.listpack)
                == "\"hash\":[{\"field\":\"a\",\"value\":\"1\"},{\"field\":\"b\",\"value\":\"300\"}]")
        #expect(Converting.value(.hashListpack, Self.listpack, .commands) == "HSET k a 1 b 300\n")
        #expect(Converting.value(.hashListpack, Self.listpack, .csv).hasSuffix("\n0,k,hash,a,1,,\n0,k,hash,b,300,,\n"))
    }

    private static let expiring: [(RDBObjectType, String, [UInt8])] = [
        (.hashMetadata, "REDIS0012", Bytes.u64(9) + Bytes.hex("02 01 0166 0176 00 0167 0177")),
        (
            .hashListpackEx, "REDIS0012",
            Bytes.u64(9) + Bytes.string(PackedBytes.listpack(["f", "v", 9, "g", "w", 0]))
        ),
        (.hash2, "VALKEY080", Bytes.hex("02 0166 0176") + Bytes.i64(9) + Bytes.hex("0167 0177 FFFFFFFFFFFFFFFF")),
    ]

    @Test(arguments: expiring.indices)
    func fieldExpiries(_ index: Int) throws {
        let (type, header, value) = Self.expiring[index]
        #expect(
            try Converting.field(type, value, header: header)
                == "\"hash\":[{\"field\":\"f\",\"value\":\"v\",\"expires_ms\":9},{\"field\":\"g\",\"value\":\"w\"}]")
        #expect(
            Converting.value(type, value, .commands, header: header)
                == "HSET k f v g w\nHPEXPIREAT k 9 FIELDS 1 f\n")
        #expect(Converting.value(type, value, .csv, header: header).hasSuffix("\n0,k,hash,f,v,,9\n0,k,hash,g,w,,\n"))
        let old = Converting.result(
            RDBBytes.file(header) { $0.entry(type, "k", value) }, .commands, { $0.target = .redis70 })
        #expect(old.text == "HSET k f v g w\n")
        #expect(old.report.losses == [.fieldExpiries: 1])
    }

    /// A field and a key with an expiry: a row names what comes first.
    @Test func expiryOfKeyAndField() {
        let file = RDBBytes.file { file in
            file.expireMs(7)
            file.entry(.hashMetadata, "k", Bytes.u64(5) + Bytes.hex("02 01 0166 0176 08 0167 0177"))
        }
        #expect(Converting.result(file, .csv).text.hasSuffix("\n0,k,hash,f,v,,5\n0,k,hash,g,w,,7\n"))
        #expect(
            Converting.result(file, .commands).text
                == "HSET k f v g w\nHPEXPIREAT k 5 FIELDS 1 f\nHPEXPIREAT k 12 FIELDS 1 g\nPEXPIREAT k 7\n")
    }

    @Test func metadata() {
        let file = RDBBytes.file { file in
            file.expireMs(1_795_353_583_000)
            file.opcode(248, Bytes.length(7))
            file.entry(.string, "k", Bytes.string("v"))
            file.opcode(249, [5])
            file.entry(.list, "l", Bytes.hex("01 0161"))
        }
        let lines = Converting.result(file).lines
        #expect(
            lines == [
                "{\"db\":0,\"key\":\"k\",\"type\":\"string\",\"encoding\":\"raw\",\"expires_ms\":1795353583000,\"idle_s\":7,\"string\":\"v\"}",
                "{\"db\":0,\"key\":\"l\",\"type\":\"list\",\"encoding\":\"linkedlist\",\"freq\":5,\"list\":[\"a\"]}",
            ])
        let commands = Converting.result(file, .commands)
        #expect(commands.text == "SET k v PXAT 1795353583000\nRPUSH l a\n")
        #expect(commands.report.losses == [.idle: 1, .frequency: 1])
        let restore = Converting.result(file, .commands) { $0.usesRestore = true }
        #expect(restore.lines[0].hasSuffix(" ABSTTL IDLETIME 7"))
        #expect(restore.lines[1].hasPrefix("RESTORE l 0 ") && restore.lines[1].hasSuffix(" FREQ 5"))
        #expect(restore.report.losses.isEmpty)
    }

    @Test(arguments: [-5, 0, 1] as [Int64])
    func oldExpiries(_ time: Int64) {
        let file = RDBBytes.file { file in
            file.expireMs(time)
            file.entry(.string, "k", Bytes.string("v"))
        }
        let expected = time > 0 ? "SET k v PXAT 1\n" : "SET k v\nPEXPIREAT k \(time)\n"
        #expect(Converting.result(file, .commands).text == expected)
        #expect(Converting.result(file).text.contains("\"expires_ms\":\(time),"))
    }

    @Test func array() throws {
        let value = Bytes.hex("03 01 03 00 00 0178 02 01") + Bytes.i64(-5) + Bytes.hex("03 02") + Bytes.f64(0.5)
        let file = RDBBytes.file("REDIS0014") { $0.entry(.array, "k", value) }
        let result = Converting.result(file)
        #expect(
            result.text.hasSuffix(
                "\"array\":[{\"index\":\"0\",\"value\":\"x\"},{\"index\":\"2\",\"value\":\"-5\"},{\"index\":\"3\",\"value\":\"0.5\"}]}\n"
            ))
        let commands = Converting.result(file, .commands)
        #expect(commands.text == "" && commands.report.losses == [.arrays: 1])
        #expect(
            Converting.result(file, .csv).text.hasSuffix("0,k,array,0,x,,\n0,k,array,2,-5,,\n0,k,array,3,0.5,,\n"))
    }

    @Test func databases() {
        let file = RDBBytes.file { file in
            file.selectDB(0)
            file.entry(.string, "a", Bytes.string("1"))
            file.selectDB(12345)
            file.entry(.string, "b", Bytes.string("2"))
        }
        #expect(Converting.result(file).lines.map { $0.prefix(10) } == ["{\"db\":0,\"k", "{\"db\":1234"])
        #expect(Converting.result(file, .commands).text == "SELECT 0\nSET a 1\nSELECT 12345\nSET b 2\n")
    }

    @Test func replacing() {
        let file = RDBBytes.file { file in
            file.opcode(245, Bytes.string("#!lua name=x\n"))
            file.entry(.string, "a", Bytes.string("1"))
            file.entry(.list, "l", Bytes.hex("01 0161"))
        }
        #expect(
            Converting.result(file, .commands, { $0.replaces = true }).text
                == "FUNCTION LOAD REPLACE \"#!lua name=x\\n\"\nSET a 1\nDEL l\nRPUSH l a\n")
        let old = Converting.result(file, .commands) { $0.target = .redis62 }
        #expect(old.text == "SET a 1\nRPUSH l a\n" && old.report.losses == [.functions: 1])
    }

    /// Other inputs start in their own first database, and say nothing of their headers unless asked to.
    @Test(arguments: RDBConvertFormat.allCases)
    func severalInputs(_ format: RDBConvertFormat) {
        let first = RDBBytes.file { file in
            file.selectDB(3)
            file.entry(.string, "a", Bytes.string("1"))
        }
        let second = RDBBytes.file { $0.entry(.string, "b", Bytes.string("2")) }
        var options = RDBConvertOptions()
        options.format = format
        let sink = MemorySink()
        let converter = RDBConverter(options, to: sink)
        for file in [first, second] { _ = converter.convert(RDBInput(MemorySource(file))) }
        do throws(OutputError) { try converter.finish() } catch { Issue.record("\(error)") }
        let a = "{\"db\":3,\"key\":\"a\",\"type\":\"string\",\"encoding\":\"raw\",\"string\":\"1\"}"
        let b = "{\"db\":0,\"key\":\"b\",\"type\":\"string\",\"encoding\":\"raw\",\"string\":\"2\"}"
        let expected =
            switch format {
            case .ndjson: "\(a)\n\(b)\n"
            case .json: "[\n\(a),\n\(b)\n]\n"
            case .csv: "db,key,type,field,value,score,expires\n3,a,string,,1,,\n0,b,string,,2,,\n"
            case .keys: "a\nb\n"
            case .commands: "SELECT 3\nSET a 1\nSELECT 0\nSET b 2\n"
            case .resp:
                [["SELECT", "3"], ["SET", "a", "1"], ["SELECT", "0"], ["SET", "b", "2"]]
                    .map { "*\($0.count)\r\n" + $0.map { "$\($0.count)\r\n\($0)\r\n" }.joined() }.joined()
            }
        #expect(String(decoding: sink.bytes, as: UTF8.self) == expected)
    }

    @Test func emptyArray() {
        #expect(Converting.result(RDBBytes.file { _ in }, .json).text == "[]\n")
        #expect(Converting.result(RDBBytes.file { _ in }, .csv).text == "db,key,type,field,value,score,expires\n")
    }

    @Test func meta() {
        let file = RDBBytes.file { file in
            file.aux("redis-ver", "8.2.3")
            file.opcode(247, Bytes.hex("81 0001020304050607 02 01 05 0161 00"))
            file.opcode(245, Bytes.string("#!lua name=x\n"))
            file.entry(.string, "k", Bytes.string("v"))
            file.opcode(247, Bytes.hex("81 0001020304050607 02 02 00"))
        }
        let expected = [
            "{\"type\":\"header\",\"header\":{\"magic\":\"REDIS\",\"version\":12}}",
            "{\"type\":\"aux\",\"aux\":{\"field\":\"redis-ver\",\"value\":\"8.2.3\"}}",
            "{\"type\":\"module_aux\",\"module_aux\":{\"name\":\"AAECAwQFB\",\"encver\":519,\"when\":1,\"parts\":[{\"kind\":\"string\",\"value\":\"a\"}]}}",
            "{\"type\":\"function\",\"function\":{\"code\":\"#!lua name=x\\n\"}}",
        ]
        let last =
            "{\"type\":\"module_aux\",\"module_aux\":{\"name\":\"AAECAwQFB\",\"encver\":519,\"when\":2,\"parts\":[]}}"
        let key = "{\"db\":0,\"key\":\"k\",\"type\":\"string\",\"encoding\":\"raw\",\"string\":\"v\"}"
        #expect(Converting.result(file) { $0.includesMeta = true }.lines == expected + [key, last])
        #expect(
            Converting.result(file, .json) { $0.includesMeta = true }.text
                == "[\n" + (expected + [last, key]).joined(separator: ",\n") + "\n]\n")
        let once = Converting.result(file, .json, reopens: false) { $0.includesMeta = true }
        #expect(once.codes == [.notRepeatable] && once.report.isUnreadable && once.text == "[]\n")
    }

    /// What stands in front of the damage is in the array too, whichever pass meets it.
    @Test func metaOfDamagedFile() throws {
        let file = RDBBytes.file { file in
            file.aux("redis-ver", "8.2.3")
            file.entry(.string, "k", Bytes.string("v"))
            file.entry(.string, "l", Bytes.string("v"))
        }
        let result = Converting.result(Array(file.dropLast(11)), .json) { $0.includesMeta = true }
        #expect(result.codes == [.truncated])
        let objects = try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [[String: Any]])
        #expect(objects.compactMap { $0["key"] as? String } == ["k"])
        #expect(objects.compactMap { $0["type"] as? String } == ["header", "aux", "string"])
    }

    /// A library that does not expand is damage, not an object without a value.
    @Test func damagedFunction() throws {
        let file = RDBBytes.file { file in
            file.entry(.string, "a", Bytes.string("v"))
            file.opcode(245, Bytes.lzf([0xFF, 0xFF, 0xFF], length: 30))
            file.entry(.string, "b", Bytes.string("v"))
        }
        for threads in [1, 2] {
            let result = Converting.result(file, threads: threads) { $0.includesMeta = true }
            #expect(result.codes == [.lzfCorrupt] && result.report.isDamaged)
            #expect(result.lines.count == 2)
            let rest = Converting.result(file, threads: threads) {
                $0.includesMeta = true
                $0.continuesBehindDamage = true
            }
            #expect(rest.codes == [.lzfCorrupt] && rest.lines.count == 3 && rest.report.keys == 2)
        }
    }

    @Test func extras() {
        let file = RDBBytes.file { file in
            file.expireMs(9)
            file.entry(.string, "k", Bytes.string("v"))
        }
        let result = Converting.result(file) { $0.extras = [.file, .offset, .bytes] }
        #expect(
            result.text
                == "{\"file\":\"file.rdb\",\"offset\":9,\"db\":0,\"key\":\"k\",\"type\":\"string\",\"encoding\":\"raw\",\"expires_ms\":9,\"string\":\"v\",\"bytes\":2}\n"
        )
    }

    @Test func limit() {
        let file = RDBBytes.file { file in
            for index in 0..<10 { file.entry(.string, "\(index)", Bytes.string("v")) }
        }
        for limit in [0, 1, 9, 10, 11] as [UInt64] {
            let result = Converting.result(file, .keys, threads: 3) { $0.limit = limit }
            #expect(result.lines == (0..<Int(min(10, limit))).map(String.init))
            #expect(result.report.keys == min(10, limit) && result.codes == [])
        }
    }
}
