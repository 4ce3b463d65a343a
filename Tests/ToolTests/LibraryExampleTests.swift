import Foundation
import RDBKit
import SystemPackage
import Testing

/// What the README shows of the library, from outside the module.
@Suite("Library example")
struct LibraryExampleTests {
    struct FieldCounter: RDBValueVisitor {
        var fields = 0
        mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
            if role == .hashField { fields += 1 }
        }
    }

    @Test("a visitor counts hash fields")
    func countFields() throws {
        let dump = Repository.fixtures.appending(path: "tutorial/dump.rdb")
        var reader = try RDBReader(FileSource(path: FilePath(dump.path)))
        var counter = FieldCounter()
        while let record = try reader.next() {
            if record == .entry { try reader.decodeValue(into: &counter) }
        }
        #expect(counter.fields == 21)
        #expect(reader.checksum?.stored == reader.checksum?.computed)
    }
}
