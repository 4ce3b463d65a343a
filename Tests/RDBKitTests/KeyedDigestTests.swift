import Testing

@testable import RDBKit

/// Digests under keys of a run must be equal just where published ones are.
@Suite("Digests under keys of a run")
struct KeyedDigestTests {
    private static let keys = DigestKeys()

    /// What both kinds make of one value.
    private struct Digests: Hashable {
        var published: ContentDigest
        var keyed: ContentDigest
    }

    private struct Value {
        var type: RDBObjectType
        var bytes: [UInt8]
    }

    private func digest<Stream: ContentStream & ~Copyable, Elements: ContentElements & ~Copyable>(
        _ value: Value, step: Int, _ digester: consuming ValueDigester<Stream, Elements>
    ) throws -> ContentDigest {
        let file = RDBBytes.file { $0.entry(value.type, "k", value.bytes) }
        var reader = try RDBReader(MemorySource(file, step: step))
        _ = try reader.next()
        let digest = try digester.digestValue(of: &reader)
        #expect(digester.damage == nil)
        return digest
    }

    private func digests(_ value: Value, step: Int = .max, _ form: ContentForm = ContentForm()) throws -> Digests {
        Digests(
            published: try digest(value, step: step, ContentDigester.values(form)),
            keyed: try digest(value, step: step, Self.keys.digester(form)))
    }

    /// Strings that are easily taken for one another, and the ways to store them.
    private static let strings: [[UInt8]] =
        [
            "", "0", "-0", "1", "01", "-1", "12", "2147483647", "9223372036854775807", "9223372036854775808", "a", "ab",
            "b",
        ]
        .map { Array($0.utf8) }
        + [15, 16, 17, 20, 32, 33, 4096].flatMap {
            [[UInt8](repeating: 97, count: $0), [UInt8](repeating: 0, count: $0)]
        }

    private func stored(_ string: [UInt8], _ random: inout TestRandom) -> [UInt8] {
        let integer = Int32(String(decoding: string, as: UTF8.self))
        if let integer, "\(integer)" == String(decoding: string, as: UTF8.self), random.next() % 2 == 0 {
            return Bytes.integer(integer)
        }
        if random.next() % 2 == 0, let compressed = LZFReference.compress(string) {
            return Bytes.lzf(compressed, length: UInt64(string.count))
        }
        return Bytes.string(string)
    }

    private func randomValue(_ random: inout TestRandom) -> Value {
        let types: [RDBObjectType] = [.string, .list, .set, .zset2, .hash, .hashMetadata]
        let type = types[Int(random.next() % UInt64(types.count))]
        if type == .string { return Value(type: type, bytes: randomString(&random)) }
        let count = random.next() % 3 + 1
        var bytes = Bytes.length(count)
        if type == .hashMetadata { bytes = Bytes.u64(5) + bytes }
        for _ in 0..<count { bytes += randomElement(type, &random) }
        return Value(type: type, bytes: bytes)
    }

    private func randomString(_ random: inout TestRandom) -> [UInt8] {
        // A small choice more often, so that equal values come about.
        let most = random.next() % 4 == 0 ? Self.strings.count : 5
        return stored(Self.strings[Int(random.next() % UInt64(most))], &random)
    }

    private func randomElement(_ type: RDBObjectType, _ random: inout TestRandom) -> [UInt8] {
        switch type {
        case .zset2: return randomString(&random) + Bytes.f64([0, -0.0, 1, 0.1][Int(random.next() % 4)])
        case .hash: return randomString(&random) + randomString(&random)
        case .hashMetadata:
            // Relative to the least one, and 0 for none.
            return Bytes.length(random.next() % 3) + randomString(&random) + randomString(&random)
        default: return randomString(&random)
        }
    }

    @Test("equal where the published ones are, and nowhere else")
    func agrees() throws {
        var random = TestRandom(11)
        var found: Set<Digests> = []
        let count = 6000
        for round in 0..<count {
            found.insert(try digests(randomValue(&random), step: round % 5 == 0 ? 7 : .max))
        }
        #expect(found.count > 500 && found.count < count - 500)
        #expect(Set(found.map(\.published)).count == found.count)
        #expect(Set(found.map(\.keyed)).count == found.count)
    }

    @Test("any change of a byte of a stream changes it, or nothing")
    func streams() throws {
        var stream = StreamBytes()
        stream.nodes = [StreamNodeBytes(StreamID(1, 1), values: ["a", "b"])]
        stream.length = 2
        stream.groups = [
            StreamGroupBytes(
                pending: [StreamID(1, 1)], consumers: [StreamGroupBytes.Consumer(pending: [StreamID(1, 1)])])
        ]
        var found: Set<Digests> = []
        for isExact in [false, true] {
            var form = ContentForm()
            form.isExact = isExact
            for type in [RDBObjectType.streamListpacks2, .streamListpacks3] {
                let sound = stream.bytes(version: type == .streamListpacks2 ? 2 : 3)
                for index in sound.indices {
                    for bit in 0..<8 as Range<UInt8> {
                        var bytes = sound
                        bytes[index] ^= 1 << bit
                        if let both = mutated(Value(type: type, bytes: bytes), form) { found.insert(both) }
                    }
                }
            }
        }
        #expect(found.count > 100)
        #expect(Set(found.map(\.published)).count == found.count)
        #expect(Set(found.map(\.keyed)).count == found.count)
    }

    /// nil for what cannot be read.
    private func mutated(_ value: Value, _ form: ContentForm) -> Digests? {
        let file = RDBBytes.file { $0.entry(value.type, "k", value.bytes) }
        guard var reader = try? RDBReader(MemorySource(file)), (try? reader.next()) != nil else { return nil }
        var published = ContentDigester.values(form)
        guard let one = try? published.digestValue(of: &reader), published.damage == nil else { return nil }
        guard let other = try? digests(value, form) else { return nil }
        return Digests(published: one, keyed: other.keyed)
    }

    @Test("order does not matter", arguments: [2, 500, 65_537])
    func order(_ count: Int) throws {
        var random = TestRandom(UInt64(count))
        let members = (0..<count).map { Bytes.string("member:\($0)") }
        let length = Bytes.length(UInt64(count))
        let first = try digests(Value(type: .set, bytes: length + members.joined()))
        var others = members
        others.shuffle(using: &random)
        #expect(try digests(Value(type: .set, bytes: length + others.joined())) == first)
        others[count / 2] = Bytes.string("another")
        #expect(try digests(Value(type: .set, bytes: length + others.joined())).keyed != first.keyed)
    }

    @Test(
        "how a string is cut does not matter",
        arguments: [0, 1, 7, 16, 17, 20, 31, 32, 33, 4111, 4112, 4113, 4128, 9001])
    func pieces(_ count: Int) {
        var random = TestRandom(UInt64(count))
        for bytes in [random.bytes(count), [UInt8](repeating: UInt8(ascii: "7"), count: count)] {
            var whole = KeyedStream(Self.keys)
            whole.addString(.bytes(unsafe bytes.span.bytes))
            whole.add(5 as UInt64)
            for most in [1, 15, 16, 17, 5000] as [UInt64] {
                var cut = KeyedStream(Self.keys)
                cut.beginString(length: UInt64(count))
                var rest = bytes[...]
                while !rest.isEmpty {
                    let piece = Array(rest.prefix(Int(random.next() % most) + 1))
                    cut.addPiece(unsafe piece.span.bytes)
                    rest = rest.dropFirst(piece.count)
                }
                cut.endString()
                cut.add(5 as UInt64)
                #expect(cut.finish() == whole.finish())
            }
        }
    }

    @Test("every byte of a long string counts, and so does where one string ends")
    func bytes() {
        var random = TestRandom(3)
        func hash(_ strings: [[UInt8]]) -> ContentDigest {
            var stream = KeyedStream(Self.keys)
            for string in strings { stream.addString(.bytes(unsafe string.span.bytes)) }
            return stream.finish()
        }
        let long = random.bytes(100)
        var found: Set<ContentDigest> = [hash([long])]
        for index in long.indices {
            var other = long
            other[index] ^= 1 << UInt8(random.next() % 8)
            found.insert(hash([other]))
            found.insert(hash([Array(long[..<index]), Array(long[index...])]))
        }
        #expect(found.count == 201)
        #expect(Set((0...200).map { hash([[UInt8](repeating: 0, count: $0)]) }).count == 201)
    }

    @Test("strings of more than 1 MiB, plain and compressed, at any step")
    func large() throws {
        var random = TestRandom(4)
        let bytes = random.compressibleBytes(1 << 20 | 5)
        let plain = Bytes.string(bytes)
        let compressed = Bytes.lzf(of: bytes)
        for (type, front) in [(RDBObjectType.string, [] as [UInt8]), (.set, [1]), (.list, [2] + Bytes.string("1"))] {
            let first = try digests(Value(type: type, bytes: front + plain))
            #expect(try digests(Value(type: type, bytes: front + plain), step: 1009) == first)
            #expect(try digests(Value(type: type, bytes: front + compressed)) == first)
            var other = plain
            other[1 << 19] ^= 1
            #expect(try digests(Value(type: type, bytes: front + other)).keyed != first.keyed)
        }
    }

    @Test("keys matter")
    func otherKeys() throws {
        let value = Value(type: .string, bytes: Bytes.string("Zagreb"))
        let digest = try digest(value, step: .max, DigestKeys().digester(ContentForm()))
        #expect(try digest != digests(value).keyed)
    }
}
