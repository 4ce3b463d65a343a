import SystemPackage
import Testing

@testable import RDBKit

@Suite("Comparisons of files")
struct DiffTests {
    private typealias Entry = (type: RDBObjectType, key: String, value: [UInt8])

    private func file(_ entries: [Entry], expires: [String: Int64] = [:]) -> [UInt8] {
        RDBBytes.file { file in
            for entry in entries {
                if let expiry = expires[entry.key] { file.expireMs(expiry) }
                file.entry(entry.type, entry.key, entry.value)
            }
        }
    }

    private func input(_ bytes: [UInt8]) -> RDBInput {
        RDBInput(MemorySource(bytes)) { () throws(RDBError) -> any ByteSource in MemorySource(bytes) }
    }

    /// The differences as `op key part op name`, and the report.
    func compare(
        _ before: [UInt8], _ after: [UInt8], _ change: (inout DiffOptions) -> Void = { _ in }
    ) -> (lines: [String], report: DiffReport) {
        var options = DiffOptions()
        change(&options)
        var lines: [String] = []
        let report = RDBDiffer(before: input(before), after: input(after), options).compare { difference in
            let name = String(decoding: difference.key?.name ?? [], as: UTF8.self)
            lines.append("\(difference.kind) \(name)")
            for change in difference.changes {
                lines.append("\(change.kind) \(change.part.rawValue) \(String(decoding: change.name, as: UTF8.self))")
            }
            return true
        }
        return (lines, report)
    }

    private func strings(_ texts: String...) -> [UInt8] { texts.flatMap { Bytes.string($0) } }

    private func hash(_ key: String, _ fields: String...) -> Entry {
        (.hash, key, [UInt8(fields.count / 2)] + fields.flatMap { Bytes.string($0) })
    }

    private func list(_ key: String, _ items: String...) -> Entry {
        (.list, key, [UInt8(items.count)] + items.flatMap { Bytes.string($0) })
    }

    @Test("only what differs")
    func differences() {
        let before = file([
            (.string, "same", strings("v")), (.string, "gone", strings("v")),
            hash("hash", "a", "1", "b", "2", "c", "3"),
            list("list", "a", "b", "c", "d"), (.string, "type", strings("v")),
            (.zset2, "zset", [1] + strings("m") + Bytes.f64(1)),
        ])
        let after = file([
            (.zset2, "zset", [1] + strings("m") + Bytes.f64(1.25)), (.set, "type", [1] + strings("v")),
            list("list", "a", "c", "d", "e"), hash("hash", "d", "4", "b", "5", "a", "1"),
            (.string, "new", strings("v")),
            (.string, "same", strings("v")),
        ])
        let found = compare(before, after)
        #expect(
            found.lines == [
                "removed gone", "changed hash", "changed field b", "removed field c", "added field d", "changed list",
                "removed item 1", "added item 3", "changed type", "changed type ", "changed zset", "changed score m",
                "added new",
            ])
        #expect(found.report.isComplete && !found.report.isSame)
        #expect((found.report.added, found.report.removed, found.report.changed) == (1, 1, 4))
        #expect(compare(before, before).report.isSame)
        #expect(compare(before, after) { $0.scoreTolerance = 0.25 }.report.changed == 3)
    }

    @Test("expiries: exact, within a tolerance, ignored, passed")
    func expiries() {
        let entries: [Entry] = [(.string, "a", strings("v")), (.string, "b", strings("v"))]
        let before = file(entries, expires: ["a": 5000, "b": 9000])
        let after = file(entries, expires: ["a": 5900])
        #expect(compare(before, after).lines == ["changed a", "changed expiry ", "changed b", "removed expiry "])
        #expect(compare(before, after) { $0.expiryToleranceMs = 1000 }.lines == ["changed b", "removed expiry "])
        #expect(compare(before, after) { $0.form.hasExpiries = false }.report.isSame)
        #expect(compare(before, after) { $0.form.nowMs = 6000 }.lines == ["changed b", "removed expiry "])
        #expect(compare(before, after) { $0.form.nowMs = 9001 }.lines == ["added b"])
    }

    @Test("what finds no room is spilled, and found again")
    func spills() {
        var random = TestRandom(5)
        var entries: [Entry] = (0..<20_000).map { (.string, "key:\($0)", strings("value \($0)")) }
        let before = file(entries)
        for index in entries.indices.reversed() {
            entries.swapAt(index, Int(random.next() % UInt64(index + 1)))
        }
        entries.removeLast(3)
        entries[7].value = strings("another")
        entries.append((.string, "new", strings("v")))
        let found = compare(before, file(entries)) { $0.memory = 1 << 20 }
        #expect((found.report.added, found.report.removed, found.report.changed) == (1, 3, 1))
        #expect(found.report.failure == nil && found.lines.last == "added new")
        let failing = compare(before, file(entries)) {
            $0.memory = 1 << 20
            $0.temporaryFolder = "/nowhere"
        }
        #expect(failing.report.failure != nil && !failing.report.isComplete)
        // What was forgotten must not seem to be missing.
        #expect(failing.lines.isEmpty && failing.report.isSame && !failing.report.isComparable)
    }

    @Test("however many differ: all are counted, and shown in their order", arguments: [false, true])
    func manyDifferences(_ isMissing: Bool) {
        let names = (0..<23_000).map { "key:\($0)" }
        let before = file(names.map { (.string, $0, strings("one")) })
        let after = file(isMissing ? [] : names.reversed().map { (.string, $0, strings("two")) })
        let found = compare(before, after) { $0.memory = 1 << 20 }
        #expect(found.report.isComplete && found.report.added == 0)
        #expect(found.report.removed == (isMissing ? 23_000 : 0) && found.report.changed == (isMissing ? 0 : 23_000))
        #expect(
            found.lines.filter { $0 != "changed value " }
                == names.map { "\(isMissing ? "removed" : "changed") \($0)" })
    }

    @Test("a place that cannot be read again ends the comparison with an error")
    func lostPlaces() {
        let spill = DiffSpill("/nowhere")
        let places = DiffPlaces(memory: 100, spill: spill)
        for offset in 0..<50 { places.add([DiffShard.Pair(before: UInt64(offset), after: 0, isUnknown: false)]) }
        #expect(spill.failure != nil)
    }

    @Test("what cannot be read is unknown, not different")
    func damage() {
        let before = file([(.string, "a", strings("v")), (.string, "b", strings("w")), (.string, "c", strings("x"))])
        let broken = file([
            (.string, "b", Bytes.lzf([0x20, 0x20], length: 100)), (.string, "a", strings("v")),
            (.string, "d", strings("v")),
        ])
        let found = compare(before, broken)
        #expect(found.lines == ["removed c", "added d"] && found.report.unknown == 1 && !found.report.isComplete)
        #expect(found.report.answer == false)
        // Nothing is missing that may be in the part that cannot be read.
        let cut = compare(before, Array(before.prefix(15)))
        #expect(cut.lines == [] && cut.report.unknown == 2 && !cut.report.isComplete)
        #expect(cut.report.answer == nil && compare(before, before).report.answer == true)
    }

    // MARK: Mappings

    /// Two databases, the first with an old prefix, and what became of them.
    private static let before = RDBBytes.file { file in
        file.entry(.string, "old:a", Bytes.string("1"))
        file.entry(.string, "old:b", Bytes.string("2"))
        file.entry(.string, "c", Bytes.string("3"))
        file.selectDB(3)
        file.entry(.string, "d", Bytes.string("4"))
    }

    private static let after = RDBBytes.file { file in
        file.entry(.string, "d", Bytes.string("4"))
        file.selectDB(7)
        file.entry(.string, "c", Bytes.string("3"))
        file.entry(.string, "b", Bytes.string("5"))
        file.entry(.string, "a", Bytes.string("1"))
    }

    private static func migration(_ options: inout DiffOptions) {
        options.mapping.names.strippedPrefix = Array("old:".utf8)
        options.mapping.databases = [0: 7, 3: 0]
    }

    @Test("the keys of the first are compared where they went")
    func mapping() {
        let found = compare(Self.before, Self.after, Self.migration)
        #expect(found.lines == ["changed b", "changed value "])
        #expect(found.report.isComplete)
        #expect(compare(Self.before, Self.after).report.changed == 0)
        let none = compare(Self.before, RDBBytes.file { _ in }, Self.migration)
        #expect(none.lines == ["removed a", "removed b", "removed c", "removed d"])
    }

    @Test("a key tells where it came from, if that is elsewhere")
    func origins() {
        func origins(_ change: (inout DiffOptions) -> Void) -> [String] {
            var options = DiffOptions()
            change(&options)
            var lines: [String] = []
            _ = RDBDiffer(before: input(Self.before), after: input(RDBBytes.file { _ in }), options).compare {
                guard let key = $0.before else { return true }
                let origin = key.origin.map { "\($0.database) \(String(decoding: $0.name, as: UTF8.self))" }
                lines.append("\(key.database) \(String(decoding: key.name, as: UTF8.self)) < \(origin ?? "")")
                return true
            }
            return lines
        }
        #expect(origins(Self.migration) == ["7 a < 0 old:a", "7 b < 0 old:b", "7 c < 0 c", "0 d < 3 d"])
        #expect(origins { $0.mapping.databases = [3: 4] } == ["0 old:a < ", "0 old:b < ", "0 c < ", "4 d < 3 d"])
    }

    @Test("filters see the new names and databases")
    func mappedFilters() {
        for pattern in ["b", "a"] {
            let found = compare(Self.before, Self.after) {
                Self.migration(&$0)
                $0.filter.globs = [GlobPattern(pattern)]
                $0.filter.databases = [7...7]
            }
            #expect(found.lines.first == (pattern == "b" ? "changed b" : nil) && found.report.isComplete)
        }
    }

    @Test("keys that become one are named, and nothing is compared", arguments: [false, true])
    func collisions(_ hasTypes: Bool) throws {
        let before = file([
            (.string, "x:a", strings("1")), (.set, "y:a", [1] + strings("1")), (.string, "x:b", strings("2")),
        ])
        let substitution = try KeySubstitution("s/^.://")
        let found = compare(before, before) {
            $0.mapping.names.substitutions = [substitution]
            if hasTypes { $0.filter.types = [.string] }
        }
        #expect(found.report.before.hasCollisions == !hasTypes && found.report.isComplete == hasTypes)
        #expect(found.report.isComparable == hasTypes)
        let named = found.report.before.findings
        #expect(named.map(\.error.code) == (hasTypes ? [] : [.keyCollision]))
        #expect(hasTypes || named.first?.key == Array("y:a".utf8))
        #expect(hasTypes == !found.lines.isEmpty)
    }

    @Test("of keys that have expired no two become one")
    func expiredCollisions() {
        let before = file([(.string, "x", strings("1")), (.string, "p:x", strings("1"))], expires: ["p:x": 5])
        let after = file([(.string, "x", strings("1"))])
        let found = compare(before, after) {
            $0.mapping.names.strippedPrefix = Array("p:".utf8)
            $0.form.nowMs = 1000
        }
        #expect(found.report.isSame && found.report.isComplete)
    }

    @Test("more names than there is memory for are an error, for some could be one")
    func tooManyNames() {
        let before = file((0..<80_000).map { (.string, "key:\($0)", strings("v")) })
        let found = compare(before, before) {
            $0.mapping.databases = [5: 6]
            $0.memory = 1 << 20
        }
        #expect(found.report.isSame && !found.report.isComplete && !found.report.before.hasCollisions)
        #expect(found.report.before.findings.map(\.error.code) == [.notChecked])
    }

    @Test("what a regular expression cannot decide is left out and counted")
    func undecided() throws {
        let substitution = try KeySubstitution("s/a/bbbbbbbb/g")
        let entries: [Entry] = [(.string, String(repeating: "a", count: 60_000), strings("1"))]
        let found = compare(file(entries), file([])) { $0.mapping.names.substitutions = [substitution] }
        #expect(found.lines.isEmpty && found.report.before.undecidedKeys == 1 && !found.report.isComplete)
    }

    @Test("long lists without a shortest edit")
    func longLists() {
        let before = (0..<3000).map { Array("a\($0)".utf8) }
        let after = (0..<3000).map { Array("b\($0)".utf8) }
        let front = [Array("x".utf8)]
        let changes = ListEdits.changes(from: front + before, to: front + after)
        #expect(changes.count == 6000 && changes.first?.name == Array("1".utf8))
    }
}
