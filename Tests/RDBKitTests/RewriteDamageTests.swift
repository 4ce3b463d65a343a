import Testing

@testable import RDBKit

/// Damage: no trap, no end behind it, or a sound file if that was asked for.
struct RewriteDamageTests {
    private static let isRelease = !_isDebugAssertConfiguration()

    /// What a file with damage becomes is a sound file when it is to be kept.
    private func expectSound(_ damaged: [UInt8], _ what: String) {
        let strict = Rewriting.result(damaged, threads: 2)
        let partial = Rewriting.result(damaged, step: 7) { $0.continuesBehindDamage = true }
        guard strict.report.isIncomplete else { return }
        #expect(partial.report.isIncomplete && !partial.report.isTorn, "\(what)")
        guard !partial.report.isUnreadable && partial.report.header != nil else { return }
        let check = RDBChecker().check(RDBInput(MemorySource(partial.output)))
        let hasSum = (partial.report.header?.version ?? 0) >= 5
        #expect(check.checksumState == (hasSum ? .ok : .none), "\(what)")
        let bad = check.findings.filter { $0.severity == .error && !Self.isBeyondWalk($0.error.code) }
        #expect(bad.isEmpty, "\(what): \(bad.map(\.text))")
    }

    /// What only a check compares, not the walk over a value.
    private static func isBeyondWalk(_ code: RDBError.Code) -> Bool {
        switch code {
        case .duplicateElement, .duplicateKey, .streamLength, .pendingDuplicate, .pendingNotInGroup,
            .pendingTwoConsumers, .pendingNoConsumer, .streamDuplicateGroup, .streamDuplicateConsumer, .streamOrder,
            .scoreOrder, .fieldExpiryOrder, .functionShebang, .functionTwice, .functionPreGA, .crcMissing:
            true
        default: false
        }
    }

    @Test(arguments: [0, 1])
    func truncation(_ sample: Int) {
        let file = SampleFile.bothWithoutSlots[sample]
        for count in stride(from: 0, to: file.count, by: Self.isRelease ? 1 : 5) {
            let cut = Array(file[..<count])
            #expect(Rewriting.result(cut).report.isIncomplete, "cut at \(count)")
            expectSound(cut, "cut at \(count)")
        }
    }

    @Test(arguments: [0, 1])
    func bitFlips(_ sample: Int) {
        let file = SampleFile.bothWithoutSlots[sample]
        for offset in stride(from: 9, to: file.count, by: Self.isRelease ? 1 : 5) {
            var damaged = file
            damaged[offset] ^= 1 << UInt8(offset % 8)
            #expect(Rewriting.result(damaged).report.isIncomplete, "flip at \(offset)")
            expectSound(damaged, "flip at \(offset)")
        }
    }

    @Test func checksumIsChecked() {
        var file = SampleFile.bothWithoutSlots[0]
        file[file.count - 1] ^= 1
        #expect(Rewriting.result(file).codes == [.crcMismatch])
        // Counts in front of keys may be wrong when a record must be left out, so there are none.
        let partial = Rewriting.result(file) { $0.continuesBehindDamage = true }
        #expect(partial.codes == [.crcMismatch])
        #expect(partial.records == Rewriting.records(SampleFile.bothWithoutSlots[0]).filter { !$0.hasPrefix("resize") })
    }

    /// They may be a log.
    @Test func trailingBytesAreNotLostSilently() {
        let result = Rewriting.result(SampleFile.bothWithoutSlots[0] + Array("*1\r\n".utf8))
        #expect(result.codes == [.trailingBytes] && result.report.isIncomplete)
    }

    @Test func functionsOfReleaseCandidates() {
        let file = RDBBytes.file { $0.opcode(246, Bytes.hex("0161 0162 00 0163")) }
        #expect(Rewriting.result(file).codes == [.functionPreGA])
        #expect(Rewriting.result(file) { $0.stripped = .functions }.output == RDBBytes.file { _ in })
    }

    /// Damage of what is left out is no damage of the output.
    @Test func damageInUnwantedKeys() {
        let file = RDBBytes.file { file in
            file.entry(.zset2, "damaged", [1] + Bytes.string("m") + Bytes.f64(.nan))
            file.entry(.string, "k", Bytes.string("v"))
        }
        let result = Rewriting.result(file) { $0.filter.types = [.string] }
        #expect(result.codes.isEmpty && result.records == ["0 k", "eof"])
    }
}
