import Testing

@testable import RDBKit

/// The byte map leaves no byte out and none twice.
@Suite("Byte map")
struct ByteMapTests {
    private struct Mapped {
        var rows: [RDBMapRow]
        var report: RDBByteMapReport

        var parts: [RDBPart] {
            rows.compactMap { if case .part(let part) = $0.content { part } else { nil } }
        }

        var codes: [RDBError.Code] { report.findings.map(\.error.code) }
    }

    private static func map(_ bytes: [UInt8], step: Int = .max, at offset: UInt64? = nil) -> Mapped {
        final class Box { var rows: [RDBMapRow] = [] }
        let box = Box()
        let report = RDBByteMap().read(RDBInput(MemorySource(bytes, step: step)), lookingFor: offset) {
            box.rows.append($0)
            return true
        }
        return Mapped(rows: box.rows, report: report)
    }

    /// What is wrong with the tiling of a file of these bytes; nil for nothing.
    private static func flaw(_ parts: [RDBPart], of bytes: [UInt8]) -> String? {
        var end: UInt64 = 0
        var innerEnd: UInt64 = 0
        var holder: UInt64?
        for part in parts {
            if let inner = part.inner {
                if holder != part.offset { innerEnd = 0 }
                holder = part.offset
                guard inner == innerEnd else {
                    return "node at \(part.offset): \(part.kind) at \(inner), not \(innerEnd)"
                }
                innerEnd += part.length
                continue
            }
            guard part.offset == end else { return "\(part.kind) at \(part.offset), not \(end)" }
            end += part.length
            guard end <= bytes.count else { return "\(part.kind) ends at \(end) of \(bytes.count)" }
            guard part.bytes == Array(bytes[Int(part.offset)..<Int(end)].prefix(part.bytes.count)),
                part.bytes.count == min(Int(part.length), RDBPart.mostBytes)
            else { return "\(part.kind) at \(part.offset) has other bytes" }
        }
        return end == bytes.count ? nil : "ends at \(end) of \(bytes.count)"
    }

    @Test("every byte of every fixture is in one part", arguments: Fixtures.names)
    func tiles(_ name: String) throws {
        let bytes = try Fixtures.bytes(name)
        let whole = Self.map(bytes)
        #expect(Self.flaw(whole.parts, of: bytes) == nil)
        #expect(!whole.parts.contains { $0.kind == .undecoded || $0.kind == .unread })
        #expect(!whole.report.isDamaged)
        guard bytes.count < 20_000 else { return }
        let dripped = Self.map(bytes, step: 1)
        #expect(dripped.rows.map(\.meaning) == whole.rows.map(\.meaning))
        #expect(Self.flaw(dripped.parts, of: bytes) == nil)
    }

    @Test("the map has the strings that a plain walk has", arguments: Fixtures.names)
    func agrees(_ name: String) throws {
        let bytes = try Fixtures.bytes(name)
        var counter = RoleCounter()
        var keys = 0
        var reader = try RDBReader(MemorySource(bytes))
        while let record = try reader.next() {
            guard record == .entry else { continue }
            keys += 1
            try reader.decodeValue(into: &counter)
        }
        var counts: [RDBRole: Int] = [:]
        var isInValue = false
        for part in Self.map(bytes).parts {
            if part.kind == .opcode, case .unsigned(let byte) = part.value { isInValue = byte < 242 }
            let isString = part.kind == .stringLength || part.kind == .stringEncoding || part.kind == .element
            if isInValue, isString, let role = part.role { counts[role, default: 0] += 1 }
        }
        // The key is a string too; master fields stand in a node once, and are told for each entry.
        counts[.string, default: 0] -= keys
        for role in counter.counts.keys where role != .streamField && role != .string {
            #expect(counts[role] == counter.counts[role], "\(role)")
        }
        #expect(counts[.string] == counter.counts[.string, default: 0])
    }

    private static let small = [
        "hash_listpack_redis-7.0.rdb", "stream_v3_groups_redis-7.4.rdb", "hash_ziplist_redis-3.2.rdb",
        "mixed_types_redis-3.0.rdb", "module_bloom_redis-7.4.rdb", "hash_listpack_ex_redis-7.4.rdb",
        "set_intset16_redis-7.4.rdb", "hash_hash2-expired_valkey-9.1.rdb", "expiry_ms_redis-7.4.rdb",
    ]

    /// Every byte in optimised builds, some of them in others.
    private static let step = _isDebugAssertConfiguration() ? 7 : 1

    @Test("a file that ends early is mapped to its end", arguments: small)
    func truncated(_ name: String) throws {
        let bytes = try Fixtures.bytes(name)
        for end in stride(from: 9, to: bytes.count, by: Self.step) {
            let cut = Array(bytes[..<end])
            let mapped = Self.map(cut)
            #expect(Self.flaw(mapped.parts, of: cut) == nil, "cut at \(end)")
            #expect(mapped.report.isDamaged, "cut at \(end)")
        }
    }

    @Test("a file with a wrong byte is mapped to its end", arguments: small)
    func flipped(_ name: String) throws {
        let bytes = try Fixtures.bytes(name)
        for index in stride(from: 9, to: bytes.count, by: Self.step) {
            var other = bytes
            other[index] ^= index.isMultiple(of: 2) ? 0x01 : 0x80
            let flaw = Self.flaw(Self.map(other).parts, of: other)
            #expect(flaw == nil, "byte \(index)")
        }
    }

    @Test("an offset is found with all that it is part of")
    func locates() throws {
        let bytes = try Fixtures.bytes("stream_v2_groups_redis-7.0.rdb")
        let place = try #require(Self.map(bytes, at: 0x15C).report.place)
        #expect(place.sections.map(\.kind) == [.record, .value, .group, .consumer])
        #expect(place.sections.map(\.offset) == [0x55, 0x58, 0x10E, 0x14D])
        #expect(place.sections.map(\.length) == [322, 319, 137, 31])
        #expect(place.row.meaning == "pending id 1-1")
        #expect(Self.map(bytes, at: UInt64(bytes.count)).report.place == nil)
    }

    @Test("what ends the reading behind the end is reported", arguments: Compressor.allCases)
    func corruptBehindTheEnd(_ compressor: Compressor) throws {
        let bytes = try Fixtures.bytes("expiry_ms_redis-7.4.rdb")
        let source = compressor.source(compressor.compress(bytes) + Array("no frame".utf8))
        let report = RDBByteMap().read(RDBInput(source)) { _ in true }
        #expect(report.findings.map(\.error.code) == [.compressedCorrupt])
        #expect(report.isDamaged && report.byteCount == UInt64(bytes.count))
    }

    @Test("a wrong sum and bytes behind the end are shown")
    func trailer() throws {
        var bytes = try Fixtures.bytes("expiry_ms_redis-7.4.rdb")
        bytes[bytes.count - 1] ^= 1
        bytes += [1, 2, 3]
        let mapped = Self.map(bytes)
        #expect(mapped.codes == [.crcMismatch, .trailingBytes])
        #expect(mapped.parts.last?.kind == .trailing)
        #expect(mapped.parts.last?.bytes == [1, 2, 3])
    }
}

/// What a plain walk is told, by role.
private struct RoleCounter: RDBValueVisitor {
    var counts: [RDBRole: Int] = [:]

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) { counts[role, default: 0] += 1 }
    mutating func beginLarge(_ role: RDBRole, length: UInt64) { counts[role, default: 0] += 1 }
}
