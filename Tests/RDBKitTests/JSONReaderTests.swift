import Testing

@testable import RDBKit

@Suite("Reading JSON of convert")
struct JSONReaderTests {
    @Test func strings() {
        #expect(JSONReading.value("string", #""v""#) == [#"string "v""#])
        #expect(
            JSONReading.value("string", #""a\"\\\/\b\f\n\r\t\u0000\u00e4\uD83D\uDE00é""#) == [
                "string \([0x61, 0x22, 0x5C, 0x2F, 8, 12, 10, 13, 9, 0, 0xC3, 0xA4, 0xF0, 0x9F, 0x98, 0x80, 0xC3, 0xA9])"
            ])
        #expect(JSONReading.value("string", #""base64:AP8=""#) == ["string [0, 255]"])
        #expect(JSONReading.value("string", #""\u0062ase64:AA==""#) == ["string [0]"])
        #expect(JSONReading.value("string", #""base64:""#) == [#"string """#])
        #expect(JSONReading.value("string", #""base64:YmFzZTY0Og==""#) == [#"string "base64:""#])
        #expect(JSONReading.value("string", #""base6""#) == [#"string "base6""#])
    }

    @Test(arguments: [
        "A", "AA", "AAA", "AAA=A", "====", "A===", "AB==", "AAB=", "AA==AAAA", "AA AA", "AA-_", "\u{e9}AAA",
    ])
    func noBase64(_ text: String) {
        #expect(JSONReading.failure("string", "\"base64:\(text)\"") == "expected standard base64 behind base64:")
    }

    @Test func elements() {
        #expect(JSONReading.value("list", #"[ "a" , "b" ]"#) == [#"listItem "a""#, #"listItem "b""#])
        #expect(JSONReading.value("set", "[]") == [])
        #expect(
            JSONReading.value("zset", #"[{"member":"m","score":1.0},{"score":"-Infinity","member":"n"}]"#) == [
                #"zsetMember "m""#, "score 1.0", #"zsetMember "n""#, "score -inf",
            ])
        for (text, score) in [("-0.0", "-0.0"), ("1e300", "1e+300"), ("17", "17.0"), ("\"NaN\"", "nan")] {
            #expect(JSONReading.value("zset", #"[{"member":"m","score":\#(text)}]"#).last == "score \(score)")
        }
        #expect(
            JSONReading.value(
                "hash", #"[{"field":"f","value":"v","expires_ms":5},{"expires_ms":6,"field":"g","value":"w"}]"#) == [
                    #"hashField "f""#, #"hashValue "v""#, "fieldExpiry 5", #"hashField "g""#, #"hashValue "w""#,
                    "fieldExpiry 6",
                ])
        #expect(
            JSONReading.value("array", #"[{"index":"18446744073709551615","value":"v"}]"#)
                == ["index 18446744073709551615", #"arrayItem "v""#])
    }

    @Test func modules() {
        let parts = #"""
            [{"kind":"sint","value":"-9223372036854775808"},{"kind":"uint","value":"18446744073709551615"},
            {"kind":"float","value":"1.5"},{"kind":"double","value":"inf"},{"kind":"string","value":"base64:AA=="}]
            """#.replacing("\n", with: "")
        #expect(
            JSONReading.value("module", #"{"name":"ReJSON-RL","encver":3,"parts":\#(parts),"json":{"a":[1,{}]}}"#) == [
                "module ReJSON-RL 3", "sint(-9223372036854775808)", "uint(18446744073709551615)", "float(1.5)",
                "double(inf)", "moduleString [0]",
            ])
        let id = ModuleID(rawValue: 0x1234_5678_9ABC_DEF0)
        #expect(ModuleID(name: Array(id.name.utf8), encodingVersion: id.encodingVersion) == id)
    }

    @Test("groups come as in RDB files, whatever stands first")
    func streams() {
        let pending = #"""
            "pending":[{"id":"1-1","consumer":"d","delivered_ms":5,"deliveries":2},{"id":"1-2","delivered_ms":6,"deliveries":1},
            {"id":"1-3","consumer":"c","delivered_ms":7,"deliveries":1}]
            """#.replacing("\n", with: "")
        let consumers = #""consumers":[{"name":"c","seen_ms":1,"active_ms":2},{"name":"d","seen_ms":3}]"#
        for (first, second) in [(pending, consumers), (consumers, pending)] {
            let text = #"""
                {"entries":[{"id":"1-1","fields":[{"field":"a","value":"1"},{"field":"a","value":"2"}]}],"length":1,"first_id":"1-1",
                "last_id":"1-3","max_deleted_id":"0-0","entries_added":3,"groups":[{"name":"g","last_id":"1-3","entries_read":3,
                \#(first),\#(second)}]}
                """#.replacing("\n", with: "")
            #expect(
                JSONReading.value("stream", text) == [
                    "entry 1-1", #"streamField "a""#, #"streamValue "1""#, #"streamField "a""#, #"streamValue "2""#,
                    "length 1 last 1-3 first 1-1 deleted 0-0 added 3", #"groupName "g""#, "group last 1-3 read 3 pel 3",
                    "pending 1-1 at 5 times 2", "pending 1-2 at 6 times 1", "pending 1-3 at 7 times 1",
                    #"consumerName "c""#, "consumer seen 1 active 2", "owned 1-3", #"consumerName "d""#,
                    "consumer seen 3 active ?", "owned 1-1", "end group",
                ])
        }
    }

    @Test func heads() {
        let line =
            #"{"expires_ms":5,"type":"string","encoding":"raw","idle_s":7,"string":"v","freq":9,"new":[{}],"bytes":2,"key":"base64:AA==","db":3}"#
        #expect(
            JSONReading.events(line + "\n\n \r\n" + line) == [
                "key of type string", #"string "v""#, "db3 [0] expires 5 idle 7 freq 9 bytes 2",
                "key of type string", #"string "v""#, "db3 [0] expires 5 idle 7 freq 9 bytes 2",
            ])
        // Null is what other programs write for what is not there.
        let nulls = #"{"db":0,"key":"k","expires_ms":null,"type":"string","list":null,"string":"v","hash":null}"#
        #expect(JSONReading.events(nulls) == ["key of type string", #"string "v""#, #"db0 "k""#])
        let meta = #"""
            {"type":"header","header":{"magic":"REDIS","version":12}}
            {"type":"aux","aux":{"field":"redis-ver","value":"8.2.3"}}
            {"type":"function","function":{"code":"#!lua"}}
            {"type":"module_aux","module_aux":{"name":"scdtype00","encver":1,"when":2,"parts":[]}}
            """#
        #expect(JSONReading.events(meta) == ["other", "other", "function", ##"functionCode "#!lua""##, "other"])
        let array = "[\n\(nulls),\n\(nulls)\n]\n"
        #expect(JSONReading.events(array).count == 6)
        #expect(JSONReading.events("[\n]") == [] && JSONReading.events("") == [])
    }

    static let faults: [(line: String, place: String)] = [
        (#"{"db":0"#, "@7: expected ',' or '}', found the end of the file"),
        (#"{"db":0,}"#, "@8: expected the name of a member, found '}'"),
        (#"{"db" 0}"#, "@6: expected ':', found '0'"),
        (#"{"db":1.5}"#, "@6: expected an integer in range"),
        (#"{"db":01}"#, "@7: expected ',' or '}', found '1'"),
        (#"{"db":-1}"#, "@6: expected an integer in range"),
        (#"{"db":18446744073709551616}"#, "@6: expected an integer in range"),
        (#"{"db":"0"}"#, "@6: expected an integer in range, found '\"'"),
        (#"{"db":0,"db":0}"#, "@13: expected each member once, found '0'"),
        (#"{"key":"k","type":"text"}"#, "@18: expected a type that this version knows"),
        (#"{"key":"k","string":"v","type":"string"}"#, "@20: expected type in front of the value, found '\"'"),
        (#"{"type":"string","list":[]}"#, "@24: expected the value in a member that is named like its type, found '['"),
        (#"{"type":"string","db":0}"#, "@23: expected the value in a member that is named like its type"),
        (#"{"type":"string","string":"v","string":"w"}"#, "@39: expected one value, found '\"'"),
        (#"{"type":"string","string":"v","db":0}"#, "@36: expected db and key"),
        (#"{"db":0,"key":"k","type":"string","string":"v"}{"#, "@47: expected the end of the line, found '{'"),
        ("[]", "@0: expected an object, found '['"),
        ("x", "@0: expected an object, found 'x'"),
        ("{\"db\":0,\n\"key\":\"k\"}", "@8: expected the name of a member, found the end of the line"),
        ("{\"x\":\"a\u{1}\"}", "@7: expected a character (control characters are escaped), found byte 0x01"),
        ("{\"x\":\"a\n\"}", "@7: expected the end of the string, found the end of the line"),
        (#"{"x":"\x"}"#, "@7: expected an escape sequence, found 'x'"),
        (#"{"x":"\u12g4"}"#, "@10: expected a hexadecimal digit, found 'g'"),
        (#"{"x":"\ud800"}"#, "@6: expected a surrogate pair"),
        (#"{"x":"\ud800\ud800"}"#, "@6: expected a surrogate pair"),
        (#"{"x":"\udc00"}"#, "@6: expected a surrogate pair"),
        (#"{"x":tru}"#, "@8: expected a value, found '}'"),
        (#"{"x":+1}"#, "@5: expected a value, found '+'"),
        (#"{"x":1.}"#, "@7: expected a digit, found '}'"),
        (#"{"x":-}"#, "@6: expected a digit, found '}'"),
        (#"{"x":1e}"#, "@7: expected a digit, found '}'"),
        (#"{"x":[1,]}"#, "@8: expected a value, found ']'"),
        (#"{"x":[1}}"#, "@7: expected ',' or ']', found '}'"),
        (#"{"x":{"y":1]}"#, "@11: expected ',' or '}', found ']'"),
    ]

    @Test("says where something else stands, and what", arguments: faults.indices)
    func grammar(_ index: Int) {
        // Behind a sound line, so that the number of the line counts.
        let first = #"{"db":0,"key":"k","type":"string","string":"v"}"# + "\n"
        let (line, place) = Self.faults[index]
        let offset = Int(place.dropFirst().prefix { $0.isNumber }) ?? 0
        let expected =
            "line 2 @\(offset + first.utf8.count): not JSON as convert writes it"
            + place.dropFirst(1 + "\(offset)".count)
        #expect(JSONReading.events(first + line).last == expected)
    }

    @Test func invalidUTF8() {
        for bytes: [UInt8] in [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3], [0xE2, 0x82],
        ] {
            let line = Array(#"{"x":""#.utf8) + bytes + Array(#""}"#.utf8)
            #expect(JSONReading.events(line).last?.contains("expected UTF-8") == true, "\(bytes)")
        }
    }

    @Test("members that the shape requires, and their order")
    func shape() {
        let failure = JSONReading.failure
        #expect(failure("hash", #"[{"field":"f"}]"#) == "expected field and value")
        #expect(failure("hash", #"[{"value":"v","field":"f"}]"#) == "expected field in front of value, found '\"'")
        #expect(failure("zset", #"[{"member":"m"}]"#) == "expected member and score")
        #expect(failure("zset", #"[{"member":"m","score":"1"}]"#) == "expected a score")
        #expect(failure("zset", #"[{"member":"m","score":1e999}]"#) == "expected a score")
        #expect(failure("array", #"[{"value":"v"}]"#) == "expected index in front of value, found '\"'")
        #expect(failure("array", #"[{"index":"-1","value":"v"}]"#) == "expected an integer in range")
        #expect(failure("list", #"{}"#) == "expected an array, found '{'")
        #expect(failure("list", #"[1]"#) == "expected a string, found '1'")
        #expect(failure("list", #"["a" "b"]"#) == "expected ',' or ']', found '\"'")
        #expect(failure("module", #"{"parts":[]}"#) == "expected name and encver in front of parts, found '['")
        #expect(failure("module", #"{"name":"short","encver":1,"parts":[]}"#).hasPrefix("expected the name and"))
        #expect(failure("module", #"{"name":"ReJSON-RL","encver":1024,"parts":[]}"#).hasPrefix("expected the name and"))
        #expect(
            failure("module", #"{"name":"ReJSON-RL","encver":1,"parts":[{"kind":"uint","value":"-1"}]}"#)
                .hasPrefix("expected sint, uint"))
        #expect(failure("stream", #"{"entries":[{"fields":[]}]}"#) == "expected id in front of fields, found '['")
        #expect(failure("stream", #"{"entries":[{"id":"1"}]}"#) == "expected the id of a stream entry")
        #expect(
            failure("stream", #"{"groups":[]}"#) == "expected entries and all counters in front of groups, found '['")
        #expect(failure("stream", #"{"entries":[]}"#) == "expected entries, length, last_id and groups")
        let stream =
            #"{"entries":[],"length":0,"last_id":"0-0","groups":[{"name":"g","last_id":"0-0","consumers":[],"pending":"#
        #expect(
            failure("stream", stream + #"[{"id":"1-1","consumer":"c","delivered_ms":1,"deliveries":1}]}]}"#)
                == "expected consumers that the group has")
        #expect(failure("stream", stream + #"[{"id":"1-1"}]}]}"#) == "expected id, delivered_ms and deliveries")
    }

    @Test("depth, lengths and numbers are bounded")
    func bounds() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(JSONReading.events("{\"x\":\(deep)").last?.contains("nested less deeply") == true)
        let nested = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
        #expect(
            JSONReading.events(#"{"db":0,"key":"k","type":"string","string":"v","x":\#(nested)}"#).last == #"db0 "k""#)
        let digits = String(repeating: "1", count: 2000)
        #expect(JSONReading.events("{\"x\":\(digits)}").last?.contains("expected a number") == true)
        let long = String(repeating: "x", count: 3 << 20)
        let line = #"{"db":0,"key":"k","type":"string","string":"\#(long)"}"#
        #expect(JSONReading.events(line).last?.contains("too large") == true)
        #expect(JSONReading.events(line, memory: 4 << 20).contains { $0.hasPrefix("string 3145728 bytes") })
        // What is not wanted is not held.
        let unknown = #"{"db":0,"\#(long)":"\#(long)","key":"k","type":"string","string":"v"}"#
        #expect(JSONReading.events(unknown, memory: 4 << 20).last == #"db0 "k""#)
    }

    @Test("all ways to split the input are the same")
    func splits() throws {
        let file = SampleFile.redis(hasSlots: false)
        for format in [RDBConvertFormat.ndjson, .json] {
            let json = Converting.result(file, format) { $0.includesMeta = true }.output
            let expected = JSONReading.events(json)
            #expect(expected.count > 100 && expected.last?.hasPrefix("line") == false)
            for step in 1...40 { #expect(JSONReading.events(json, step: step) == expected, "step \(step)") }
        }
        // Escapes and characters at every place of a window.
        for shift in 0..<12 {
            let text = String(repeating: "x", count: (1 << 19) - 60 + shift) + #"\ud83d\ude00é€\n"#
            let line = Array(#"{"db":0,"key":"k","type":"string","string":"\#(text)\#(text)"}"#.utf8)
            #expect(JSONReading.events(line, memory: 4 << 20) == JSONReading.events(line, step: 1000, memory: 4 << 20))
            #expect(JSONReading.events(line, memory: 4 << 20).last == #"db0 "k""#)
        }
    }
}
