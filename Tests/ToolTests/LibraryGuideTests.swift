import Foundation
import RDBKit
import SystemPackage
import Testing

// The code of the guide "Reading snapshots" in the library's documentation, as it is there.

/// How many keys begin with each prefix, the part in front of the first colon.
func countKeysByPrefix(at path: FilePath) throws -> [String: Int] {
    var reader = try RDBReader(FileSource(path: path))
    var counts: [String: Int] = [:]
    while let record = try reader.next() {
        guard record == .entry else { continue }
        let prefix = reader.keyBytes.prefix { $0 != UInt8(ascii: ":") }
        counts[String(decoding: prefix, as: UTF8.self), default: 0] += 1
    }
    return counts
}

/// Finds the longest value of all hash fields.
struct LongestField: RDBValueVisitor {
    private var field: [UInt8] = []
    private(set) var longest: (field: [UInt8], bytes: Int) = ([], 0)

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch value {
        case .integer(let number): take(Array(number.description.utf8), role)
        case .bytes(let bytes): take(unsafe bytes.withUnsafeBytes { unsafe Array($0) }, role)
        }
    }

    private mutating func take(_ bytes: [UInt8], _ role: RDBRole) {
        if role == .hashField { field = bytes }
        if role == .hashValue { note(bytes.count) }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        if role == .hashValue { note(Int(clamping: length)) }
    }

    private mutating func note(_ bytes: Int) {
        if bytes > longest.bytes { longest = (field, bytes) }
    }
}

func longestField(at path: FilePath) throws -> (field: [UInt8], bytes: Int) {
    var reader = try RDBReader(FileSource(path: path))
    var visitor = LongestField()
    while let record = try reader.next() {
        if record == .entry { try reader.decodeValue(into: &visitor) }
    }
    return visitor.longest
}

@Suite("Library guide")
struct LibraryGuideTests {
    private static let root = Repository.root
    private static let dump = FilePath(Repository.fixtures.appending(path: "tutorial/dump.rdb").path)

    @Test("keys are counted by prefix")
    func prefixes() throws {
        let counts = try countKeysByPrefix(at: Self.dump)
        #expect(counts.values.reduce(0, +) == 27)
        #expect(counts["484272"] == 8)
        #expect(counts["hat"] == 3)
    }

    @Test("the longest hash value is found")
    func longest() throws {
        let longest = try longestField(at: Self.dump)
        #expect(longest.bytes == 26)
        #expect(longest.field == Array("fullname".utf8))
    }

    @Test("the guide shows the code that is tested")
    func guide() throws {
        let page = try String(
            contentsOf: Self.root.appending(path: "Sources/RDBKit/RDBKit.docc/ReadingSnapshots.md"), encoding: .utf8)
        let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
        let blocks = page.components(separatedBy: "```swift\n").dropFirst()
        #expect(blocks.count == 2)
        for block in blocks { #expect(source.contains(block.components(separatedBy: "```")[0])) }
    }
}
