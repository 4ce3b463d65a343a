import Testing

@testable import RDBKit

/// Whole files: what is written, what is left out, and that nothing depends on how the input comes.
struct RDBWriterTests {
    private let expiring =
        Bytes.length(1) + Bytes.string("f") + Bytes.string("v") + Bytes.i64(5000)

    private func file() -> [UInt8] {
        RDBBytes.file("VALKEY080") { file in
            file.aux("valkey-ver", "9.1.2")
            file.opcode(245, Bytes.string("#!lua name=x"))
            file.selectDB(3)
            file.resizeDB(2, 1)
            file.expireMs(33_177_117_420_000)
            file.entry(.string, "k", Bytes.integer(7))
            file.entry(.hash2, "h", expiring)
        }
    }

    @Test func degradesOrDrops() throws {
        let lost = [RDBUnsupported(.fieldExpiry, count: 1)]
        let degraded = try Encoding.file(file(), RDBEncodingOptions(for: .redis62), unsupported: .degrade)
        #expect(degraded.outcomes.contains(.dropped([RDBUnsupported(.functions)])))
        #expect(degraded.outcomes.last == .written(lost))
        let dropped = try Encoding.file(file(), RDBEncodingOptions(for: .redis62), unsupported: .drop)
        #expect(dropped.outcomes.last == .dropped(lost))
        let expected = RDBBytes.file("REDIS0009") { file in
            file.aux("valkey-ver", "9.1.2")
            file.selectDB(3)
            file.resizeDB(2, 1)
            file.expireMs(33_177_117_420_000)
            file.entry(.string, "k", Bytes.integer(7))
        }
        #expect(dropped.bytes == expected)
    }

    @Test func failsWhereThatIsWanted() throws {
        let expected = RDBWriter.Failure.unsupported(RDBUnsupported(.functions), at: 9 + 18)
        #expect(throws: expected) {
            try Encoding.file(file(), RDBEncodingOptions(for: .redis62), unsupported: .fail)
        }
        #expect(try Encoding.file(file(), RDBEncodingOptions(for: .valkey91), unsupported: .fail).bytes == file())
    }

    @Test func ownFileStaysTheSame() throws {
        let (bytes, outcomes) = try Encoding.file(file(), RDBEncodingOptions(for: .valkey91))
        #expect(bytes == file())
        #expect(outcomes.allSatisfy { $0 == .written([]) })
        var options = RDBEncodingOptions(for: .valkey91)
        options.sums = false
        #expect(try Encoding.file(file(), options).bytes.suffix(9) == [255, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func damagedValuesAreLeftOut() throws {
        let input = RDBBytes.file { file in
            file.entry(.string, "a", Bytes.string("1x"))
            file.entry(.setListpack, "b", Bytes.string([9, 9, 9]))
            file.entry(.string, "c", Bytes.string("2x"))
        }
        let (bytes, outcomes) = try Encoding.file(input, RDBEncodingOptions(for: .redis70))
        let expected = RDBBytes.file("REDIS0010") { file in
            file.entry(.string, "a", Bytes.string("1x"))
            file.entry(.string, "c", Bytes.string("2x"))
        }
        #expect(bytes == expected && outcomes.count == 3)
        guard case .damaged = outcomes[1] else { return #expect(Bool(false), "\(outcomes)") }
    }

    /// Strings that arrive in pieces are written as those that come whole.
    @Test func largeStringsStream() throws {
        let text = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 100) }
        let plain = RDBBytes.file { file in
            file.entry(.string, "s", Bytes.string(text))
            file.entry(.list, "l", Bytes.length(2) + Bytes.string("x") + Bytes.string(text))
            file.entry(.hash, "h", Bytes.length(1) + Bytes.string("f") + Bytes.string(text))
        }
        let whole = try Encoding.file(plain, RDBEncodingOptions(for: .redis74)).bytes
        #expect(whole.count < plain.count / 10)
        #expect(try Encoding.file(plain, RDBEncodingOptions(for: .redis74), step: 70_001).bytes == whole)
        // Compressed strings come and go in the same bytes.
        #expect(try Encoding.file(whole, RDBEncodingOptions(for: .redis74), step: 9_999).bytes == whole)
    }

    @Test func payloadsOfServers() throws {
        let footers: [(ServerTarget, [UInt8])] = [
            (.redis74, [0x0C, 0, 0xBF, 0xBB, 0x7C, 0x62, 0x79, 0x81, 0x50, 0xDB]),
            (.valkey91, [0x50, 0, 0xBB, 0xE7, 0x81, 0x33, 0x1D, 0xF9, 0xA9, 0x66]),
            (.redis62, [0x09, 0, 0xA4, 0x3F, 0x19, 0x6E, 0xD7, 0x2D, 0xAD, 0x23]),
            (.redis70, [0x0A, 0, 0x74, 0xCD, 0x48, 0xA2, 0x83, 0xAB, 0xCE, 0x92]),
        ]
        for (_, from) in footers {
            for (target, to) in footers {
                let made = try RDBPayload.convert([0, 0xC0, 7] + from, RDBEncodingOptions(for: target))
                #expect(made.payload == [0, 0xC0, 7] + to && made.unsupported.isEmpty)
            }
        }
    }

    @Test func damagedPayloads() throws {
        let payload: [UInt8] = [0, 0xC0, 7, 0x0C, 0, 0xBF, 0xBB, 0x7C, 0x62, 0x79, 0x81, 0x50, 0xDB]
        for count in 0..<payload.count {
            #expect(throws: RDBPayload.Failure.self) {
                _ = try RDBPayload.convert(Array(payload.prefix(count)), RDBEncodingOptions(for: .redis74))
            }
        }
        // Bytes behind the value, with a sum of zeros that is not checked.
        let longer = [0, 0xC0, 7, 1, 0x0C, 0] + [UInt8](repeating: 0, count: 8)
        #expect(throws: RDBPayload.Failure.damaged([RDBError(.trailingBytes, at: 3, length: 1)])) {
            _ = try RDBPayload.convert(longer, RDBEncodingOptions(for: .redis74))
        }
    }
}
