import Testing

@testable import RDBKit

/// Files made to crash, to stall or to exhaust a reader.
@Suite struct HostileFileTests {
    private func report(_ fields: (inout RDBBytes) -> Void) -> RDBCheckReport {
        Checking.report(RDBBytes.file { fields(&$0) })
    }

    /// The clock field is a number from the file: no arithmetic may trap on it.
    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "99999999999999", "-1", "now"])
    func impossibleTimes(_ time: String) {
        let report = report { $0.aux("ctime", time) }
        #expect(report.creationTime == nil)
        var demands = RDBCheckDemands()
        demands.maximumAgeSeconds = 60
        #expect(demands.unmet(by: report, nowMs: .max).map(\.error.code) == [.tooOld])
    }

    @Test func possibleTime() {
        #expect(report { $0.aux("ctime", "1795363318") }.creationTime == 1_795_363_318)
    }

    /// Whatever ends the reading is an error: what follows is unknown.
    @Test func tooManyTemplates() {
        let file = RDBBytes.file("REDIS0015") { file in
            for id in 0..<9000 { file.opcode(242, Bytes.length(UInt64(id)), Bytes.length(0)) }
        }
        let report = Checking.report(file)
        #expect(report.findingCounts[.memoryLimit] == 1)
        #expect(report.worst == .error)
    }

    /// Keys that are kept only in part are not compared by that part.
    @Test func cutKeys() {
        let long = String(repeating: "a", count: RDBReader.longestKey + 10)
        let report = report { file in
            for end in ["x", "y"] { file.entry(.string, long + end, Bytes.string("v")) }
        }
        #expect(report.findingCounts == [.notChecked: 1])
    }

    /// A file that stops behind a whole record says the same for any number of threads.
    @Test func missingEnd() {
        let file = Array(RDBBytes.file { $0.entry(.string, "key", Bytes.string("some value")) }.dropLast(9))
        let reports = [1, 2].map { threads in Checking.report(file) { $0.threads = threads } }
        #expect(reports[0].checksum == reports[1].checksum)
        #expect(
            reports.map { $0.findings.map(\.error) } == [
                reports[0].findings.map(\.error), reports[0].findings.map(\.error),
            ])
    }
}
