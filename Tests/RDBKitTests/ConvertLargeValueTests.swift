import Foundation
import Testing

@testable import RDBKit

/// Values larger than every buffer, and elements larger than what is handed over in one piece.
///
/// Unoptimised code takes minutes for these sizes: debug builds only run the smallest.
struct ConvertLargeValueTests {
    private static let isRelease = !_isDebugAssertConfiguration()

    /// Where two outputs differ first.
    private func expectSame(
        _ output: [UInt8], _ expected: [UInt8], _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard output != expected else { return }
        let place =
            zip(output, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(output.count, expected.count)
        let found = String(decoding: output[max(0, place - 40)..<min(output.count, place + 40)], as: UTF8.self)
        Issue.record(
            "\(what): \(output.count) bytes instead of \(expected.count), from \(place) on: \(found)",
            sourceLocation: sourceLocation)
    }

    private func expect(
        _ file: [UInt8], _ format: RDBConvertFormat, _ expected: [UInt8], steps: [Int] = [1 << 20, .max],
        sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout RDBConvertOptions) -> Void = { _ in }
    ) {
        for threads in [1, 3] {
            for step in steps {
                let result = Converting.result(file, format, step: step, threads: threads, change)
                expectSame(result.output, expected, "\(format), \(threads), \(step)", sourceLocation: sourceLocation)
                #expect(result.codes == [], sourceLocation: sourceLocation)
            }
        }
    }

    private func bulk(_ words: [[UInt8]]) -> [UInt8] {
        Array("*\(words.count)\r\n".utf8)
            + words.flatMap { Array("$\($0.count)\r\n".utf8) + $0 + [0x0D, 0x0A] }
    }

    private func json(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.count <= 16 << 20, String(validating: bytes, as: UTF8.self) != nil { return [0x22] + bytes + [0x22] }
        return Array("\"base64:\(Data(bytes).base64EncodedString())\"".utf8)
    }

    private let before: (inout RDBBytes) -> Void = { $0.entry(.string, "a", Bytes.string("1")) }
    private let after: (inout RDBBytes) -> Void = { $0.entry(.string, "b", Bytes.string("2")) }

    /// The file with the value between two others, and what stands around it in NDJSON.
    private func file(_ type: RDBObjectType, _ value: [UInt8]) -> [UInt8] {
        RDBBytes.file { file in
            before(&file)
            file.entry(type, "k", value)
            after(&file)
        }
    }

    private func lines(_ head: String, _ middle: [UInt8], _ tail: String) -> [UInt8] {
        func line(_ key: String, _ value: String) -> String {
            "{\"db\":0,\"key\":\"\(key)\",\"type\":\"string\",\"encoding\":\"raw\",\"string\":\"\(value)\"}\n"
        }
        return Array((line("a", "1") + "{\"db\":0,\"key\":\"k\"," + head).utf8) + middle
            + Array((tail + "}\n" + line("b", "2")).utf8)
    }

    /// Text beyond ASCII in strings of every size, more of it than one buffer holds.
    @Test(arguments: isRelease ? [3000, 65_000, 400_000] : [60_000])
    func listsOfText(_ size: Int) throws {
        let count = (Self.isRelease ? 20 << 20 : 6 << 20) / size
        let element = Array(String(repeating: "é€", count: size / 5).utf8)
        let list = Bytes.length(UInt64(count)) + [[UInt8]](repeating: Bytes.string(element), count: count).joined()
        var elements = Array([[UInt8]](repeating: json(element), count: count).joined(separator: [0x2C]))
        elements.append(0x5D)
        expect(
            file(.list, list), .ndjson,
            lines("\"type\":\"list\",\"encoding\":\"linkedlist\",\"list\":[", elements, ""))
    }

    @Test(.enabled(if: isRelease)) func largeList() throws {
        var random = TestRandom(71)
        let elements = (0..<64).map { random.bytes($0 % 7 == 0 ? 300 : (1 << 20) + $0) }
        let value = Bytes.length(64) + elements.flatMap { Bytes.string($0) }
        let file = file(.list, value)
        let texts = Array(elements.map { json($0) }.joined(separator: [0x2C])) + [0x5D]
        expect(
            file, .ndjson, lines("\"type\":\"list\",\"encoding\":\"linkedlist\",\"list\":[", texts, ""), steps: [.max])
        let resp = Converting.result(file, .resp, threads: 2)
        let commands = try #require(ConvertCommandTests.parse(resp.output))
        #expect(commands.flatMap { $0[1] == [0x6B] ? Array($0.dropFirst(2)) : [] } == elements)
        var rows = "db,key,type,field,value,score,expires\n0,a,string,,1,,\n"
        for (index, element) in elements.enumerated() {
            rows += "0,k,list,\(index),base64:\(Data(element).base64EncodedString()),,\n"
        }
        expect(file, .csv, Array((rows + "0,b,string,,2,,\n").utf8), steps: [.max])
        expect(file, .keys, Array("a\nk\nb\n".utf8), steps: [.max])
        let body = [1] + value + [12, 0]
        let restore = bulk([Array("RESTORE".utf8), [0x6B], [0x30], body + Bytes.u64(Bytes.crc(body))])
        let small = ["a", "b"].map { key in
            let payload = Bytes.string(key == "a" ? "1" : "2")
            let body = [0] + payload + [12, 0]
            return bulk([Array("RESTORE".utf8), Array(key.utf8), [0x30], body + Bytes.u64(Bytes.crc(body))])
        }
        expect(file, .resp, small[0] + restore + small[1], steps: [.max]) { $0.usesRestore = true }
    }

    @Test(arguments: isRelease ? [20 << 20, 3 << 20] : [1_100_000])
    func strings(_ size: Int) throws {
        var random = TestRandom(72)
        for bytes in [random.bytes(size), [UInt8](repeating: 0x61, count: size)] {
            let file = file(.string, Bytes.string(bytes))
            expect(file, .ndjson, lines("\"type\":\"string\",\"encoding\":\"raw\",\"string\":", json(bytes), ""))
            let small = { (key: String, value: String) in self.bulk(["SET", key, value].map { Array($0.utf8) }) }
            expect(file, .resp, small("a", "1") + bulk([Array("SET".utf8), [0x6B], bytes]) + small("b", "2"))
        }
    }

    /// Strings that are a hundredth of their size in the file: text, and too long for one.
    @Test(.enabled(if: isRelease)) func compressedBombs() throws {
        for size in [4 << 20, 40 << 20] {
            let bytes = [UInt8](repeating: 0, count: size)
            let file = file(.string, Bytes.lzf(of: bytes))
            for threads in [1, 2] {
                let resp = Converting.result(file, .resp, threads: threads)
                #expect(ConvertCommandTests.parse(resp.output)?[1] == [Array("SET".utf8), [0x6B], bytes])
                let text = Converting.result(file, threads: threads)
                let escaped = size <= 16 << 20
                let expected = escaped ? 6 * size : (size + 2) / 3 * 4 + 7
                let around = lines("\"type\":\"string\",\"encoding\":\"lzf\",\"string\":\"", [], "\"").count
                #expect(text.output.count == expected + around)
            }
        }
    }

    /// Fields, members and values of more than 1 MiB, which arrive in pieces.
    @Test(.enabled(if: isRelease)) func largeElements() throws {
        var random = TestRandom(73)
        let field = random.bytes((1 << 20) + 5), value = random.bytes(2 << 20),
            text = [UInt8](repeating: 0x62, count: 3 << 20)
        let pairs = [(field, value), ([0x66], text), (text, [0x76]), ([0x67], [0x77])]
        let hash = Bytes.length(4) + pairs.flatMap { Bytes.string($0.0) + Bytes.string($0.1) }
        let objects = pairs.map {
            Array("{\"field\":".utf8) + json($0.0) + Array(",\"value\":".utf8) + json($0.1) + [0x7D]
        }
        expect(
            file(.hash, hash), .ndjson,
            lines(
                "\"type\":\"hash\",\"encoding\":\"hashtable\",\"hash\":[",
                Array(objects.joined(separator: [0x2C])) + [0x5D], ""))
        let commands = try #require(
            ConvertCommandTests.parse(Converting.result(file(.hash, hash), .resp, threads: 2).output))
        #expect(commands.flatMap { $0[1] == [0x6B] ? Array($0.dropFirst(2)) : [] } == pairs.flatMap { [$0.0, $0.1] })

        let zset = Bytes.length(4) + pairs.flatMap { Bytes.string($0.0) + Bytes.f64(0.5) }
        let members = pairs.map { Array("{\"member\":".utf8) + json($0.0) + Array(",\"score\":0.5}".utf8) }
        expect(
            file(.zset2, zset), .ndjson,
            lines(
                "\"type\":\"zset\",\"encoding\":\"skiplist2\",\"zset\":[",
                Array(members.joined(separator: [0x2C])) + [0x5D], ""))
        let adds = try #require(
            ConvertCommandTests.parse(Converting.result(file(.zset2, zset), .resp, threads: 2).output))
        #expect(
            adds.flatMap { $0[1] == [0x6B] ? Array($0.dropFirst(2)) : [] }
                == pairs.flatMap { [Array("0.5".utf8), $0.0] })
    }

    /// Names of groups and consumers, and entries, that are larger than what is handed over in one piece.
    @Test(.enabled(if: isRelease)) func largeStream() throws {
        let name = String(repeating: "n", count: (1 << 20) + 3)
        let id = StreamID(1, 1)
        let node = StreamNodeBytes(id, values: [.text([UInt8](repeating: 0x78, count: 5 << 20))])
        let group = StreamGroupBytes(
            name: name, lastID: id, pending: [id], consumers: [.init(name: name + "c", pending: [id])])
        let stream = StreamBytes(nodes: [node], length: 1, groups: [group])
        let file = file(.streamListpacks3, stream.bytes(version: 3))
        for threads in [1, 2] {
            let text = Converting.result(file, threads: threads)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(text.lines[1].utf8)) as? [String: Any])
            let groups = try #require((object["stream"] as? [String: Any])?["groups"] as? [[String: Any]])
            #expect(groups[0]["name"] as? String == name)
            let pending = try #require(groups[0]["pending"] as? [[String: Any]])
            #expect(pending[0]["consumer"] as? String == name + "c")
            let commands = try #require(
                ConvertCommandTests.parse(Converting.result(file, .resp, threads: threads).output))
            #expect(
                commands.map { String(decoding: $0[0], as: UTF8.self) } == [
                    "SET", "XADD", "XSETID", "XGROUP", "XGROUP", "XCLAIM", "SET",
                ])
            #expect(commands[5][2...3].map { $0.count } == [name.count, name.count + 1])
            let rows = Converting.result(file, .csv, threads: threads)
            #expect(rows.lines.count == 4 && rows.lines[2].count > 5 << 20)
        }
    }

    /// A value that turns out to be damaged when a part of it is out already: what stands around it stays readable.
    @Test(.enabled(if: isRelease), arguments: [1, 2])
    func tornValues(_ threads: Int) throws {
        let literals: [UInt8] = (0..<200_000).flatMap { index -> [UInt8] in
            [0x1F] + [UInt8](repeating: UInt8(65 + index % 26), count: 32)
        }
        let corrupt = Bytes.lzf(literals + [0xFF, 0xFF, 0xFF], length: 20 << 20)
        let file = RDBBytes.file { file in
            before(&file)
            file.entry(.string, "k", corrupt)
            file.entry(.list, "l", [1] + corrupt)
            after(&file)
        }
        for format in RDBConvertFormat.allCases where format != .keys {
            let result = Converting.result(file, format, threads: threads)
            #expect(result.codes == [.lzfCorrupt] && result.report.isTorn && result.report.isDamaged, "\(format)")
            let rest = Converting.result(file, format, threads: threads) { $0.continuesBehindDamage = true }
            #expect(rest.codes == [.lzfCorrupt, .lzfCorrupt] && rest.report.isTorn, "\(format)")
            switch format {
            case .resp:
                let commands = try #require(ConvertCommandTests.parse(rest.output))
                #expect(commands.map { $0[1] } == ["a", "k", "l", "b"].map { Array($0.utf8) })
                #expect(commands[1][2].count == 20 << 20)
            case .json:
                #expect((try JSONSerialization.jsonObject(with: Data(rest.output)) as? [Any])?.count == 4)
            default: #expect(rest.lines.count == (format == .csv ? 5 : 4), "\(format)")
            }
        }
    }
}
