/// Counts all findings and keeps the first of each code.
struct FindingCollector {
    private let limit: Int
    private(set) var counts: [RDBError.Code: UInt64] = [:]
    private(set) var kept: [RDBFinding] = []
    private var keptOfCode: [RDBError.Code: Int] = [:]
    /// Codes counted since the current record began, and how many of them were kept.
    private var recordCodes: [RDBError.Code: UInt64] = [:]
    private var recordKept = 0
    private var isInRecord = false

    init(limit: Int) {
        self.limit = limit
    }

    /// What is counted from now on belongs to one record, and can be forgotten with it.
    @inline(__always)
    mutating func beginRecord() {
        if !recordCodes.isEmpty { endRecord() }
        isInRecord = true
    }

    private mutating func endRecord() {
        recordCodes.removeAll(keepingCapacity: true)
        recordKept = 0
    }

    /// Forgets what was found since the record began.
    mutating func forgetRecord() {
        for (code, count) in recordCodes { counts[code, default: count] -= count }
        counts = counts.filter { $0.value > 0 }
        for finding in kept.suffix(recordKept) { keptOfCode[finding.error.code, default: 1] -= 1 }
        kept.removeLast(recordKept)
        endRecord()
    }

    /// Counts a finding of this code; answers whether it should be kept too.
    mutating func count(_ code: RDBError.Code) -> Bool {
        counts[code, default: 0] += 1
        if isInRecord { recordCodes[code, default: 0] += 1 }
        return keptOfCode[code, default: 0] < limit
    }

    /// Counts further findings of this code that nothing more is said about.
    mutating func countMore(_ code: RDBError.Code, _ more: Int) {
        guard more > 0 else { return }
        counts[code, default: 0] += UInt64(more)
        if isInRecord { recordCodes[code, default: 0] += UInt64(more) }
    }

    /// Keeps a finding that was counted.
    mutating func keep(_ finding: RDBFinding) {
        keptOfCode[finding.error.code, default: 0] += 1
        kept.append(finding)
        recordKept += 1
    }

    /// Counts a finding and keeps it if it is among the first of its code.
    mutating func add(_ finding: RDBFinding) {
        if count(finding.error.code) { keep(finding) }
    }

    /// Puts the findings of several threads into the order of the file.
    ///
    /// Each thread met its records in file order, so the first `limit` of each are a superset of the first
    /// `limit` of all.
    static func merge(_ collectors: [FindingCollector], limit: Int) -> FindingCollector {
        var all = FindingCollector(limit: limit)
        let findings = collectors.flatMap(\.kept).sorted {
            ($0.error.offset, $0.error.inner ?? 0, $0.error.code.rawValue)
                < ($1.error.offset, $1.error.inner ?? 0, $1.error.code.rawValue)
        }
        for finding in findings { all.add(finding) }
        all.counts = [:]
        for collector in collectors { all.counts.merge(collector.counts, uniquingKeysWith: +) }
        return all
    }
}
