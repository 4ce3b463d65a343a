@testable import RDBKit

/// Sound files that hold every opcode and every layout of their dialect.
enum SampleFile {
    private static let listpack = PackedBytes.listpack(["a", 1, "b", 300])
    private static let ziplist = PackedBytes.ziplist(["a", 1, "b", 300])

    /// Names, layouts and values of all that both dialects know.
    static let sharedValues: [(RDBObjectType, [UInt8])] = [
        (.string, Bytes.string("text")), (.string, Bytes.integer(-70_000)),
        (.string, Bytes.lzf(of: [UInt8](repeating: 0x61, count: 100))), (.list, Bytes.hex("02 0161 C007")),
        (.set, Bytes.hex("02 0161 C007")), (.zset, Bytes.hex("02 0161 03 \"1.5\" 0162 FE")),
        (.hash, Bytes.hex("01 0161 C007")), (.zset2, Bytes.hex("01 0161") + Bytes.f64(2.5)),
        (
            .module2,
            Bytes.hex("81 000102030405060C 01 05 02 40FF 03 0000C03F 04") + Bytes.f64(1) + Bytes.hex("05 0161 00")
        ),
        (.hashZipmap, Bytes.string(PackedBytes.zipmap([("a", "b"), ("c", "d")], free: 1))),
        (.listZiplist, Bytes.string(ziplist)), (.setIntset, Bytes.string(PackedBytes.intset(2, [-1, 5]))),
        (.zsetZiplist, Bytes.string(ziplist)), (.hashZiplist, Bytes.string(ziplist)),
        (.listQuicklist, [2] + Bytes.string(ziplist) + Bytes.string(ziplist)),
        (.hashListpack, Bytes.string(listpack)), (.zsetListpack, Bytes.string(listpack)),
        (.listQuicklist2, Bytes.hex("02 01 03 \"abc\" 02") + Bytes.string(listpack)),
        (.setListpack, Bytes.string(listpack)),
    ]

    private static var stream: StreamBytes {
        let ids = [StreamID(1, 1), StreamID(1, 2)]
        var node = StreamNodeBytes(ids[0], values: ["x", 7])
        node.entries[1].isDeleted = true
        node.entries.append(.init(milliseconds: 0, sequence: 5, items: ["own", "y"], hasOwnFields: true))
        let group = StreamGroupBytes(pending: ids, consumers: [.init(name: "c", pending: ids)])
        return StreamBytes(nodes: [node], length: 2, groups: [group], producers: [("p", ["m"])])
    }

    private static let redisValues: [(RDBObjectType, [UInt8])] = [
        (.hashMetadataPreGA, Bytes.hex("01 05 0166 0176")),
        (.hashListpackExPreGA, Bytes.string(PackedBytes.listpack(["f", "v", 5]))),
        (.hashMetadata, Bytes.u64(9) + Bytes.hex("02 01 0166 0176 00 0167 0177")),
        (.hashListpackEx, Bytes.u64(5) + Bytes.string(PackedBytes.listpack(["f", "v", 5, "g", "w", 0]))),
        (.streamListpacks4, stream.bytes(version: 4)), (.streamListpacks5, stream.bytes(version: 5)),
        (.array, Bytes.hex("02 01 03 00 00 0178 02 01") + Bytes.i64(-5)),
        (.hashTemplateListpack, Bytes.hex("01 01 0166") + Bytes.string(PackedBytes.listpack([0, "v"]))),
        (.hashTemplateListpackRef, Bytes.string(PackedBytes.listpack([5, "v"]))),
        (.hashTemplateArray, Bytes.hex("01 01 0166 0176")), (.hashTemplateArrayRef, Bytes.hex("05 0176")),
    ]

    private static func appendValues(_ values: [(RDBObjectType, [UInt8])], _ file: inout RDBBytes) {
        for (index, (type, value)) in values.enumerated() {
            if index % 3 == 1 { file.expireMs(Int64(index) * 1000) }
            if index % 5 == 2 { file.opcode(248, Bytes.length(300)) }
            if index % 7 == 3 { file.opcode(249, [5]) }
            file.entry(type, "key:\(file.offset)", value)
        }
    }

    private static func appendStreams(_ file: inout RDBBytes) {
        file.entry(.streamListpacks, "s1", stream.bytes(version: 1))
        file.entry(.streamListpacks2, "s2", stream.bytes(version: 2))
        file.entry(.streamListpacks3, "s3", stream.bytes(version: 3))
    }

    /// One file of each dialect.
    static let both = [redis(), valkey()]

    /// The same without cluster slots, whose table takes unoptimised code longer than all the rest.
    static let bothWithoutSlots = [redis(hasSlots: false), valkey()]

    static func redis(hasSlots: Bool = true) -> [UInt8] {
        RDBBytes.file("REDIS0015") { file in
            file.aux("redis-ver", "8.10.0")
            file.opcode(247, Bytes.hex("81 0001020304050607 02 01 05 0161 00"))
            file.opcode(245, Bytes.string("#!lua name=x\nreturn 1"))
            file.opcode(242, Bytes.hex("05 01 0166"))
            file.selectDB(0)
            file.resizeDB(UInt64(sharedValues.count + redisValues.count + 4), 0)
            appendValues(sharedValues, &file)
            appendValues(redisValues, &file)
            appendStreams(&file)
            file.opcode(243, Bytes.hex("01 01020304 02 07 00"))
            file.entry(.string, "meta", Bytes.string("v"))
            file.selectDB(3)
            if hasSlots { file.opcode(244, Bytes.length(7629), [1, 0]) }
            file.entry(.string, "k", Bytes.integer(1))
        }
    }

    static func valkey() -> [UInt8] {
        RDBBytes.file("VALKEY080") { file in
            file.aux("valkey-ver", "9.1.2")
            file.opcode(243, Bytes.string(String(repeating: "j", count: 40)), Bytes.hex("01 00 4009"))
            file.selectDB(0)
            appendValues(sharedValues, &file)
            appendStreams(&file)
            file.entry(.hash2, "h2", Bytes.hex("02 0166 0176 FFFFFFFFFFFFFFFF 0167 0177") + Bytes.i64(5))
            file.opcode(242, Bytes.hex("\"*1\" 0D0A \"$4\" 0D0A \"PING\" 0D0A"))
            file.opcode(253, Bytes.u32(100))
            file.entry(.string, "last", Bytes.string(""))
        }
    }
}

extension RDBCheckReport {
    /// All that a report says, for comparisons.
    var text: [String] {
        var lines = findings.map(\.text)
        lines += findingCounts.map { "\($0.key.rawValue) × \($0.value)" }.sorted()
        for (number, database) in databases.sorted(by: { $0.key < $1.key }) {
            let types = RDBValueType.allCases.map { "\($0) \(database.keys(of: $0))" }.joined(separator: " ")
            lines.append("db \(number): \(database.keys) \(database.expires) \(database.expired) \(types)")
        }
        lines += aux.map { "\(EventLog.text($0.key)) \(EventLog.text($0.value))" }.sorted()
        lines += modules.map { "\($0.key) \($0.value)" }.sorted()
        lines.append("functions \(functions) scripts \(luaScripts) bytes \(byteCount) trailing \(trailingBytes)")
        lines.append("checksum \(checksumState) \(String(describing: checksum.stored))")
        return lines
    }
}
