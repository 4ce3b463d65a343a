import Testing

@testable import RDBKit

/// Commands: both encodings say the same, in pieces that a server takes.
struct ConvertCommandTests {
    /// The commands of a RESP stream; nil where it is malformed.
    static func parse(_ bytes: [UInt8]) -> [[[UInt8]]]? {
        var place = 0
        func number(_ mark: UInt8) -> Int? {
            guard place < bytes.count, bytes[place] == mark else { return nil }
            guard let end = bytes[place...].firstIndex(of: 0x0D), end + 1 < bytes.count, bytes[end + 1] == 0x0A
            else { return nil }
            defer { place = end + 2 }
            return Int(String(decoding: bytes[(place + 1)..<end], as: UTF8.self))
        }
        var commands: [[[UInt8]]] = []
        while place < bytes.count {
            guard let count = number(UInt8(ascii: "*")) else { return nil }
            var command: [[UInt8]] = []
            for _ in 0..<count {
                guard let length = number(UInt8(ascii: "$")), place + length + 2 <= bytes.count,
                    bytes[place + length] == 0x0D, bytes[place + length + 1] == 0x0A
                else { return nil }
                command.append(Array(bytes[place..<(place + length)]))
                place += length + 2
            }
            commands.append(command)
        }
        return commands
    }

    /// The words of a line as `redis-cli` splits it (`sdssplitargs`); nil where quotes are not balanced.
    static func split(_ line: ArraySlice<UInt8>) -> [[UInt8]]? {
        var words: [[UInt8]] = []
        var rest = line.drop { $0 == 0x20 }
        while let first = rest.first {
            var word: [UInt8] = []
            if first == UInt8(ascii: "\"") {
                rest = rest.dropFirst()
                guard quoted(&rest, &word) else { return nil }
                guard rest.isEmpty || rest.first == 0x20 else { return nil }
            } else {
                guard first != UInt8(ascii: "'") else { return nil }
                while let byte = rest.first, byte != 0x20 {
                    guard byte != UInt8(ascii: "\""), byte != 0x0A, byte != 0x0D, byte != 0x09, byte != 0 else {
                        return nil
                    }
                    word.append(byte)
                    rest = rest.dropFirst()
                }
            }
            words.append(word)
            rest = rest.drop { $0 == 0x20 }
        }
        return words
    }

    private static func quoted(_ rest: inout ArraySlice<UInt8>, _ word: inout [UInt8]) -> Bool {
        while let byte = rest.popFirst() {
            guard byte != UInt8(ascii: "\"") else { return true }
            guard byte == UInt8(ascii: "\\") else {
                word.append(byte)
                continue
            }
            guard let letter = rest.popFirst() else { return false }
            if letter == UInt8(ascii: "x"),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                word.append(value)
                rest = rest.dropFirst(2)
            } else {
                word.append(["n": 10, "r": 13, "t": 9, "b": 8, "a": 7][Character(Unicode.Scalar(letter))] ?? letter)
            }
        }
        return false
    }

    private static func lines(_ bytes: [UInt8]) -> [[[UInt8]]?] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: true).map(split)
    }

    /// Both encodings of a file hold the same commands.
    private func commands(_ file: [UInt8], threads: Int = 1, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> [[[UInt8]]]
    {
        let resp = Converting.result(file, .resp, threads: threads)
        let parsed = try #require(Self.parse(resp.output), sourceLocation: sourceLocation)
        let text = Converting.result(file, .commands, threads: threads)
        let lines = try Self.lines(text.output).map { try #require($0, sourceLocation: sourceLocation) }
        // Quoting makes arguments longer, so long commands end elsewhere.
        let isSame = lines == parsed || lines.flatMap { $0.dropFirst(2) } == parsed.flatMap { $0.dropFirst(2) }
        #expect(isSame, sourceLocation: sourceLocation)
        return parsed
    }

    @Test func everyByte() throws {
        for byte in UInt8.min...UInt8.max {
            for argument in [[byte], [0x61, byte], [byte, 0x61], [0x5C, byte], [byte, 0x78, 0x34, 0x31]] {
                let file = RDBBytes.file { $0.entry(.string, "k", Bytes.string(argument)) }
                #expect(try commands(file) == [[Array("SET".utf8), [0x6B], argument]])
            }
        }
        let empty = RDBBytes.file { $0.entry(.string, "", Bytes.string("")) }
        #expect(Converting.result(empty, .commands).text == "SET \"\" \"\"\n")
    }

    @Test(arguments: [0, 15, 1 << 63 - 1, 1 << 63, .max] as [UInt64])
    func databasesKeepTheirNumber(_ number: UInt64) throws {
        let file = RDBBytes.file { file in
            file.selectDB(number)
            file.entry(.string, "k", Bytes.string("v"))
        }
        #expect(try commands(file).first == [Array("SELECT".utf8), Array("\(number)".utf8)])
    }

    @Test func fixtures() throws {
        for name in Fixtures.names where !name.contains("slot-info") { _ = try commands(Fixtures.bytes(name)) }
    }

    /// A large collection comes in commands of a bounded size, with all of its elements, in their order.
    @Test(arguments: [1, 9, 10, 97, 98, 99, 100, 510, 511, 512, 1019, 1020, 1021, 20_000])
    func chunks(_ count: Int) throws {
        var value = Bytes.length(UInt64(count))
        for index in 0..<count { value += Bytes.string("element:\(index)") }
        for type in [RDBObjectType.list, .set] {
            let all = try commands(RDBBytes.file { $0.entry(type, "k", value) }, threads: 2)
            #expect(all.allSatisfy { $0.count <= 514 && $0.map(\.count).reduce(0, +) < 80 << 10 })
            let elements = all.flatMap { $0.dropFirst(2) }
            #expect(elements == (0..<count).map { Array("element:\($0)".utf8) })
            #expect(all.allSatisfy { $0[0] == Array((type == .list ? "RPUSH" : "SADD").utf8) && $0[1] == [0x6B] })
        }
    }

    @Test(arguments: [1, 2, 255, 256, 257, 5000])
    func chunksOfPairs(_ count: Int) throws {
        var hash = Bytes.length(UInt64(count)), zset = hash
        for index in 0..<count {
            hash += Bytes.string("f\(index)") + Bytes.string(String(repeating: "v", count: index % 400))
            zset += Bytes.string("m\(index)") + Bytes.f64(Double(index) / 4)
        }
        let fields = try commands(RDBBytes.file { $0.entry(.hash, "k", hash) })
        #expect(fields.allSatisfy { $0.count % 2 == 0 && $0[0] == Array("HSET".utf8) })
        #expect(fields.flatMap { $0.dropFirst(2) }.count == 2 * count)
        let members = try commands(RDBBytes.file { $0.entry(.zset2, "k", zset) })
        let pairs = members.flatMap { $0.dropFirst(2) }
        #expect(stride(from: 1, to: pairs.count, by: 2).map { pairs[$0] } == (0..<count).map { Array("m\($0)".utf8) })
        #expect(
            stride(from: 0, to: pairs.count, by: 2).map { Double(String(decoding: pairs[$0], as: UTF8.self)) }
                == (0..<count).map { Double($0) / 4 })
    }

    /// Field expiries stand behind the command that makes their fields, whatever their number.
    @Test func expiringFields() throws {
        let count = 3000
        var value = Bytes.u64(1000) + Bytes.length(UInt64(count))
        for index in 0..<count {
            value += Bytes.length(UInt64(index % 3 == 0 ? 0 : 1 + index / 700)) + Bytes.string("f\(index)")
            value += Bytes.string(index == 1500 ? String(repeating: "x", count: 2 << 20) : "v")
        }
        let all = try commands(RDBBytes.file { $0.entry(.hashMetadata, "k", value) }, threads: 2)
        var made: Set<[UInt8]> = []
        var expiring: [[UInt8]: String] = [:]
        for command in all {
            #expect(command.count <= 520)
            if command[0] == Array("HSET".utf8) {
                for index in stride(from: 2, to: command.count, by: 2) { made.insert(command[index]) }
            } else {
                #expect(command[0] == Array("HPEXPIREAT".utf8) && command[3] == Array("FIELDS".utf8))
                #expect(String(decoding: command[4], as: UTF8.self) == "\(command.count - 5)")
                for field in command.dropFirst(5) {
                    #expect(made.contains(field))
                    expiring[field] = String(decoding: command[2], as: UTF8.self)
                }
            }
        }
        #expect(made.count == count)
        #expect(expiring.count == (0..<count).count { $0 % 3 != 0 })
        #expect(expiring[Array("f2998".utf8)] == "\(1000 + 2998 / 700)")
    }

    /// The payload is type, value, version and CRC-64.
    @Test func payloads() throws {
        let value = Bytes.hex("02 0161 C007")
        for threads in [1, 2] {
            let file = RDBBytes.file("REDIS0011") { $0.entry(.list, "k", value) }
            let result = Converting.result(file, .resp, threads: threads) { $0.usesRestore = true }
            let body = [1] + value + [11, 0]
            let expected = [Array("RESTORE".utf8), [0x6B], [0x30], body + Bytes.u64(Bytes.crc(body))]
            #expect(Self.parse(result.output) == [expected])
        }
    }

    @Test func payloadsForOlderServers() {
        let file = RDBBytes.file("REDIS0012") { $0.entry(.list, "k", Bytes.hex("01 0161")) }
        let result = Converting.result(file, .resp) {
            $0.usesRestore = true
            $0.target = .redis70
        }
        #expect(result.codes == [.payloadVersion] && result.report.isUnreadable && result.output.isEmpty)
    }

    /// An entry of a stream is one command, however many fields it has.
    @Test(arguments: [1, 3, 48, 49, 498, 499, 3000])
    func manyFields(_ count: Int) throws {
        var node = StreamNodeBytes(StreamID(1, 1), values: [])
        node.entries = [
            .init(milliseconds: 0, sequence: 0, items: (0..<2 * count).map { PackedItem("\($0)") }, hasOwnFields: true)
        ]
        let stream = StreamBytes(nodes: [node], length: 1)
        let file = RDBBytes.file { $0.entry(.streamListpacks, "k", stream.bytes(version: 1)) }
        let all = try commands(file)
        #expect(all[0].count == 3 + 2 * count)
        #expect(all[0].dropFirst(3).map { String(decoding: $0, as: UTF8.self) } == (0..<2 * count).map(String.init))
    }
}
