import Testing

@testable import RDBKit

/// What stays is copied byte for byte; what changes changes nothing else.
struct RewriteTests {
    private static let small = RDBBytes.file { file in
        file.aux("redis-ver", "7.4.1")
        file.aux("repl-id", "abc")
        file.opcode(245, Bytes.string("#!lua name=x\nreturn 1"))
        file.selectDB(0)
        file.resizeDB(3, 2)
        file.expireMs(5000)
        file.opcode(248, Bytes.length(300))
        file.entry(.string, "user:1", Bytes.string("a"))
        file.expireMs(9000)
        file.opcode(249, [5])
        file.entry(.string, "user:2", Bytes.integer(7))
        file.entry(.list, "user:3", Bytes.hex("02 0161 C007"))
        file.selectDB(2)
        file.resizeDB(1, 0)
        file.entry(.hash, "other", Bytes.hex("01 0161 C007"))
    }

    private static let keys = [
        "0 user:1 expires 5000 idle 300", "0 user:2 expires 9000 freq 5", "0 user:3", "2 other",
    ]

    private func keys(_ change: (inout RDBRewriteOptions) -> Void) -> [String] {
        Rewriting.records(Self.small, change).filter { $0.first?.isNumber == true }
    }

    @Test(arguments: Fixtures.names)
    func fixturesAreCopied(_ name: String) throws {
        let file = try Fixtures.bytes(name)
        let hasChecksum = file.suffix(8) != [0, 0, 0, 0, 0, 0, 0, 0]
        let result = Rewriting.result(file, step: 7, threads: 2) { $0.hasChecksum = hasChecksum }
        #expect(result.output == file)
    }

    @Test(arguments: [0, 1])
    func samplesAreCopied(_ sample: Int) {
        let file = SampleFile.both[sample]
        for (step, threads) in [(1, 1), (7, 3), (.max, 2)] {
            #expect(Rewriting.result(file, step: step, threads: threads).output == file)
        }
    }

    /// All key opcodes are written anew then, types and names copied, and hashes with fields that expire encoded.
    @Test(arguments: [0, 1])
    func samplesAreCopiedBehindNewOpcodes(_ sample: Int) {
        let file = SampleFile.both[sample]
        let there = Rewriting.result(file, step: 7, threads: 2) { $0.expiries.shiftMs = 1000 }
        let back = Rewriting.result(there.output) { $0.expiries.shiftMs = -1000 }
        #expect(back.records == Rewriting.records(file))
        #expect(digest(back.output) == digest(file) && digest(there.output) != digest(file))
        let fields = Rewriting.result(file) {
            $0.filter.types = [.hash]
            $0.expiries.shiftMs = 1000
        }
        let expiries = self.expiries(of: fields.output)
        #expect(!expiries.isEmpty && expiries == self.expiries(of: file).map { $0 + 1000 })
    }

    private func digest(_ bytes: [UInt8]) -> ContentDigest {
        RDBDigester().digest(RDBInput(MemorySource(bytes))).digest
    }

    /// Expiries of all hash fields, in order.
    private func expiries(of bytes: [UInt8]) -> [Int64] {
        struct Collector: RDBValueVisitor {
            var expiries: [Int64] = []
            mutating func fieldExpiry(_ milliseconds: Int64?) { if let milliseconds { expiries.append(milliseconds) } }
        }
        var collector = Collector()
        do throws(RDBError) {
            var reader = try RDBReader(MemorySource(bytes))
            while let record = try reader.next() { if record == .entry { try reader.decodeValue(into: &collector) } }
        } catch {
            Issue.record("\(error)")
        }
        return collector.expiries.sorted()
    }

    /// What was written is what the report says that must be there.
    @Test(arguments: [0, 1])
    func contentsAreKnown(_ sample: Int) throws {
        let substitution = try KeySubstitution("s/k/K/")
        let result = Rewriting.result(SampleFile.both[sample], step: 7, threads: 2) {
            $0.gathersContents = true
            $0.expiries.shiftMs = 5000
            $0.mapping.names.substitutions = [substitution]
            $0.mapping.databases = [0: 2000, 3: 1]
        }
        let contents = try #require(result.report.contents)
        func matches(_ bytes: [UInt8]) -> Bool {
            contents.match(RDBInput(MemorySource(bytes)), threads: 1, memory: 1 << 24)
        }
        #expect(matches(result.output) && !matches(SampleFile.both[sample]))
        var changed = result.output
        changed[changed.count / 2] ^= 1
        #expect(!matches(changed))
        #expect(!matches(Rewriting.result(result.output) { $0.limit = 5 }.output))
    }

    @Test func filtersLeaveKeysOut() {
        let records = Rewriting.records(Self.small) { $0.filter.globs = [GlobPattern("*2")] }
        #expect(records == ["aux redis-ver 7.4.1", "function", "select 0", Self.keys[1], "select 2", "eof"])
        #expect(keys { $0.filter.databases = [2...2] } == [Self.keys[3]])
        #expect(Rewriting.records(Self.small) { $0.filter.databases = [2...2] }.contains("select 0") == false)
        #expect(keys { $0.filter.types = [.list] } == [Self.keys[2]])
        #expect(keys { $0.limit = 2 } == Array(Self.keys.prefix(2)))
    }

    @Test func sizesAreLookedAtAhead() {
        let result = Rewriting.result(Self.small) { $0.filter.valueBytes = 4...9 }
        #expect(result.records.filter { $0.first?.isNumber == true } == [Self.keys[2], Self.keys[3]])
    }

    @Test func expiriesChange() {
        #expect(keys { $0.expiries.persists = true }.allSatisfy { !$0.contains("expires") })
        #expect(Rewriting.records(Self.small) { $0.expiries.persists = true }.contains("resize 3 0"))
        #expect(
            keys { $0.expiries.shiftMs = -6000 }[...1].elementsEqual([
                "0 user:1 expires 1 idle 300", "0 user:2 expires 3000 freq 5",
            ]))
        #expect(keys { $0.expiries.dropsBeforeMs = 5001 } == Array(Self.keys.dropFirst()))
        // Shifted first, dropped then.
        let both = keys {
            $0.expiries.shiftMs = 1
            $0.expiries.dropsBeforeMs = 5001
            $0.expiries.persists = true
        }
        #expect(both.count == 4 && both[0] == "0 user:1 idle 300")
    }

    @Test func expiriesBeforeVersion3AreSeconds() {
        let file = RDBBytes.file("REDIS0002") { file in
            file.opcode(253, Bytes.u32(100))
            file.entry(.string, "k", Bytes.string("v"))
        }
        let result = Rewriting.result(file) { $0.expiries.shiftMs = 5000 }
        #expect(result.output == Bytes.hex("\"REDIS0002\" FD 69000000 00 01\"k\" 01\"v\" FF"))
    }

    @Test func namesChange() throws {
        let substitution = try KeySubstitution("s/^u(ser):/$1=/")
        let changed = keys {
            $0.mapping.names.strippedPrefix = Array("oth".utf8)
            $0.mapping.names.substitutions = [substitution]
            $0.mapping.names.addedPrefix = Array("x:".utf8)
        }
        #expect(changed.map { $0.split(separator: " ")[1] } == ["x:ser=1", "x:ser=2", "x:ser=3", "x:er"])
    }

    @Test func databasesChange() {
        let records = Rewriting.records(Self.small) { $0.mapping.databases = [0: 2, 2: 0] }
        #expect(
            records.filter { $0.hasPrefix("select") || $0.hasPrefix("resize") } == ["select 2", "select 2", "select 0"])
        #expect(keys { $0.mapping.databases = [2: 7] }.last == "7 other")
    }

    @Test func partsAreStripped() {
        let aux = Rewriting.records(Self.small) { $0.stripped = .aux }
        #expect(!aux.contains { $0.hasPrefix("aux") } && aux.contains("function"))
        #expect(!Rewriting.records(Self.small) { $0.stripped = .functions }.contains("function"))
        #expect(keys { $0.stripped = [.idle, .frequency] }.allSatisfy { !$0.contains("idle") && !$0.contains("freq") })
        let modules = Rewriting.records(SampleFile.redis(hasSlots: false)) { $0.stripped = .modules }
        #expect(!modules.contains("moduleAux") && !modules.contains { $0.contains("classes") })
        #expect(modules.contains("3 k"))
    }

    /// Whoever starts with other data must not tell replicas that it has theirs.
    @Test func replicationGoesWithTheData() {
        #expect(Rewriting.result(Self.small).output == Self.small)
        #expect(
            !Rewriting.records(Self.small) { $0.mapping.names.addedPrefix = [0x78] }.contains { $0.contains("repl-id") }
        )
        #expect(Rewriting.records(Self.small) { $0.stripped = .idle }.contains("aux repl-id abc"))
    }

    @Test func slotsGoWithTheirKeys() {
        let file = SampleFile.redis(hasSlots: true)
        #expect(Rewriting.records(file) { $0.stripped = .aux }.contains("slot 7629 1 0"))
        for change in [
            { (options: inout RDBRewriteOptions) in options.mapping.names.addedPrefix = [0x78] },
            { $0.filter.types = [.string] },
        ] {
            #expect(!Rewriting.result(file, change).records.contains { $0.hasPrefix("slot") })
        }
    }

    @Test func noChecksum() {
        let result = Rewriting.result(Self.small) { $0.hasChecksum = false }
        #expect(result.output == Self.small.dropLast(8) + [UInt8](repeating: 0, count: 8))
    }

    /// Key opcodes in front of another record belong to the next key.
    @Test func waitingOpcodesGoToTheirKey() {
        let file = RDBBytes.file { file in
            file.expireMs(5)
            file.selectDB(1)
            file.opcode(248, Bytes.length(9))
            file.aux("a", "b")
            file.entry(.string, "k", Bytes.string("v"))
            file.entry(.string, "l", Bytes.string("v"))
        }
        for threads in [1, 2] {
            for step in [1, .max] {
                let result = Rewriting.result(file, step: step, threads: threads)
                #expect(result.records == ["select 1", "aux a b", "1 k expires 5 idle 9", "1 l", "eof"])
            }
        }
    }
}
