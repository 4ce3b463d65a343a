import Testing

@testable import RDBKit

/// What stands in front of keys, and the header in front of all.
struct KeyOpcodeTests {
    private func metadata(_ body: (inout RDBBytes) -> Void) throws -> [KeyMetadata] {
        var reader = try RDBReader(MemorySource(RDBBytes.file("REDIS0013", body), step: 1))
        var all: [KeyMetadata] = []
        while let record = try reader.next() {
            if record == .entry { all.append(reader.metadata) }
        }
        return all
    }

    @Test func everyOpcode() throws {
        let all = try metadata { file in
            file.expireMs(-5)
            file.entry(.string, "a", Bytes.string(""))
            file.opcode(253, Bytes.u32(100))
            file.entry(.string, "b", Bytes.string(""))
            file.opcode(248, Bytes.length(70_000))
            file.entry(.string, "c", Bytes.string(""))
            file.opcode(249, [255])
            file.entry(.string, "d", Bytes.string(""))
            file.opcode(243, Bytes.hex("02 00000000 00 00000000 02 07 00"))
            file.entry(.string, "e", Bytes.string(""))
            file.entry(.string, "f", Bytes.string(""))
        }
        #expect(all.map(\.expiresMs) == [-5, 100_000, nil, nil, nil, nil])
        #expect(all.map(\.idleSeconds) == [nil, nil, 70_000, nil, nil, nil])
        #expect(all.map(\.frequency) == [nil, nil, nil, 255, nil, nil])
        #expect(all.map(\.metadataClasses) == [nil, nil, nil, nil, 2, nil])
    }

    @Test func secondsReachBackBefore1970() throws {
        let all = try metadata { file in
            file.opcode(253, Bytes.u32(.max))
            file.entry(.string, "a", Bytes.string(""))
        }
        #expect(all.map(\.expiresMs) == [-1000])
    }

    /// Servers read them in any order, and the last one wins.
    @Test func anyOrder() throws {
        let all = try metadata { file in
            file.opcode(249, [9])
            file.opcode(248, Bytes.length(3))
            file.expireMs(7)
            file.expireMs(8)
            file.entry(.string, "a", Bytes.string(""))
        }
        #expect(all.map(\.expiresMs) == [8])
        #expect(all.map(\.idleSeconds) == [3])
        #expect(all.map(\.frequency) == [9])
    }

    /// They apply to the next key, whatever stands between.
    @Test func recordBetweenOpcodeAndKey() throws {
        let all = try metadata { file in
            file.expireMs(7)
            file.aux("a", "b")
            file.opcode(249, [1])
            file.selectDB(1)
            file.entry(.string, "a", Bytes.string(""))
            file.entry(.string, "b", Bytes.string(""))
        }
        #expect(all.map(\.expiresMs) == [7, nil])
        #expect(all.map(\.frequency) == [1, nil])
    }

    @Test func equality() {
        var left = KeyMetadata()
        var right = KeyMetadata()
        left.expiresMs = 5
        #expect(left != right && !left.isEmpty)
        right.expiresMs = 5
        #expect(left == right)
        left.clear()
        #expect(left.isEmpty && left == KeyMetadata())
    }
}

extension KeyOpcodeTests {
    private func header(_ text: String) -> Result<RDBHeader, RDBError> {
        do throws(RDBError) {
            return .success(try RDBHeader(Array(text.utf8).span))
        } catch {
            return .failure(error)
        }
    }

    @Test(arguments: [("REDIS0001", 1), ("REDIS0012", 12), ("REDIS9999", 9999), ("VALKEY080", 80), ("VALKEY999", 999)])
    func headers(_ text: String, _ version: Int) throws {
        let header = try header(text).get()
        #expect(header.version == version)
        #expect(header.dialect == (text.hasPrefix("V") ? .valkey : .redis))
        #expect(header.hasChecksum == (version >= 5))
    }

    @Test(arguments: [
        ("", RDBError.Code.emptyFile), ("R", .truncated), ("REDIS", .truncated), ("REDIS001", .truncated),
        ("VALKEY08", .truncated), ("X", .notRDB), ("REDIX0012", .notRDB), ("redis0012", .notRDB),
        ("REDIS00 2", .notRDB), ("REDIS-001", .notRDB), ("VALKEY0x0", .notRDB), ("REDIS0000", .unsupportedVersion),
        ("*3\r\n$3\r\nSET", .notRDB),
    ])
    func noHeaders(_ text: String, _ code: RDBError.Code) {
        guard case .failure(let error) = header(text) else {
            Issue.record("\(text) was read")
            return
        }
        #expect(error.code == code)
        #expect(error.offset == 0)
    }

    @Test(arguments: ["REDIS0080", "REDIS0999", "VALKEY011", "VALKEY079"])
    func versionsThatNoServerWrites(_ text: String) {
        #expect(
            Checking.findings(Array(text.utf8) + [255]).first?.hasPrefix("error unsupported-version @0+9") == true)
    }
}
