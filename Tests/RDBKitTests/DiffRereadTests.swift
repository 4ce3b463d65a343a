import Synchronization
import Testing

@testable import RDBKit

@Suite("Keys that differ, read again")
struct DiffRereadTests {
    /// Counts how often a file is opened.
    private final class Counter: Sendable {
        let count = Mutex(0)
    }

    /// A file in which nobody can jump, as one that is compressed.
    private func input(_ bytes: [UInt8], _ opened: Counter) -> RDBInput {
        RDBInput(MemorySource(bytes, hidesSize: true)) { () throws(RDBError) -> any ByteSource in
            opened.count.withLock { $0 += 1 }
            return MemorySource(bytes, hidesSize: true)
        }
    }

    /// Two databases of strings; every seventh key expires, and one of ten is large.
    private func file(_ value: Character) -> [UInt8] {
        RDBBytes.file { file in
            for index in 0..<400 {
                if index == 200 { file.selectDB(3) }
                if index % 7 == 0 { file.expireMs(5000) }
                let text = String(repeating: value, count: index % 10 == 0 ? 70_000 : 5)
                file.entry(.string, "key:\(index)", Bytes.string(text))
            }
        }
    }

    @Test("where nobody can jump, keys in the same order take one more pass")
    func onePass() {
        let opened = Counter()
        var found: [String] = []
        let report = RDBDiffer(before: input(file("a"), opened), after: input(file("b"), opened)).compare {
            let key = $0.key
            found.append(
                "\(key?.database ?? 9) \(String(decoding: key?.name ?? [], as: UTF8.self)) \(key?.expiresMs ?? 0)")
            #expect($0.changes.map(\.part) == [.value] && $0.changes.first?.after?.first == UInt8(ascii: "b"))
            return true
        }
        #expect(report.changed == 400 && report.isComplete)
        #expect(found == (0..<400).map { "\($0 < 200 ? 0 : 3) key:\($0) \($0 % 7 == 0 ? 5000 : 0)" })
        #expect(opened.count.withLock(\.self) == 2)
    }
}
