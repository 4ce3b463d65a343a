import Testing

@testable import RDBKit

/// Which layouts values get, at the limits and on both sides of them.
struct EncodeValueTests {
    /// Object type and value of a key that a file of `header` has, encoded for `target`.
    private func encode(
        _ type: RDBObjectType, _ value: [UInt8], from header: String = "REDIS0009", for target: ServerTarget
    ) throws -> (type: RDBObjectType, value: [UInt8], unsupported: [RDBUnsupported]) {
        let file = RDBBytes.file(header) { $0.entry(type, "k", value) }
        var reader = try RDBReader(MemorySource(file))
        _ = try reader.next()
        var options = RDBEncodingOptions(for: target)
        options.compresses = false
        let made = try RDBPayload.make(&reader, options)
        let layout = RDBObjectType(byte: made.payload[0], dialect: target.dialect)
        return (layout, Array(made.payload[1..<(made.payload.count - 10)]), made.unsupported)
    }

    private func strings(_ count: Int, _ length: Int = 3) -> [[UInt8]] {
        (0..<count).map { index in
            let digits = String(index)
            return Array((String(repeating: "m", count: max(1, length - digits.count)) + digits).utf8)
        }
    }

    private func table(_ elements: [[UInt8]], pairs: Bool = false) -> [UInt8] {
        Bytes.length(UInt64(pairs ? elements.count / 2 : elements.count)) + elements.flatMap(Bytes.string)
    }

    @Test(arguments: [(512, 64, true), (513, 3, false), (1, 65, false)])
    func hashLimits(_ count: Int, _ length: Int, _ isPacked: Bool) throws {
        let value = table(strings(2 * count, length), pairs: true)
        #expect(try encode(.hash, value, for: .redis70).type == (isPacked ? .hashListpack : .hash))
        #expect(try encode(.hash, value, from: "REDIS0006", for: .redis62).type == (isPacked ? .hashZiplist : .hash))
        // In the target's own version the layout tells of the value's history.
        let own = try encode(.hash, value, from: "REDIS0010", for: .redis70)
        #expect(own.type == .hash && own.value == value)
    }

    @Test(arguments: [(128, 64, true), (129, 3, false), (1, 65, false)])
    func setLimits(_ count: Int, _ length: Int, _ isPacked: Bool) throws {
        let value = table(strings(count, length))
        #expect(try encode(.set, value, for: .redis74).type == (isPacked ? .setListpack : .set))
        #expect(try encode(.set, value, from: "REDIS0006", for: .redis62).type == .set)
        #expect(try encode(.set, value, for: .redis70).type == .set)
    }

    @Test func setsOfIntegers() throws {
        let few = table((0..<512).map { Array("\(511 - $0)".utf8) })
        #expect(try encode(.set, few, for: .redis70).type == .setIntset)
        let many = table((0..<513).map { Array("\($0)".utf8) })
        #expect(try encode(.set, many, for: .redis74).type == .set)
        // Integers in front of the first other member are sorted, as in the intset that they were.
        let mixed = table(["9", "-1", "x", "3"].map { Array($0.utf8) })
        let (type, value, _) = try encode(.set, mixed, for: .redis74)
        let events = Decoding.events(type, value).filter { $0.hasPrefix("setMember") }
        #expect(events == ["setMember -1", "setMember 9", "setMember \"x\"", "setMember 3"])
        let packed = try encode(type, value, from: "REDIS0011", for: .redis70)
        #expect(packed.type == .set && Decoding.events(.set, packed.value).contains("setMember \"x\""))
    }

    @Test func sortedSetsAreSorted() throws {
        let members: [(String, Double)] = [("b", 2), ("c", -1.5), ("a", 2), ("10", .infinity), ("z", 1e20)]
        let value =
            Bytes.length(5)
            + members.flatMap { Bytes.string(Array($0.0.utf8)) + Bytes.u64($0.1.bitPattern) }
        let (type, packed, _) = try encode(.zset2, value, for: .redis74)
        #expect(type == .zsetListpack)
        let events = Decoding.events(type, packed).filter { $0.hasPrefix("zsetMember") || $0.hasPrefix("score") }
        #expect(
            events == [
                "zsetMember \"c\"", "score -1.5", "zsetMember \"a\"", "score 2.0", "zsetMember \"b\"", "score 2.0",
                "zsetMember \"z\"", "score 1e+20", "zsetMember 10", "score inf",
            ])
    }

    /// Fields that expire go from one product's layout into the other's and back.
    @Test func fieldExpiriesConvert() throws {
        let value =
            Bytes.length(3) + Bytes.string("a") + Bytes.string("1") + Bytes.i64(5000) + Bytes.string("b")
            + Bytes.string("2") + Bytes.i64(-1) + Bytes.string("c") + Bytes.string("3") + Bytes.i64(4000)
        let redis = try encode(.hash2, value, from: "VALKEY080", for: .redis74)
        #expect(redis.type == .hashListpackEx && redis.unsupported.isEmpty)
        #expect(redis.value.prefix(8) == Bytes.i64(4000)[...])
        let fields = Decoding.events(redis.type, redis.value).filter { $0.hasPrefix("hashField") }
        #expect(fields == ["hashField \"c\"", "hashField \"a\"", "hashField \"b\""])
        let valkey = try encode(.hashListpackEx, redis.value, from: "REDIS0012", for: .valkey91)
        #expect(valkey.type == .hash2)
        #expect(Decoding.events(.hash2, valkey.value).filter { $0.hasPrefix("fieldExpiry") }.count == 3)
        let old = try encode(.hash2, value, from: "VALKEY080", for: .redis70)
        #expect(old.type == .hashListpack && old.unsupported == [RDBUnsupported(.fieldExpiry, count: 2)])
    }

    @Test func largeHashesWithExpiry() throws {
        let fields = (0..<600).map { index in
            Bytes.string("field\(index)") + Bytes.string("v") + Bytes.i64(index == 7 ? 1234 : -1)
        }
        let redis = try encode(.hash2, Bytes.length(600) + fields.flatMap { $0 }, from: "VALKEY080", for: .redis82)
        #expect(redis.type == .hashMetadata && redis.value.prefix(8) == Bytes.i64(1234)[...])
        let events = Decoding.events(.hashMetadata, redis.value)
        #expect(events.filter { $0 == "fieldExpiry 1234" }.count == 1)
        #expect(events.filter { $0.hasPrefix("hashField") }.count == 600)
        let valkey = try encode(.hashMetadata, redis.value, from: "REDIS0012", for: .valkey91)
        #expect(valkey.type == .hash2 && valkey.value == Bytes.length(600) + fields.flatMap { $0 })
    }

    /// More than may be held for the least expiry: the layout is the same, the least expiry lower than need be.
    @Test func hugeHashesWithExpiryStream() throws {
        let text = [UInt8](repeating: 7, count: 100_000)
        let value = (0..<120).reduce(into: Bytes.length(120)) { value, index in
            value += Bytes.string("field\(index)") + Bytes.string(text) + Bytes.i64(Int64(5000 + index))
        }
        let redis = try encode(.hash2, value, from: "VALKEY080", for: .redis82)
        #expect(redis.type == .hashMetadata && redis.value.prefix(8) == Bytes.i64(1)[...])
        let back = try encode(redis.type, redis.value, from: "REDIS0012", for: .valkey91)
        #expect(back.type == .hash2 && back.value == value)
    }

    /// Redis has the expiry of a field in front of it, Valkey behind its value, so that one has to be held.
    @Test func hugeValuesOfExpiringFieldsAreRefused() throws {
        func value(_ size: Int) -> [UInt8] {
            Bytes.length(1) + Bytes.string("f") + Bytes.string([UInt8](repeating: 7, count: size)) + Bytes.i64(5000)
        }
        let large = try encode(.hash2, value(9 << 20), from: "VALKEY080", for: .redis82)
        #expect(large.type == .hashMetadata && large.unsupported.isEmpty)
        #expect(try encode(large.type, large.value, from: "REDIS0012", for: .valkey91).value == value(9 << 20))
        #expect(throws: RDBPayload.Failure.unsupported([RDBUnsupported(.fieldSize)])) {
            try encode(.hash2, value(17 << 20), from: "VALKEY080", for: .redis82)
        }
    }

    @Test func hugeElementsOfOldListsStream() throws {
        let value = Bytes.length(2) + Bytes.string("a") + Bytes.string([UInt8](repeating: 7, count: 33 << 20))
        let list = try encode(.list, value, from: "REDIS0006", for: .redis74)
        #expect(list.type == .list && list.value == value)
    }

    @Test func listsOfOldLayoutsAreFilledIntoNodes() throws {
        let value = table(strings(3000, 20))
        let (type, list, _) = try encode(.list, value, from: "REDIS0006", for: .redis74)
        #expect(type == .listQuicklist2)
        let events = Decoding.events(type, list)
        #expect(events.filter { $0.hasPrefix("node listpack") }.count > 5)
        #expect(
            events.filter { $0.hasPrefix("listItem") }
                == Decoding.events(.list, value).filter { $0.hasPrefix("listItem") })
    }

    /// Lists of old layouts that are too large to be held stay unpacked.
    @Test func hugeListsStayUnpacked() throws {
        let value = table([[UInt8]](repeating: [UInt8](repeating: 7, count: 40_000), count: 300))
        let made = try encode(.list, value, from: "REDIS0006", for: .redis74)
        #expect(made.type == .list && made.value == value)
    }

    @Test func plainNodesBecomeZiplists() throws {
        let element = (0..<9000).map { UInt8(truncatingIfNeeded: $0 &* $0) }
        let value = Bytes.length(2) + [1] + Bytes.string(element) + [1] + Bytes.string("x")
        let (type, list, _) = try encode(.listQuicklist2, value, from: "REDIS0012", for: .redis62)
        #expect(type == .listQuicklist)
        let items = Decoding.events(type, list).filter { $0.hasPrefix("listItem") }
        #expect(items == Decoding.events(.listQuicklist2, value).filter { $0.hasPrefix("listItem") })
    }

    @Test func arraysHaveNoTarget() throws {
        #expect(throws: RDBPayload.Failure.unsupported([RDBUnsupported(.valueType)])) {
            _ = try encode(.array, [1, 0, 0, 0, 1, 65], from: "REDIS0014", for: .redis82)
        }
    }
}
