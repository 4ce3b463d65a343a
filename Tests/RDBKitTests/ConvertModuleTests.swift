import Foundation
import Testing

@testable import RDBKit

/// Module values, and RedisJSON documents, which are JSON under `module.json` too.
struct ConvertModuleTests {
    /// The id of `ReJSON-RL` with this encoding version.
    private static func id(_ name: String, _ version: UInt64) -> UInt64 {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        return name.reduce(0) { $0 << 6 | UInt64(alphabet.firstIndex(of: $1) ?? 0) } << 10 | version
    }

    private static func value(_ name: String, _ version: UInt64, _ parts: [UInt8]) -> [UInt8] {
        Bytes.length(id(name, version)) + parts + [0]
    }

    private static func document(_ text: String, name: String = "ReJSON-RL", version: UInt64 = 3) -> [UInt8] {
        value(name, version, [5] + Bytes.string(text))
    }

    @Test func parts() throws {
        let parts = Bytes.hex("01 05 02 40FF 03 0000C03F 04") + Bytes.f64(-0.0) + Bytes.hex("05 02 61FF 05 C007")
        #expect(
            try Converting.field(.module2, Self.value("scdtype00", 1, parts))
                == "\"module\":{\"name\":\"scdtype00\",\"encver\":1,\"parts\":[{\"kind\":\"sint\",\"value\":\"5\"},"
                + "{\"kind\":\"uint\",\"value\":\"255\"},{\"kind\":\"float\",\"value\":\"1.5\"},"
                + "{\"kind\":\"double\",\"value\":\"-0.0\"},{\"kind\":\"string\",\"value\":\"base64:Yf8=\"},"
                + "{\"kind\":\"string\",\"value\":\"7\"}]}")
        #expect(try Converting.field(.module2, Self.value("scdtype00", 1, [])).hasSuffix("\"parts\":[]}"))
    }

    @Test(arguments: [
        "{\"a\":1}", "null", "[]", " [1, 2.5e-3 ,\"\\u00e9\\n\"] ", "\"é\"", "-0", "{\"a\":{\"b\":[{},[],true,false]}}",
        "\"base\"", "\"\\ud83d\\ude00\"",
    ])
    func documents(_ text: String) throws {
        let field = try Converting.field(.module2, Self.document(text))
        #expect(field.hasSuffix("],\"json\":\(text)}"))
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\"}", "{a:1}", "01", "1.", "+1", ".5", "1e", "nul", "truex", "\"\\x\"", "\"\\u12\"",
        "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"a", "[1 2]", "{\"a\":1,}", "[1]]", "\"\u{1}\"", "1 1", "{\"a\":1 \"b\":2}", "-", "[", "[\n1]", "{\"a\"\r:1}",
        "\\",
    ])
    func noDocuments(_ text: String) throws {
        let field = try Converting.field(.module2, Self.document(text))
        #expect(field.hasSuffix("]}") && !field.contains("\"json\""))
    }

    @Test func otherModules() throws {
        for value in [Self.document("1", name: "ReJSON-RX"), Self.document("1", version: 2)] {
            #expect(try !Converting.field(.module2, value).contains("\"json\""))
        }
        // Its bytes are no UTF-8; behind a document that was one.
        let file = RDBBytes.file { file in
            file.entry(.module2, "a", Self.document("[1]"))
            file.entry(.module2, "b", Self.value("ReJSON-RL", 3, [5, 3, 0x22, 0xFF, 0x22]))
            file.entry(.module2, "c", Self.value("ReJSON-RL", 3, [2, 1]))
        }
        #expect(Converting.result(file).lines.map { $0.contains("\"json\"") } == [true, false, false])
    }

    @Test func largeDocument() throws {
        let text = "[\"" + String(repeating: "é", count: 1 << 20) + "\"]"
        let result = Converting.result(RDBBytes.file { $0.entry(.module2, "k", Self.document(text)) }, threads: 2)
        #expect(result.text.hasSuffix("],\"json\":\(text)}}\n"))
    }

    @Test func depth() throws {
        for (depth, isSound) in [(512, true), (513, false), (100_000, false)] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            #expect(try Converting.field(.module2, Self.document(text)).contains("\"json\"") == isSound)
        }
    }

    @Test func commands() {
        let value = Self.document("1")
        let text = Converting.value(.module2, value, .commands)
        #expect(text.hasPrefix("RESTORE k 0 \"\\x07") && text.hasSuffix("\"\n"))
        let file = RDBBytes.file { $0.entry(.module2, "k", value) }
        let old = Converting.result(file, .commands) { $0.target = .redis70 }
        #expect(old.text == "" && old.report.losses == [.modules: 1])
        #expect(Converting.value(.module2, value, .csv).hasSuffix("\n0,k,module,string,1,,\n"))
    }

    /// What the scanner calls sound, Foundation reads; what Foundation reads, it calls sound, but for line breaks,
    /// depth and byte order marks. What reads JSON again agrees, however it is split, and wants UTF-8 besides.
    @Test func scannerAgreesWithFoundation() throws {
        let seeds = [
            "{\"a\":1,\"b\":[true,false,null,-1.5e10,\"x\\u0041\\n\"],\"c\":{\"d\":{}}}", "[0,-0,1e5,1E-5,0.1]",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "[[],[[]],{}]", " [ 1 , 2 ] ",
        ]
        let alphabet = Array("{}[],:\"\\ut0123456789+-.eE \tanrlsfé".utf8)
        var random = TestRandom(51)
        var sound = 0
        for _ in 0..<40_000 {
            var text = Array((seeds.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) { Self.mutate(&text, alphabet, &random) }
            let isOurs = Self.isSound(text)
            let isTheirs = (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil
            if isOurs { sound += 1 }
            let isUTF8 = String(validating: text, as: UTF8.self) != nil
            let isRead = Self.isRead(text, step: Int.random(in: 1...9, using: &random))
            #expect(isRead == (isOurs && isUTF8), "\(text)")
            guard isOurs != isTheirs, isUTF8 else { continue }
            // Foundation refuses numbers out of range, which are no matter of grammar, and takes trailing commas.
            let shown = String(decoding: text, as: UTF8.self)
            let blankless = shown.filter { $0 != " " && $0 != "\t" }
            let isExcused =
                isOurs ? shown.lowercased().contains("e") : [",]", ",}"].contains { blankless.contains($0) }
            #expect(isExcused, "\(shown): ours \(isOurs), theirs \(isTheirs)")
        }
        #expect(sound > 4000)
    }

    private static func mutate(_ text: inout [UInt8], _ alphabet: [UInt8], _ random: inout TestRandom) {
        guard let byte = alphabet.randomElement(using: &random), !text.isEmpty else { return }
        let place = Int.random(in: text.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: text[place] = byte
        case 1: text.insert(byte, at: place)
        default: text.remove(at: place)
        }
    }

    private static func isRead(_ text: [UInt8], step: Int) -> Bool {
        do throws(RDBError) {
            let window = InputWindow(MemorySource(text, step: step), capacity: 64)
            var tokens = JSONTokenReader(ByteReader(window), memory: 1 << 20)
            try tokens.skipValue()
            return try tokens.next() == nil
        } catch {
            return false
        }
    }

    private static func isSound(_ text: [UInt8]) -> Bool {
        unsafe text.withUnsafeBufferPointer {
            var scanner = unsafe JSONScanner($0)
            return scanner.isSound()
        }
    }
}
