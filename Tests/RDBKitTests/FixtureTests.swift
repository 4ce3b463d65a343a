import Foundation
import Testing

@testable import RDBKit

/// Files that real servers wrote, against what the servers said of them.
struct FixtureTests {
    private struct Manifest: Decodable {
        var files: [String: Fixture]
    }

    private struct Fixture: Decodable {
        struct Database: Decodable {
            var keys: UInt64
            var expires: UInt64
            var types: [String: UInt64]
            var elements: [String: UInt64]
            var fieldExpires: UInt64

            /// Keys of a type; all that TYPE does not call by a name of its own are modules.
            func count(of type: RDBValueType) -> UInt64 {
                guard type == .module else { return types[type.name] ?? 0 }
                return types.filter { RDBValueType(name: $0.key[...]) == nil }.values.reduce(0, +)
            }
        }

        var magic: String
        var version: Int
        var size: UInt64
        var keys: UInt64
        var expires: UInt64
        var functions: UInt64
        var aux: [String]
        var modules: [String]
        var moduleAux: [String]
        var databases: [String: Database]
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private static let fixtures: [String: Fixture] = {
        guard let data = try? Data(contentsOf: folder.appending(path: "manifest.json")) else { return [:] }
        return (try? JSONDecoder().decode(Manifest.self, from: data))?.files ?? [:]
    }()

    private static let names = fixtures.keys.sorted()

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Self.folder.appending(path: name)))
    }

    @Test func allFilesAreListed() throws {
        let found = FileManager.default.enumerator(atPath: Self.folder.path)?.compactMap { $0 as? String } ?? []
        let snapshots = found.filter { $0.hasSuffix(".rdb") && !$0.hasPrefix("aof/") }
        #expect(snapshots.sorted() == Self.names)
        #expect(Self.names.count > 300)
    }

    @Test(arguments: names)
    func contents(_ name: String) throws {
        let fixture = try #require(Self.fixtures[name])
        let report = Checking.report(try bytes(name))
        #expect(report.findings.filter { $0.severity != .note }.map(\.error.code) == expectedFindings(name))
        #expect(report.header?.dialect.rawValue == fixture.magic)
        #expect(report.header?.version == fixture.version)
        #expect(report.byteCount == fixture.size && report.trailingBytes == 0)
        #expect(report.keys == fixture.keys && report.expires == fixture.expires)
        #expect(report.functions == fixture.functions)
        #expect(report.aux.keys.map { String(decoding: $0, as: UTF8.self) }.sorted() == fixture.aux)
        #expect(report.modules.keys.sorted() == Set(fixture.modules + fixture.moduleAux).sorted())
        expectDatabases(report, fixture)
        expectChecksum(report, name)
    }

    /// Warnings about what the case is meant to be.
    private func expectedFindings(_ name: String) -> [RDBError.Code] {
        name.hasPrefix("databases_large-numbers") ? [.databaseNumber, .databaseNumber, .databaseNumber] : []
    }

    private func expectDatabases(_ report: RDBCheckReport, _ fixture: Fixture) {
        for (number, database) in fixture.databases {
            let found = UInt64(number).flatMap { report.databases[$0] }
            #expect(found?.keys == database.keys && found?.expires == database.expires, "db \(number)")
            for type in RDBValueType.allCases {
                #expect(found?.keys(of: type) == database.count(of: type), "db \(number) \(type)")
            }
        }
        #expect(report.databases.count { $0.value.keys > 0 } == fixture.databases.count)
    }

    private func expectChecksum(_ report: RDBCheckReport, _ name: String) {
        let isDisabled = name.hasPrefix("options_nochecksum")
        #expect(report.checksumState == (isDisabled ? .disabled : .ok))
        #expect(report.findingCounts[.crcDisabled] == (isDisabled ? 1 : nil))
    }

    @Test(arguments: names)
    func invariance(_ name: String) throws {
        let bytes = try bytes(name)
        let expected = Checking.report(bytes).text
        #expect(Checking.report(bytes, threads: 2).text == expected)
        #expect(Checking.report(bytes, step: bytes.count > 100_000 ? 113 : 1).text == expected)
        #expect(Checking.report(bytes, step: 4096, reopens: false).text == expected)
    }

    /// Elements and field expiries, counted by a visitor.
    @Test(arguments: names)
    func elements(_ name: String) throws {
        let fixture = try #require(Self.fixtures[name])
        var reader = try RDBReader(MemorySource(try bytes(name)))
        var counts: [UInt64: ElementCounter] = [:]
        while let record = try reader.next() {
            guard record == .entry, let type = reader.objectType.valueType else { continue }
            var counter = counts[reader.database] ?? ElementCounter()
            counter.type = type.name
            try reader.decodeValue(into: &counter)
            counts[reader.database] = counter
        }
        for (number, database) in fixture.databases {
            let counter = try #require(UInt64(number).flatMap { counts[$0] })
            #expect(counter.damage == 0)
            #expect(counter.fieldExpires == database.fieldExpires)
            for (type, count) in database.elements where RDBValueType(name: type[...]) != nil && type != "module" {
                #expect(counter.elements[type, default: 0] == count, "\(type)")
            }
        }
    }
}

/// Counts what the servers' STRLEN, LLEN, SCARD, ZCARD, HLEN and XLEN count.
private struct ElementCounter: RDBValueVisitor {
    var type = ""
    var elements: [String: UInt64] = [:]
    var fieldExpires: UInt64 = 0
    var damage = 0

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch role {
        case .string: elements[type, default: 0] += Self.length(value)
        case .listItem, .setMember, .zsetMember, .hashField: elements[type, default: 0] += 1
        default: break
        }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        if role == .string { elements[type, default: 0] += length }
    }

    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        if !isDeleted { elements[type, default: 0] += 1 }
    }

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        if milliseconds != nil { fieldExpires += 1 }
    }

    mutating func damage(_ error: RDBError) { damage += 1 }

    private static func length(_ value: borrowing RDBScalar) -> UInt64 {
        switch value {
        case .bytes(let bytes): UInt64(bytes.byteCount)
        case .integer(let integer): UInt64(integer.description.utf8.count)
        }
    }
}
