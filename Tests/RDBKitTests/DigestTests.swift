import Testing

@testable import RDBKit

@Suite("Digests of contents")
struct DigestTests {
    /// The digest of one value; the same for all ways to read it.
    private func digest(
        _ type: RDBObjectType, _ value: [UInt8], _ form: ContentForm = ContentForm(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> ContentDigest {
        let file = RDBBytes.file(type == .hash2 ? "VALKEY080" : "REDIS0012") { $0.entry(type, "k", value) }
        var digests: Set<ContentDigest> = []
        for step in [1, 7, Int.max] {
            var reader = try RDBReader(MemorySource(file, step: step))
            _ = try reader.next()
            var digester = ContentDigester(form)
            digests.insert(try digester.digestValue(of: &reader))
            #expect(digester.damage == nil, sourceLocation: sourceLocation)
        }
        #expect(digests.count == 1, sourceLocation: sourceLocation)
        return try #require(digests.first)
    }

    private func packed(_ items: [PackedItem]) -> [UInt8] { Bytes.string(PackedBytes.listpack(items)) }

    private func strings(_ texts: [String]) -> [UInt8] { texts.flatMap { Bytes.string($0) } }

    @Test("published values do not change")
    func published() throws {
        // python3: hashlib.sha256(b"\x01\x00" + b"Zagreb").hexdigest()
        let text = "fd739b3be1b1c700c12fcf8f5118b553352e78c9ba01adb0cbd827cd3ea1575f"
        #expect("\(try digest(.string, Bytes.string("Zagreb")))" == text)
        // The same of b"\x01\x01" + b"\x01a\x0212"
        #expect(
            "\(try digest(.list, [2] + strings(["a", "12"])))"
                == "bc46e2e8bdef219ebb1b2caf957a00b81181ff12d5336288eca5306784f3666d")
        // b"\x01\x02" + (1).to_bytes(8, "little") + b"\x01a".ljust(31, b"\0") + b"\x02"
        #expect(
            "\(try digest(.set, [1] + strings(["a"])))"
                == "75ab5ac475c271f04d74b4d0f96561c6cbaf6767ee6825cfed582f4e288b87fb")
        // b"\x01\x02" + (1).to_bytes(8, "little") + hashlib.sha256(b"\x28" + b"x" * 40).digest()[:31] + b"\xff"
        let long = String(repeating: "x", count: 40)
        #expect(
            "\(try digest(.set, [1] + strings([long])))"
                == "e285e78eb176e58aefcbe477dee6358fc064631240972105e96492f9e11853bd")
    }

    @Test("text and bytes of a digest")
    func text() throws {
        let digest = try digest(.string, Bytes.string("Zagreb"))
        #expect(ContentDigest("\(digest)") == digest)
        #expect(ContentDigest(String("\(digest)".dropLast())) == nil)
        #expect(ContentDigest("\(digest)".replacing("a", with: "g")) == nil)
    }

    @Test("encodings do not matter")
    func encodings() throws {
        let text = String(repeating: "abcdefgh", count: 50)
        #expect(try digest(.string, Bytes.integer(-700)) == digest(.string, Bytes.string("-700")))
        #expect(try digest(.string, Bytes.lzf(of: Array(text.utf8))) == digest(.string, Bytes.string(text)))
        let list = try digest(.list, [2] + strings(["5", "b"]))
        #expect(try list == digest(.listZiplist, Bytes.string(PackedBytes.ziplist([5, "b"]))))
        #expect(try list == digest(.listQuicklist2, [1, 2] + packed(["5", "b"])))
        let set = try digest(.set, [2] + strings(["-3", "4000"]))
        #expect(try set == digest(.setListpack, packed([4000, -3])))
        let hash = try digest(.hash, [2] + strings(["f", "1", "g", ""]))
        #expect(try hash == digest(.hashListpack, packed(["g", "", "f", 1])))
        #expect(
            try hash == digest(.hash2, [2] + strings(["g", ""]) + Bytes.i64(-1) + strings(["f", "1"]) + Bytes.i64(-1)))
        let zset = try digest(.zset2, [2] + strings(["a"]) + Bytes.f64(0) + strings(["b"]) + Bytes.f64(1.5))
        #expect(try zset == digest(.zsetListpack, packed(["a", "-0", "b", "1.5"])))
    }

    @Test("what differs has another digest")
    func differences() throws {
        var digests: Set<ContentDigest> = []
        let values: [(RDBObjectType, [UInt8])] = [
            (.string, Bytes.string("ab")), (.string, Bytes.string("")), (.list, [1] + strings(["ab"])),
            (.list, [2] + strings(["a", "b"])), (.list, [2] + strings(["b", "a"])), (.set, [1] + strings(["ab"])),
            (.set, [2] + strings(["a", "b"])), (.hash, [1] + strings(["a", "b"])), (.hash, [1] + strings(["ab", ""])),
            (.hash, [1] + strings(["", "ab"])), (.hash2, [1] + strings(["a", "b"]) + Bytes.i64(5)),
            (.hash2, [1] + strings(["a", "b"]) + Bytes.i64(6)), (.zset2, [1] + strings(["a"]) + Bytes.f64(1)),
            (.zset2, [1] + strings(["a"]) + Bytes.f64(2)),
        ]
        for (type, value) in values { digests.insert(try digest(type, value)) }
        #expect(digests.count == values.count)
    }

    /// Kept and sorted, spread over buckets, and too many to be kept.
    @Test("order does not matter", arguments: [2, 11, 12, 500, 65_536, 65_537])
    func order(_ count: Int) throws {
        var random = TestRandom(UInt64(count))
        let members = (0..<count).map { index in Bytes.string("member:\(index % 3 == 0 ? index * 1_000_003 : index)") }
        let length = Bytes.length(UInt64(count))
        let first = try digest(.set, length + members.joined())
        var others = members
        for index in others.indices.reversed() { others.swapAt(index, Int(random.next() % UInt64(index + 1))) }
        #expect(try digest(.set, length + others.joined()) == first)
        others[count / 2] = Bytes.string("another")
        #expect(try digest(.set, length + others.joined()) != first)
    }

    @Test("who prepares equal mixes gets the same order")
    func evenMixes() {
        // The first factor is zero for all of them.
        let blocks = (0..<200).map { ContentDigest(SIMD4(0x243F_6A88_85A3_08D3, UInt64($0), 0xA409_3822_299F_31D0, 0)) }
        var (one, other) = (blocks, Array(blocks.reversed()))
        var order = BlockOrder()
        order.sort(&one)
        order.sort(&other)
        #expect(one == other && one == blocks)
    }

    @Test("streams: counters and times are left out unless exact")
    func streams() throws {
        var stream = StreamBytes()
        stream.nodes = [StreamNodeBytes(StreamID(1, 1), values: ["a", "b"])]
        stream.length = 2
        stream.groups = [
            StreamGroupBytes(
                pending: [StreamID(1, 1)], consumers: [StreamGroupBytes.Consumer(pending: [StreamID(1, 1)])])
        ]
        let digests = try [
            digest(.streamListpacks, stream.bytes(version: 1)), digest(.streamListpacks2, stream.bytes(version: 2)),
            digest(.streamListpacks3, stream.bytes(version: 3)),
        ]
        #expect(Set(digests).count == 1)
        var form = ContentForm()
        form.isExact = true
        let one = try digest(.streamListpacks, stream.bytes(version: 1), form)
        #expect(try one != digest(.streamListpacks2, stream.bytes(version: 2), form))
        form = ContentForm()
        form.hasGroups = false
        let plain = try digest(.streamListpacks2, stream.bytes(version: 2), form)
        #expect(!digests.contains(plain))
        stream.groups = []
        #expect(try digest(.streamListpacks2, stream.bytes(version: 2)) == plain)
    }

    @Test("sums do not depend on the order, and can be put together")
    func sums() throws {
        let digests = (0..<6).map { SHA256.hash(of: ContentDigest(SIMD4(UInt64($0), 0, 0, 0))) }
        let (all, left, right) = (ContentSum(), ContentSum(), ContentSum())
        for digest in digests { all.add(digest) }
        for digest in digests.reversed() { (digest < digests[0] ? left : right).add(digest) }
        left.add(right)
        #expect(left.digest == all.digest)
        right.add(digests[0])
        #expect(right.digest != all.digest && ContentSum().digest != all.digest)
    }

    @Test("threads and steps do not matter", arguments: [1, 3])
    func threads(_ threads: Int) throws {
        var found: Set<ContentDigest> = []
        for step in [5, Int.max] {
            let file = SampleFile.bothWithoutSlots[0]
            var options = RDBDigestOptions()
            options.threads = threads
            let digest = RDBDigester(options).digest(RDBInput(MemorySource(file, step: step)))
            #expect(digest.isWhole)
            found.insert(digest.digest)
        }
        let one = RDBDigester().digest(RDBInput(MemorySource(SampleFile.bothWithoutSlots[0])))
        #expect(found == [one.digest])
    }

    @Test("damage is not digested, but named")
    func damage() throws {
        let file = RDBBytes.file { file in
            file.entry(.string, "a", Bytes.string("sound"))
            file.entry(.string, "b", Bytes.lzf([0x20, 0x20], length: 100))
        }
        let digest = RDBDigester().digest(RDBInput(MemorySource(file)))
        #expect(!digest.isWhole && digest.unknownKeys == 1 && digest.report.keys == 1)
        let cut = RDBDigester().digest(RDBInput(MemorySource(Array(file.prefix(20)))))
        #expect(!cut.isWhole)
    }

    @Test("certificates name what differs")
    func certificates() throws {
        func certificate(_ keys: Int) -> RDBCertificate {
            let file = RDBBytes.file { file in
                for key in 0..<keys { file.entry(.string, "\(key)", Bytes.string("v")) }
            }
            return RDBCertificate(RDBDigester().digest(RDBInput(MemorySource(file))))
        }
        #expect(certificate(20).differences(from: certificate(20), .none) == [])
        #expect(certificate(20).differences(from: certificate(19), .none).map(\.what).contains("db0 string keys"))
        #expect(certificate(20).differences(from: certificate(19), .fewer(0.05)) == [])
        #expect(
            certificate(20).differences(from: certificate(18), .fewer(0.05)).map(\.what) == [
                "keys", "db0 keys", "db0 string keys",
            ])
        #expect(certificate(20).differences(from: certificate(40), .fewer(0.05)) == [])
        var altered = certificate(20)
        altered.databases[0].keys = 21
        #expect(altered.differences(from: certificate(20), .none).map(\.what) == ["keys", "db0 keys"])
    }
}
