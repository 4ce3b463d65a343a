/// Counts all findings and keeps the first of each code.
struct FindingCollector {
    private let limit: Int
    private(set) var counts: [RDBError.Code: UInt64] = [:]
    private(set) var kept: [RDBFinding] = []
    private var keptOfCode: [RDBError.Code: Int] = [:]

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts a finding of this code; answers whether it should be kept too.
    mutating func count(_ code: RDBError.Code) -> Bool {
        counts[code, default: 0] += 1
        return keptOfCode[code, default: 0] < limit
    }

    /// Keeps a finding that was counted.
    mutating func keep(_ finding: RDBFinding) {
        keptOfCode[finding.error.code, default: 0] += 1
        kept.append(finding)
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
