import Testing

@testable import RDBKit

@Suite("Numbers and what they count")
struct CountedTests {
    @Test("one is one")
    func counted() {
        #expect([0, 1, 2].map { $0.counted("key") } == ["0 keys", "1 key", "2 keys"])
        #expect([0, 1, 2].map { $0.counted("key is", "keys are") } == ["0 keys are", "1 key is", "2 keys are"])
        #expect(UInt64.max.counted("byte") == "18446744073709551615 bytes")
    }

    @Test("a loss has a name for one of its kind", arguments: RDBConvertLoss.allCases)
    func losses(_ loss: RDBConvertLoss) {
        #expect(loss.counted(2) == "2 \(loss.rawValue)")
        #expect(loss.counted(1).hasPrefix("1 ") && loss.counted(1) != "1 \(loss.rawValue)")
    }

    @Test("so do messages")
    func messages() {
        func message(_ expected: UInt64, _ found: UInt64) -> String {
            RDBError(.truncated, at: 0, expected: expected, found: found).message
        }
        #expect(message(1, 0).hasSuffix("at least 1 more byte is needed, 0 are left"))
        #expect(message(2, 1).hasSuffix("at least 2 more bytes are needed, 1 is left"))
        #expect(RDBUnsupported(.fieldExpiry).message == "1 field that expires would stay for ever")
    }
}
