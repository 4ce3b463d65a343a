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
        let report = RDBByteMap().read(RDBCheckInput(MemorySource(bytes, step: step)), lookingFor: offset) {
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
                guard inner == innerEnd else { return "node at \(part.offset): \(part.kind) at \(inner), not \(innerEnd)" }
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
}
