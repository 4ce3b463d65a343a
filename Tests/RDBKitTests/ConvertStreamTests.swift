import Testing

@testable import RDBKit

/// Streams: entries, deleted ones, groups, consumers, pending entries.
struct ConvertStreamTests {
    private static var stream: StreamBytes {
        let ids = [StreamID(1, 1), StreamID(1, 2), StreamID(1, 5)]
        var node = StreamNodeBytes(ids[0], values: ["x", 7])
        node.entries[1].isDeleted = true
        node.entries.append(.init(milliseconds: 0, sequence: 4, items: ["own", "y", "own", "z"], hasOwnFields: true))
        let group = StreamGroupBytes(
            name: "g", lastID: StreamID(1, 5), pending: ids,
            consumers: [
                .init(name: "c", pending: [ids[0], ids[2]]), .init(name: "idle"), .init(name: "d", pending: [ids[1]]),
            ])
        return StreamBytes(nodes: [node], length: 2, lastID: StreamID(1, 9), groups: [group])
    }

    private static let entries =
        "\"entries\":[{\"id\":\"1-1\",\"fields\":[{\"field\":\"f\",\"value\":\"x\"}]},"
        + "{\"id\":\"1-5\",\"fields\":[{\"field\":\"own\",\"value\":\"y\"},{\"field\":\"own\",\"value\":\"z\"}]}]"

    private static let group =
        "{\"name\":\"g\",\"last_id\":\"1-5\",\"consumers\":[{\"name\":\"c\",\"seen_ms\":2000},"
        + "{\"name\":\"idle\",\"seen_ms\":2000},{\"name\":\"d\",\"seen_ms\":2000}],\"pending\":["
        + "{\"id\":\"1-1\",\"consumer\":\"c\",\"delivered_ms\":1000,\"deliveries\":3},"
        + "{\"id\":\"1-2\",\"consumer\":\"d\",\"delivered_ms\":1000,\"deliveries\":3},"
        + "{\"id\":\"1-5\",\"consumer\":\"c\",\"delivered_ms\":1000,\"deliveries\":3}]}"

    @Test(arguments: [(1, RDBObjectType.streamListpacks), (2, .streamListpacks2), (3, .streamListpacks3)])
    func objects(_ version: Int, _ type: RDBObjectType) throws {
        let counters = version == 1 ? "" : "\"first_id\":\"1-1\","
        let added = version == 1 ? "" : ",\"max_deleted_id\":\"0-7\",\"entries_added\":7"
        #expect(
            try Converting.field(type, Self.stream.bytes(version: version))
                == "\"stream\":{\(Self.entries),\"length\":2,\(counters)\"last_id\":\"1-9\"\(added),\"groups\":[\(Self.group)]}"
        )
    }

    /// An entry that is pending but gone is added in its place, claimed, and deleted again.
    @Test func commands() {
        let text = Converting.value(.streamListpacks3, Self.stream.bytes(version: 3), .commands)
        #expect(
            text.split(separator: "\n") == [
                "XADD k 1-1 f x", "XADD k 1-2 x y", "XADD k 1-5 own y own z",
                "XSETID k 1-9 ENTRIESADDED 7 MAXDELETEDID 0-7",
                "XGROUP CREATE k g 1-5", "XGROUP CREATECONSUMER k g c",
                "XCLAIM k g c 0 1-1 TIME 1000 RETRYCOUNT 3 JUSTID FORCE",
                "XCLAIM k g c 0 1-5 TIME 1000 RETRYCOUNT 3 JUSTID FORCE",
                "XGROUP CREATECONSUMER k g idle", "XGROUP CREATECONSUMER k g d",
                "XCLAIM k g d 0 1-2 TIME 1000 RETRYCOUNT 3 JUSTID FORCE",
                "XDEL k 1-2", "XSETID k 1-9 ENTRIESADDED 7 MAXDELETEDID 0-7",
            ])
    }

    /// Entries that are gone with their node, or were trimmed, and ids beyond the last entry.
    @Test func pendingEntriesWithoutNode() {
        let nodes = [10, 20].map { StreamNodeBytes(StreamID($0, 0), values: ["x", "y"]) }
        let ids = [StreamID(9, 0), StreamID(10, 0), StreamID(10, 1), StreamID(15, 0), StreamID(20, 1), StreamID(30, 0)]
        let group = StreamGroupBytes(lastID: StreamID(30, 0), pending: ids, consumers: [.init(pending: ids)])
        let stream = StreamBytes(nodes: nodes, length: 4, lastID: StreamID(30, 0), groups: [group])
        let file = RDBBytes.file { $0.entry(.streamListpacks3, "k", stream.bytes(version: 3)) }
        for threads in [1, 2] {
            let result = Converting.result(file, .commands, threads: threads)
            #expect(result.report.losses.isEmpty)
            #expect(
                result.lines.filter { $0.hasPrefix("XADD") }.map { $0.split(separator: " ")[2] }
                    == ["9-0", "10-0", "10-1", "15-0", "20-0", "20-1", "30-0"])
            #expect(result.lines.count { $0.hasPrefix("XCLAIM") } == 6)
            #expect(result.lines.suffix(2).first == "XDEL k 9-0 15-0 30-0")
        }
    }

    @Test func emptyStreams() throws {
        let stream = StreamBytes(lastID: StreamID(0, 0))
        #expect(
            Converting.value(.streamListpacks2, stream.bytes(version: 2), .commands)
                == "XADD k MAXLEN 0 0-1 x y\nXSETID k 0-0 ENTRIESADDED 5 MAXDELETEDID 0-7\n")
        #expect(
            try Converting.field(.streamListpacks, stream.bytes(version: 1))
                == "\"stream\":{\"entries\":[],\"length\":0,\"last_id\":\"0-0\",\"groups\":[]}")
        #expect(
            Converting.value(.streamListpacks, stream.bytes(version: 1), .csv)
                == "db,key,type,field,value,score,expires\n")
        let used = StreamBytes(lastID: StreamID(5, 5))
        #expect(
            Converting.value(.streamListpacks, used.bytes(version: 1), .commands)
                == "XADD k MAXLEN 0 5-5 x y\nXSETID k 5-5\n")
    }

    @Test func rows() {
        let text = Converting.value(.streamListpacks3, Self.stream.bytes(version: 3), .csv)
        #expect(
            text == """
                db,key,type,field,value,score,expires
                0,k,stream,1-1,"[{""field"":""f"",""value"":""x""}]",,
                0,k,stream,1-5,"[{""field"":""own"",""value"":""y""},{""field"":""own"",""value"":""z""}]",,

                """)
    }

    /// What newer servers keep of streams and no command can say is counted.
    @Test func losses() {
        var stream = Self.stream
        stream.groups[0].refused = [StreamID(1, 1)]
        stream.producers = [("p", ["m"])]
        stream.groups[0].pending.remove(at: 1)
        stream.groups[0].consumers.removeLast()
        let file = RDBBytes.file("REDIS0014") { $0.entry(.streamListpacks5, "k", stream.bytes(version: 5)) }
        for format in [RDBConvertFormat.ndjson, .commands] {
            #expect(Converting.result(file, format).report.losses == [.refusals: 1, .producers: 1], "\(format)")
        }
    }
}
