import Testing

@testable import RDBKit

@Suite("Comparisons with JSON of convert")
struct JSONDiffTests {
    /// The output of `convert`.
    static func json(
        _ file: [UInt8], _ format: RDBConvertFormat = .ndjson, _ change: (inout RDBConvertOptions) -> Void = { _ in }
    ) -> [UInt8] {
        Converting.result(file, format) { change(&$0) }.output
    }

    private func compare(
        _ before: [UInt8], _ after: [UInt8], _ change: (inout DiffOptions) -> Void = { _ in }
    ) -> (lines: [String], report: DiffReport) {
        DiffTests().compare(before, after, change)
    }

    private func expectSame(_ before: [UInt8], _ after: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        let found = compare(before, after) { $0.form.isExact = true }
        let findings = (found.report.before.findings + found.report.after.findings).map(\.text)
        #expect(found.lines == [] && found.report.isSame && found.report.isComplete, sourceLocation: sourceLocation)
        #expect(findings.filter { $0.hasPrefix("error") } == [], sourceLocation: sourceLocation)
    }

    @Test("what convert writes is what the file holds", arguments: Fixtures.names)
    func fixtures(_ name: String) throws {
        let file = try Fixtures.bytes(name)
        let lines = Self.json(file) {
            $0.includesMeta = true
            $0.extras = [.file, .offset, .bytes]
        }
        let array = Self.json(file, .json)
        expectSame(file, lines)
        expectSame(array, file)
        expectSame(lines, array)
    }

    @Test("all layouts, with what JSON does not hold", arguments: [0, 1])
    func samples(_ sample: Int) {
        let file = SampleFile.bothWithoutSlots[sample]
        expectSame(file, Self.json(file) { $0.includesMeta = true })
    }

    @Test("numbers that JSON has no form for are one on both sides")
    func numbers() {
        let file = RDBBytes.file("REDIS0014") { file in
            file.entry(
                .array, "a", Bytes.hex("02 00 00 02") + Bytes.f64(1.5) + Bytes.hex("01 02") + Bytes.f64(.infinity))
            file.entry(
                .module2, "m",
                Bytes.hex("81 000102030405060C 03 0100C0FF 04") + Bytes.u64(0xFFF8_0000_0000_0001) + [0])
            let scores = [
                1e300, .leastNonzeroMagnitude, -0.0, .infinity, -.infinity, 0.1, 123_456_789_012_345_680,
            ]
            let members = scores.enumerated().flatMap { Bytes.string("m\($0)") + Bytes.f64($1) }
            file.entry(.zset2, "z", [UInt8(scores.count)] + members)
        }
        expectSame(file, Self.json(file))
    }

    @Test("random values")
    func random() {
        var random = TestRandom(77)
        for _ in 0..<20 {
            let file = RDBBytes.file { file in
                for index in 0..<40 {
                    if random.next() % 3 == 0 { file.expireMs(Int64(random.next() % 4_000_000_000_000)) }
                    let (type, value) = Self.value(&random)
                    file.entry(type, "key \(index)\u{7F}\u{e4}", value)
                }
            }
            expectSame(file, Self.json(file))
        }
    }

    /// A value of any type, with strings that are hard to write.
    private static func value(_ random: inout TestRandom) -> (RDBObjectType, [UInt8]) {
        let count = Int(random.next() % 20)
        func strings(_ number: Int) -> [UInt8] { (0..<number).flatMap { _ in string(&random) } }
        switch random.next() % 5 {
        case 0: return (.string, string(&random))
        case 1: return (.list, [UInt8(count)] + strings(count))
        case 2: return (.set, [UInt8(count)] + strings(count))
        case 3:
            let members = (0..<count).flatMap { _ in
                string(&random) + Bytes.f64(Double(bitPattern: random.next()))
            }
            return (.zset2, [UInt8(count)] + members)
        default: return (.hash, [UInt8(count)] + strings(2 * count))
        }
    }

    private static func string(_ random: inout TestRandom) -> [UInt8] {
        let length = Int(random.next() % (random.next() % 50 == 0 ? 5000 : 40))
        switch random.next() % 5 {
        case 0: return Bytes.string(random.bytes(length))
        case 1: return Bytes.integer(Int32(truncatingIfNeeded: random.next()))
        case 2: return Bytes.string("base64:" + String(repeating: "A", count: length))
        case 3:
            let alphabet: [Character] = ["\"", "\\", "\n", "\u{0}", "\u{1F}", "é", "€", "😀", "x", "\u{7F}"]
            return Bytes.string(String((0..<length).map { _ in alphabet[Int(random.next() % 10)] }))
        default: return Bytes.string(String(repeating: "x", count: length))
        }
    }

    @Test("large values, whole and in pieces")
    func largeValues() {
        var random = TestRandom(78)
        let file = RDBBytes.file { file in
            file.entry(.string, "text", Bytes.string(String(repeating: "\"é", count: 900_000)))
            file.entry(.string, "bytes", Bytes.string(random.bytes(2_000_000)))
            let items = (0..<30_000).flatMap { Bytes.string("item \($0)") }
            file.entry(.list, "list", Bytes.length(30_000) + items)
        }
        let lines = Self.json(file)
        expectSame(file, lines)
        // What finds no room is unknown.
        let found = compare(file, lines) { $0.memory = 1 << 20 }
        #expect(found.report.unknown == 2 && !found.report.isComplete && found.lines == [])
        #expect(found.report.after.findings.map(\.error.code) == [.memoryLimit, .memoryLimit])
    }
}

@Suite("Differences from JSON of convert")
struct JSONDifferenceTests {
    private static let file = RDBBytes.file { file in
        file.entry(.string, "s", Bytes.string("v"))
        file.expireMs(5000)
        file.entry(.hash, "h", Bytes.hex("02 0166 0176 0167 0177"))
        file.selectDB(2)
        file.entry(.zset2, "z", Bytes.hex("01 016D") + Bytes.f64(1))
        file.entry(.list, "l", Bytes.hex("02 0161 0162"))
    }

    private func compare(
        _ before: [UInt8], _ after: String, _ change: (inout DiffOptions) -> Void = { _ in }
    ) -> (lines: [String], report: DiffReport) {
        DiffTests().compare(before, Array(after.utf8), change)
    }

    private static let text = String(decoding: JSONDiffTests.json(file), as: UTF8.self)

    private func edited(_ old: String, _ new: String) -> String { Self.text.replacing(old, with: new) }

    @Test("are found exactly")
    func exact() {
        let file = Self.file
        #expect(compare(file, Self.text).report.isSame)
        #expect(compare(file, edited(#""string":"v""#, #""string":"w""#)).lines == ["changed s", "changed value "])
        #expect(compare(file, edited("5000", "5001")).lines == ["changed h", "changed expiry "])
        #expect(compare(file, edited("5000", "5001")) { $0.expiryToleranceMs = 1 }.report.isSame)
        #expect(compare(file, edited(#""g""#, #""i""#)).lines == ["changed h", "removed field g", "added field i"])
        #expect(
            compare(file, edited(#""value":"w""#, #""value":"w","expires_ms":9"#)).lines
                == ["changed h", "added field-expiry g"])
        #expect(compare(file, edited("1.0", "1.25")).lines == ["changed z", "changed score m"])
        #expect(compare(file, edited(#"["a","b"]"#, #"["b"]"#)).lines == ["changed l", "removed item 0"])
        #expect(compare(file, edited(#""key":"l""#, #""key":"m""#)).lines == ["removed l", "added m"])
        #expect(compare(file, edited(#"{"db":2,"key":"l""#, #"{"db":3,"key":"l""#)).lines == ["removed l", "added l"])
        #expect(
            compare(file, edited("list", "set").replacing("quickset", with: "quicklist")).lines
                == ["changed l", "changed type "])
    }

    @Test("both JSON, in any order, compressed files included")
    func bothJSON() {
        let shuffled = Self.text.split(separator: "\n").reversed().joined(separator: "\n")
        #expect(compare(Array(Self.text.utf8), shuffled).report.isSame)
        let changed = shuffled.replacing("1.0", with: "2.0").replacing(#""string":"v""#, with: #""string":"w""#)
        let found = compare(Array(changed.utf8), Self.text)
        #expect(found.lines == ["changed z", "changed score m", "changed s", "changed value "])
        // What cannot jump goes on from where it stands, or starts anew.
        let sources = [Array(changed.utf8), Array(Self.text.utf8)].map { bytes in
            RDBInput(MemorySource(bytes, step: 5, hidesSize: true)) { () throws(RDBError) -> any ByteSource in
                MemorySource(bytes, step: 5, hidesSize: true)
            }
        }
        var names: [[UInt8]] = []
        let report = RDBDiffer(before: sources[0], after: sources[1]).compare { difference in
            names.append(difference.key?.name ?? [])
            return true
        }
        #expect(report.changed == 2 && names == [Array("z".utf8), Array("s".utf8)])
    }

    @Test("filters see keys of JSON")
    func filters() {
        let changed = Self.text.replacing("1.0", with: "2.0").replacing(#""string":"v""#, with: #""string":"w""#)
        #expect(compare(Self.file, changed) { $0.filter.types = [.zset] }.lines == ["changed z", "changed score m"])
        #expect(compare(Self.file, changed) { $0.filter.databases = [0...0] }.lines == ["changed s", "changed value "])
        let sizes = compare(Self.file, Self.text) { $0.filter.valueBytes = 0...1000 }
        #expect(sizes.report.unknown == 4 && !sizes.report.isComplete)
        let bytes = JSONDiffTests.json(Self.file) { $0.extras = .bytes }
        #expect(
            compare(Self.file, String(decoding: bytes, as: UTF8.self)) { $0.filter.valueBytes = 0...3 }.report
                .isComplete)
        #expect(compare(Self.file, Self.text) { $0.form.nowMs = 6000 }.report.isSame)
    }

    @Test("function libraries take part only where the JSON says which there are")
    func functions() {
        let file = RDBBytes.file { file in
            file.opcode(245, Bytes.string("#!lua name=x\nreturn 1"))
            file.entry(.string, "s", Bytes.string("v"))
        }
        let silent = compare(file, String(decoding: JSONDiffTests.json(file), as: UTF8.self))
        #expect(silent.report.isSame && silent.report.isComplete && silent.report.uncomparedFunctions == 1)
        let meta = String(decoding: JSONDiffTests.json(file) { $0.includesMeta = true }, as: UTF8.self)
        #expect(compare(file, meta).report.isSame && compare(file, meta).report.uncomparedFunctions == 0)
        #expect(
            compare(file, meta.replacing("return 1", with: "return 2")).report.libraries == [
                LibraryDifference(kind: .changed, name: "x")
            ])
        let without = meta.split(separator: "\n").filter { !$0.contains("#!lua") }.joined(separator: "\n")
        #expect(compare(file, without).report.libraries(.removed) == 1)
    }

    @Test("what cannot be read is unknown")
    func damage() {
        // A value: its key is unknown, and another may have been in the same line.
        let value = compare(Self.file, edited(#""score":1.0"#, #""score":1.x"#))
        #expect(value.lines == [] && value.report.unknown == 1 && value.report.after.isCut)
        #expect(
            value.report.after.findings.map(\.message) == [
                "not JSON as convert writes it: expected a digit, found 'x' (line 3)"
            ])
        #expect(value.report.after.findings.first?.key == Array("z".utf8))
        #expect(value.report.after.findings.first?.database == 2)
        // A line without a key: any key may have been in it.
        let line = compare(Self.file, edited(#"{"db":0,"key":"s""#, #"{"db":0,"key";"s""#))
        #expect(line.lines == [] && line.report.unknown == 1 && !line.report.isComplete)
        // A line that lost its end.
        let joined = compare(Self.file, edited("}\n{\"db\":2,\"key\":\"l\"", "}{\"db\":2,\"key\":\"l\""))
        #expect(joined.lines == [] && joined.report.unknown == 2)
        let cut = compare(Self.file, String(Self.text.dropLast(6)))
        #expect(cut.lines == [] && cut.report.unknown == 1 && cut.report.after.isCut)
        let array = String(decoding: JSONDiffTests.json(Self.file, .json), as: UTF8.self)
        #expect(compare(Self.file, array).report.isSame)
        #expect(compare(Self.file, String(array.dropLast(2))).report.after.isCut)
        #expect(compare(Self.file, array + "x").report.after.isCut)
    }

    /// Sound files in which every value type occurs.
    private static let whole = JSONDiffTests.json(SampleFile.redis(hasSlots: false)) { $0.includesMeta = true }

    @Test("every length of a file: nothing traps, and only what is there is the same")
    func truncation() {
        let sample = SampleFile.redis(hasSlots: false)
        for length in stride(from: 1, to: Self.whole.count - 1, by: 3) {
            let found = DiffTests().compare(sample, Array(Self.whole.prefix(length)))
            #expect(!found.report.isSame || !found.report.isComplete, "\(length)")
            // All that was found to differ is what is not there, and that only where a line had its end.
            let isAtEnd = Self.whole[length - 1] == 0x0A || Self.whole[length] == 0x0A
            #expect(isAtEnd || found.lines == [], "\(length)")
        }
    }

    @Test("every byte changed: nothing traps, and what is called the same is the same")
    func flips() {
        let lines = Array(Self.text.utf8)
        var random = TestRandom(79)
        let expected = JSONReading.events(lines)
        for place in lines.indices {
            var damaged = lines
            damaged[place] ^= UInt8(1 << (random.next() % 8))
            let report = DiffTests().compare(Self.file, damaged).report
            let isUntouched = JSONReading.events(damaged) == expected
            #expect((report.isSame && report.isComplete) == isUntouched, "\(place)")
        }
        let sample = SampleFile.redis(hasSlots: false)
        for place in Self.whole.indices where place % 5 == 0 {
            var damaged = Self.whole
            damaged[place] = UInt8(truncatingIfNeeded: random.next())
            _ = DiffTests().compare(sample, damaged)
        }
    }
}
