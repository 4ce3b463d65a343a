import Testing

@testable import RDBKit

/// What a stream must keep across its nodes and groups.
struct CheckStreamTests {
    /// The findings about a stream of two nodes and one group, changed.
    private func findings(_ version: Int = 3, _ change: (inout StreamBytes) -> Void) -> [String] {
        let ids = [StreamID(1, 1), StreamID(1, 2), StreamID(5, 0)]
        let group = StreamGroupBytes(
            lastID: ids[1], pending: ids,
            consumers: [.init(name: "c", pending: [ids[0], ids[2]]), .init(name: "d", pending: [ids[1]])])
        var stream = StreamBytes(
            nodes: [
                StreamNodeBytes(ids[0], values: ["x", "y"]), StreamNodeBytes(ids[2], values: ["z"]),
            ], length: 3, lastID: ids[2], groups: [group])
        change(&stream)
        let types: [RDBObjectType] = [
            .streamListpacks, .streamListpacks2, .streamListpacks3, .streamListpacks4, .streamListpacks5,
        ]
        var file = RDBBytes("REDIS0014")
        let start = file.entry(types[version - 1], "s", stream.bytes(version: version))
        return Checking.report(file.ended()).findings.filter { $0.severity != .note }.map {
            let text = $0.text.replacing("@\(start)+0", with: "@v")
            return text.replacing(/\ db 0 key "s" stream \w+/, with: "")
        }
    }

    @Test(arguments: 1...5)
    func soundStream(_ version: Int) { #expect(findings(version) { _ in } == []) }

    @Test func length() {
        #expect(findings { $0.length = 4 } == ["error stream-length @v expected 3 found 4"])
        #expect(findings { $0.nodes[0].entries[0].isDeleted = true } == ["error stream-length @v expected 2 found 3"])
        #expect(
            findings {
                $0.nodes[0].entries[0].isDeleted = true
                $0.length = 2
            } == [])
        #expect(findings { $0.nodes = [] } == ["error stream-length @v expected 0 found 3"])
    }

    @Test func order() {
        #expect(findings { $0.nodes[0].entries[1].sequence = 0 } == ["error stream-order @v"])
        #expect(findings { $0.nodes[0].entries[1].milliseconds = 4 } == ["error stream-order @v"])
        #expect(findings { $0.nodes.swapAt(0, 1) }.contains("error stream-order @v"))
    }

    @Test func lastID() {
        #expect(findings { $0.lastID = StreamID(4, 9) } == ["warning stream-last-id @v"])
        #expect(findings { $0.lastID = StreamID(9, 0) } == [])
    }

    @Test func names() {
        #expect(
            findings {
                $0.groups.append(StreamGroupBytes(name: "h"))
                $0.groups.append(StreamGroupBytes(name: "g"))
            } == ["error stream-duplicate-group @v"])
        #expect(findings { $0.groups[0].consumers[1].name = "c" } == ["error stream-duplicate-consumer @v"])
        #expect(
            findings { $0.groups.append(StreamGroupBytes(name: "h", consumers: [.init(name: "c"), .init(name: "d")])) }
                == [])
    }

    @Test func pendingTwice() {
        #expect(
            findings { $0.groups[0].pending.insert(StreamID(1, 1), at: 0) } == ["error pending-duplicate @v"])
    }

    /// Also where another id stands between the two.
    @Test func pendingTwiceOutOfOrder() {
        let found = findings { $0.groups[0].pending.append(StreamID(1, 1)) }
        #expect(found.contains("error pending-duplicate @v"))
    }

    /// Servers do not need the order.
    @Test func pendingOutOfOrder() {
        #expect(findings { $0.groups[0].pending.reverse() } == [])
    }

    @Test func owners() {
        #expect(
            findings { $0.groups[0].consumers[1].pending.append(StreamID(7, 7)) } == ["error pending-not-in-group @v"])
        #expect(
            findings { $0.groups[0].consumers[1].pending.append(StreamID(1, 1)) } == [
                "error pending-two-consumers @v"
            ])
        #expect(
            findings { $0.groups[0].consumers.removeLast() } == ["error pending-no-consumer @v found 1"])
        #expect(findings { $0.groups[0].consumers = [] } == ["error pending-no-consumer @v found 3"])
    }

    /// Refused ids belong to the group and to no consumer.
    @Test func refusedIDs() {
        #expect(
            findings(5) {
                $0.groups[0].consumers[1].pending = []
                $0.groups[0].refused = [StreamID(1, 2)]
            } == [])
        #expect(findings(5) { $0.groups[0].refused = [StreamID(8, 8)] } == ["error pending-not-in-group @v"])
    }

    @Test func manyPendingEntries() {
        let ids = (0..<30_000).map { StreamID(UInt64($0) / 7, UInt64($0) % 7) }
        let change = { (stream: inout StreamBytes) in
            stream.groups = [StreamGroupBytes(pending: ids, consumers: [.init(name: "c", pending: ids)])]
        }
        #expect(findings(3, change) == [])
        #expect(
            findings {
                change(&$0)
                $0.groups[0].consumers[0].pending.remove(at: 12_345)
                $0.groups[0].consumers[0].pending.swapAt(3, 20_000)
            } == ["error pending-no-consumer @v found 1"])
    }

    @Test func pendingEntriesBeyondMemory() {
        let ids = (0..<5000).map { StreamID(UInt64($0), 0) }
        let group = StreamGroupBytes(pending: ids, consumers: [.init(name: "c", pending: [])])
        let stream = StreamBytes(groups: [group])
        let file = RDBBytes.file { $0.entry(.streamListpacks3, "s", stream.bytes(version: 3)) }
        let report = Checking.report(file) { $0.memory = 100_000 }
        #expect(report.worst == .warning)
        #expect(report.findings.contains { $0.error.code == .notChecked && $0.detail?.contains("pending") == true })
    }
}
