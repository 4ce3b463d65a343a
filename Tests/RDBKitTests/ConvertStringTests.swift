import Foundation
import Testing

@testable import RDBKit

/// The string rule: text where it is valid UTF-8, does not begin with `base64:` and has at most 16 MiB.
struct ConvertStringTests {
    /// What a string of these bytes becomes in JSON, quotes included.
    private func json(_ bytes: [UInt8]) throws -> String {
        let field = try Converting.field(.string, Bytes.string(bytes))
        #expect(field.hasPrefix("\"string\":"))
        return String(field.dropFirst("\"string\":".count))
    }

    private func base64(_ bytes: [UInt8]) -> String { "\"base64:\(Data(bytes).base64EncodedString())\"" }

    @Test(arguments: [
        ("", "\"\""), ("plain", "\"plain\""), ("é€😀", "\"é€😀\""), ("\u{7F}\u{80}", "\"\u{7F}\u{80}\""),
        ("a\"b\\c/d", "\"a\\\"b\\\\c/d\""), ("\u{0}\u{1}\u{1F}", "\"\\u0000\\u0001\\u001f\""),
        ("\u{8}\t\n\u{C}\r", "\"\\b\\t\\n\\f\\r\""), ("\u{FEFF}\u{2028}", "\"\u{FEFF}\u{2028}\""),
        ("base64", "\"base64\""), ("base64;", "\"base64;\""), ("Base64:", "\"Base64:\""),
        ("xbase64:", "\"xbase64:\""), ("null", "\"null\""), ("1", "\"1\""),
    ])
    func text(_ text: String, _ expected: String) throws {
        #expect(try json(Array(text.utf8)) == expected)
    }

    @Test(arguments: [
        "base64:", "base64:QQ==", "base64:\u{E9}",
    ])
    func textThatLooksEncoded(_ text: String) throws {
        #expect(try json(Array(text.utf8)) == base64(Array(text.utf8)))
    }

    @Test(
        arguments: [
            [0x80], [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
            [0x61, 0xC3], [0x61, 0xC3, 0x61], [0xE2, 0x28, 0xA1], [0x22, 0xFF],
        ] as [[UInt8]])
    func invalidUTF8(_ bytes: [UInt8]) throws {
        #expect(try json(bytes) == base64(bytes))
        // Behind and in front of more than the vectors of the scan hold.
        let long = [UInt8](repeating: 0x61, count: 70) + bytes
        #expect(try json(long) == base64(long))
        let front = bytes + [UInt8](repeating: 0x61, count: 70)
        #expect(try json(front) == base64(front))
    }

    /// Each length of text with each kind of byte at each place of the vectors.
    @Test func everyPlace() throws {
        for length in [15, 16, 17, 33] {
            for place in 0..<length {
                for byte in [0x00, 0x1F, 0x22, 0x5C, 0x7F, 0x80] as [UInt8] {
                    var bytes = [UInt8](repeating: 0x78, count: length)
                    bytes[place] = byte
                    let result = Converting.result(RDBBytes.file { $0.entry(.string, "k", Bytes.string(bytes)) })
                    let line = try #require(try object(result.text))
                    let expected =
                        byte < 0x80
                        ? String(decoding: bytes, as: UTF8.self) : String(base64(bytes).dropFirst().dropLast())
                    #expect(line["string"] as? String == expected, "\(byte) at \(place) of \(length)")
                }
            }
        }
    }

    /// Every first byte with bytes behind it that lie at the borders of what UTF-8 allows, beside the standard library.
    @Test func bordersOfUTF8() {
        let followers: [UInt8] = [0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
        var strings: [[UInt8]] = []
        for first in UInt8(0x80)...0xFF {
            strings.append([first])
            for second in followers {
                strings.append([first, second])
                for third in followers {
                    strings.append([first, second, third])
                    strings += [0x41, 0x7F, 0x80, 0xBF, 0xC2].map { [first, second, third, $0] }
                }
            }
        }
        let file = RDBBytes.file { file in
            for string in strings { file.entry(.string, "k", Bytes.string(string)) }
        }
        let lines = Converting.result(file).lines
        #expect(lines.count == strings.count)
        for (line, bytes) in zip(lines, strings) {
            let isText = String(validating: bytes, as: UTF8.self) != nil
            #expect(line.contains("base64:") != isText, "\(bytes)")
        }
    }

    private func object(_ line: String) throws -> [String: Any]? {
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }

    @Test func base64OfAllLengths() throws {
        var random = TestRandom(31)
        for count in 1...200 {
            let bytes = [0xFF] + random.bytes(count)
            #expect(try json(bytes) == base64(bytes))
        }
        let large = [0xFF] + random.bytes(1_200_000)
        #expect(try json(large) == base64(large))
    }

    /// The limit is the length of the string, whether it is stored plainly or compressed.
    @Test(.enabled(if: !_isDebugAssertConfiguration()), arguments: [0, 1], [false, true])
    func longestText(_ more: Int, _ isCompressed: Bool) throws {
        let bytes = [UInt8](repeating: 0x61, count: 16 << 20) + [UInt8](repeating: 0x62, count: more)
        let value = isCompressed ? Bytes.lzf(of: bytes) : Bytes.string(bytes)
        let result = Converting.result(RDBBytes.file { $0.entry(.string, "k", value) })
        let expected = more == 0 ? "\"\(String(decoding: bytes, as: UTF8.self))\"" : base64(bytes)
        #expect(result.output.suffix(expected.utf8.count + 2).elementsEqual(Array("\(expected)}\n".utf8)))
        #expect(result.output.count < expected.utf8.count + 100)
        let csv = Converting.result(RDBBytes.file { $0.entry(.string, "k", value) }, .csv)
        #expect(
            csv.output.suffix(expected.utf8.count + 1).elementsEqual(
                Array("\(expected.dropFirst().dropLast()),,\n".utf8)))
    }

    @Test(arguments: [0, 1, -1, 127, -128, 128, 32767, -32769, 2_147_483_647, -2_147_483_648] as [Int32])
    func integers(_ number: Int32) throws {
        let value = Bytes.integer(number)
        #expect(try Converting.field(.string, value) == "\"string\":\"\(number)\"")
        let width = ["int8", "int16", "int32"][Int(value[0]) & 3]
        #expect(Converting.value(.string, value).contains("\"encoding\":\"\(width)\""))
        #expect(Converting.value(.string, value, .commands) == "SET k \(number)\n")
    }

    @Test func encodings() {
        #expect(Converting.value(.string, Bytes.string("v")).contains("\"encoding\":\"raw\""))
        let text = [UInt8](repeating: 0x61, count: 100)
        #expect(Converting.value(.string, Bytes.lzf(of: text)).contains("\"encoding\":\"lzf\""))
    }

    /// Keys follow the rule too.
    @Test func keys() throws {
        for (key, expected) in [("", "\"\""), ("base64:x", base64(Array("base64:x".utf8))), ("k\n", "\"k\\n\"")] {
            let result = Converting.result(RDBBytes.file { $0.entry(.string, key, Bytes.string("v")) })
            #expect(
                result.text
                    == "{\"db\":0,\"key\":\(expected),\"type\":\"string\",\"encoding\":\"raw\",\"string\":\"v\"}\n")
            #expect(
                Converting.result(RDBBytes.file { $0.entry(.string, key, Bytes.string("v")) }, .keys).text == key + "\n"
            )
        }
        let zero = Converting.result(RDBBytes.file { $0.entry(.string, "k", Bytes.string("v")) }, .keys) {
            $0.usesZeroBytes = true
        }
        #expect(zero.output == [0x6B, 0])
    }
}
