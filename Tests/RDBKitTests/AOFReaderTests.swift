import Testing

@testable import RDBKit

@Suite("AOF reader")
struct AOFReaderTests {
    /// What a reader makes of `text`, in pieces of `step` bytes: a word for each record, then the error.
    static func events(_ bytes: [UInt8], step: Int = .max, wholeLimit: Int = 1 << 20) -> [String] {
        var reader = AOFReader(MemorySource(bytes, step: step, hidesSize: true), wholeLimit: wholeLimit)
        var events: [String] = []
        do throws(RDBError) {
            while let record = try reader.next() {
                switch record {
                case .command:
                    let words = (0..<reader.argumentCount).map {
                        String(decoding: reader.argument($0).prefix(20), as: UTF8.self)
                    }
                    events.append("\(reader.recordOffset):" + words.joined(separator: " "))
                case .timestamp(let seconds): events.append("\(reader.recordOffset):#TS \(seconds)")
                case .annotation: events.append("\(reader.recordOffset):#")
                }
            }
        } catch {
            events.append("\(error.code.rawValue)@\(error.offset) in \(reader.recordOffset)")
        }
        return events
    }

    static func events(_ text: String, step: Int = .max) -> [String] { events(Array(text.utf8), step: step) }

    @Test("commands and annotations, however they arrive", arguments: [1, 2, 3, 7, 64, Int.max])
    func records(_ step: Int) {
        let text =
            "#TS:1700000000\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n# any\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n#end"
        #expect(Self.events(text, step: step) == ["0:#TS 1700000000", "16:SELECT 0", "39:#", "45:SET k ", "71:#"])
    }

    @Test(
        "damage has a name and a place",
        arguments: [
            ("*1\r\n$4\r\nPING\r\n!", ["0:PING", "aof-format@14 in 14"]),
            ("*1\r\n#4\r\n", ["aof-format@4 in 0"]),
            ("*0\r\n", ["aof-count@0 in 0"]), ("*-1\r\n", ["aof-count@0 in 0"]),
            ("*1\r\n$-1\r\n", ["aof-length@4 in 0"]), ("*1\r\n$x\r\nPING\r\n", ["aof-number@4 in 0"]),
            ("*\r\n$4\r\n", ["aof-number@0 in 0"]), ("*1\r\n$4\r\nPINGxxx", ["aof-line-end@12 in 0"]),
            ("*1\r\n$4\r\nPING\0\0", ["aof-line-end@12 in 0"]),
            ("*1\r\n$4\r\nPING\r\0\0\0", ["aof-line-end@12 in 0"]),
            ("*1\r\n$9999999999999\r\n", ["aof-length@4 in 0"]),
            ("*1\r\n$99\r\nPING\r\n", ["truncated@9 in 0"]), ("*1", ["truncated@0 in 0"]),
            ("*+1\r\n$04\r\nPING\r\n", ["0:PING"]), ("", []),
            ("#" + String(repeating: "x", count: 1021) + "\n", ["0:#"]),
            ("#" + String(repeating: "x", count: 1022) + "\n", ["annotation-long@0 in 0"]),
        ])
    func damage(_ text: String, _ expected: [String]) {
        for step in [1, 5, Int.max] { #expect(Self.events(text, step: step) == expected, "step \(step)") }
    }

    @Test(
        "what servers read but do not write",
        arguments: [
            ("*1\n$4\nPING\r\n", true, false), ("* 1\r\n$4a\r\nPING\r\n", true, false),
            ("*1\u{c}\n$4\r\nPING\r\n", true, false), ("*1\r\n$4\r\nPING\r\u{b}", false, true),
            ("*1\r\n$4\r\nPINGxx*1\r\n", false, true), ("*1\r\n$4\r\nPING\n\n#TS:1\r\n", false, true),
        ])
    func odd(_ text: String, _ number: Bool, _ end: Bool) throws {
        for step in [1, Int.max] {
            var reader = AOFReader(MemorySource(Array(text.utf8), step: step))
            #expect(try reader.next() == .command)
            #expect(reader.argument(0) == Array("PING".utf8))
            #expect(reader.hasOddNumber == number && reader.hasOddEnd == end)
        }
    }

    @Test("zeros are counted to their end")
    func zeros() {
        let bytes = AOFCommandWriter.bytes(["PING"]) + [UInt8](repeating: 0, count: 5000)
        var reader = AOFReader(MemorySource(bytes, step: 100))
        #expect(throws: RDBError(.nulPadding, at: 14, length: 5000, found: 5000)) {
            while try reader.next() != nil {}
        }
    }

    @Test("a command beyond the limit is passed over, and the next one read", arguments: [999, Int.max])
    func large(_ step: Int) {
        let value = String(repeating: "v", count: 300_000)
        let bytes = AOFCommandWriter.bytes(["SET", "k", value]) + AOFCommandWriter.bytes(["GET", "k"])
        let events = Self.events(bytes, step: step, wholeLimit: 1 << 16)
        #expect(events.count == 2)
        #expect(events.last?.hasSuffix(":GET k") == true)
        #expect(events.first == "0:SET k " + String(value.prefix(20)))
    }

    @Test("cut anywhere, it ends as truncated, or between two records")
    func truncation() {
        let whole = AOFCommandWriter.bytes(["SELECT", "0"]) + AOFCommandWriter.bytes(["SET", "key", "value"])
        for count in 0...whole.count {
            let last = Self.events(Array(whole[..<count]), step: 3).last
            let isWhole = [0, 23, whole.count].contains(count)
            #expect(isWhole != (last?.hasPrefix("truncated") ?? false), "\(count)")
        }
    }

    @Test("any changed byte ends in records or an error, the same in all pieces")
    func flips() {
        let whole = AOFCommandWriter.bytes(["SELECT", "0"]) + AOFCommandWriter.bytes(["SET", "key", "*1\r\n"])
        for place in whole.indices {
            for bit in 0..<8 {
                var damaged = whole
                damaged[place] ^= 1 << UInt8(bit)
                #expect(Self.events(damaged, step: 1) == Self.events(damaged), "bit \(bit) of \(place)")
            }
        }
    }
}
