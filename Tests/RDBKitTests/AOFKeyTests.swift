import Testing

@testable import RDBKit

@Suite("AOF keys of commands")
struct AOFKeyTests {
    /// The keys of a command, each with the letter of its access.
    private func keys(_ text: String, wholeLimit: Int = 1 << 20) throws -> String {
        let words = text.split(separator: " ").map(String.init)
        var reader = AOFReader(MemorySource(AOFCommandWriter.bytes(words)), wholeLimit: wholeLimit)
        guard try reader.next() == .command else { return "" }
        return reader.keys(of: reader.command()).map {
            "\(Unicode.Scalar($0.access.rawValue)):" + String(decoding: reader.argument($0.index), as: UTF8.self)
        }.joined(separator: " ")
    }

    @Test(
        "as servers' key specifications say",
        arguments: [
            ("SET k v", "U:k"), ("set k v", "U:k"), ("DEL a b c", "D:a D:b D:c"), ("MSET a 1 b 2", "O:a O:b"),
            ("RENAME a b", "U:a O:b"), ("COPY a b DB 3", "R:a O:b"), ("SMOVE a b m", "U:a U:b"),
            ("BITOP AND dest a b", "O:dest R:a R:b"), ("SUNIONSTORE d a b", "O:d R:a R:b"),
            ("ZUNIONSTORE d 2 a b WEIGHTS 1 2", "O:d R:a R:b"), ("ZUNIONSTORE d 9 a b", "O:d"),
            ("ZUNIONSTORE d x a b", "O:d"), ("LMPOP 2 a b LEFT", "U:a U:b"), ("BLPOP a b 0", "U:a U:b"),
            ("BZMPOP 0 2 a b MIN", "U:a U:b"), ("MSETEX 2 a 1 b 2 PX 5", "O:a O:b"),
            ("SORT k BY store GET store STORE d", "R:k O:d"), ("SORT k STORE a STORE b", "R:k O:b"),
            ("SORT k LIMIT store 1", "R:k"), ("SORT k STORE", "R:k"),
            ("GEORADIUS k 1 2 3 km STORE d", "R:k O:d"), ("GEORADIUSBYMEMBER k m 3 km STOREDIST d", "R:k O:d"),
            ("XGROUP CREATE s g $", "U:s"), ("xgroup destroy s g", "U:s"),
            ("XREADGROUP GROUP g c STREAMS a b > >", "R:a R:b"), ("EVAL script 2 a b c", "U:a U:b"),
            ("FLUSHALL", ""), ("SELECT 1", ""), ("JSON.SET doc $ 1", "U:doc"), ("SPUBLISH channel m", ""),
        ])
    func specifications(_ command: String, _ expected: String) throws {
        #expect(try keys(command) == expected)
    }

    @Test("MIGRATE names its keys in two ways")
    func migrate() throws {
        let bytes = AOFCommandWriter.bytes(["MIGRATE", "h", "1", "", "0", "5", "KEYS", "a", "b"])
        var reader = AOFReader(MemorySource(bytes))
        #expect(try reader.next() == .command)
        #expect(reader.keys(of: reader.command()).map(\.index) == [3, 7, 8])
    }

    @Test("all specifications of the table can be read")
    func table() {
        for text in AOFCommandData.text.split(separator: ";") {
            let words = text.split(separator: " ")
            guard words.count == 4, words[3] != "-" else { continue }
            for specification in words[3].split(separator: ",") {
                #expect(AOFKeySpecification(text: specification) != nil, "\(text)")
            }
        }
    }

    @Test("a command that is not kept whole names its first keys")
    func cut() throws {
        let value = String(repeating: "x", count: 1 << 17)
        #expect(try keys("SET k \(value)", wholeLimit: 1 << 16) == "U:k")
        #expect(try keys("MSET k \(value) l 1", wholeLimit: 1 << 16) == "O:k O:l")
    }
}
