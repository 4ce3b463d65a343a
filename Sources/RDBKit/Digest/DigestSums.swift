/// The totals of all threads, put together.
struct DigestSums {
    private var sums: [UInt64: ContentSum] = [:]
    private var summaries: [UInt64: RDBDatabaseSummary] = [:]
    private var doubts: [UInt64: [JSONDoubt: UInt64]] = [:]

    mutating func add(_ totals: inout DigestTotals) {
        totals.leave()
        for (database, thread) in totals.databases {
            let sum = sums[database] ?? ContentSum()
            sum.add(thread.sum)
            sums[database] = sum
            summaries[database, default: RDBDatabaseSummary()].add(thread.counts)
        }
        for (database, counts) in totals.doubts { doubts[database, default: [:]].merge(counts, uniquingKeysWith: +) }
    }

    /// Hands all over to `digest`.
    consuming func store(in digest: inout RDBDigest) {
        digest.otherDatabases = sums.removeValue(forKey: DigestTotals.others)?.digest
        digest.report.otherDatabases = summaries.removeValue(forKey: DigestTotals.others) ?? RDBDatabaseSummary()
        digest.databases = sums.mapValues(\.digest)
        digest.report.databases = summaries
        digest.doubts = doubts
    }
}
