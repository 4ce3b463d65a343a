import Testing

@testable import RDBKit

/// What can be said of function libraries without compiling them.
@Suite struct FunctionTests {
    private func counts(_ sources: [String], threads: Int = 1) -> [RDBError.Code: UInt64] {
        let file = RDBBytes.file { file in
            for source in sources { file.opcode(245, Bytes.string(source)) }
        }
        return Checking.report(file) { $0.threads = threads }.findingCounts
    }

    @Test func sound() {
        #expect(counts(["#!lua name=one\nreturn 1", "#!LUA name=\"two\"\nreturn 2", "#!lua name=Two\n"]) == [:])
    }

    @Test(arguments: ["return 1", "#!", "#!lua", "#!lua name=\n", "#!lua nam=x\n", ""])
    func shebang(_ source: String) {
        #expect(counts([source]) == [.functionShebang: 1])
    }

    @Test func engine() { #expect(counts(["#!js name=lib\n"]) == [.functionEngine: 1]) }

    @Test(arguments: [1, 2])
    func sameName(_ threads: Int) {
        let sources = ["#!lua name=lib\nreturn 1", "#!lua name=other\n", "#!lua name=lib\nreturn 2"]
        #expect(counts(sources, threads: threads) == [.functionTwice: 1])
    }
}
