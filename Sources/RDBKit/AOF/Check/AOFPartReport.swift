/// What a check found out about one file of a set.
public struct AOFPartReport: Sendable {
    /// Bytes of the (expanded) file.
    public internal(set) var byteCount: UInt64 = 0
    /// How it is compressed.
    public internal(set) var compression = CompressionFormat.none
    /// The RDB that it begins with.
    public internal(set) var preamble: RDBCheckReport?
    /// Bytes of that RDB.
    public internal(set) var preambleBytes: UInt64 = 0
    /// Commands, MULTI and EXEC and SELECT among them.
    public internal(set) var commands: UInt64 = 0
    /// Lines that begin with `#`.
    public internal(set) var annotations: UInt64 = 0
    /// First and last `#TS:`, Unix seconds.
    public internal(set) var firstTimestamp: Int64?
    public internal(set) var lastTimestamp: Int64?
    /// How often each command occurs, by its name in lower case.
    public internal(set) var commandCounts: [String: UInt64] = [:]
    /// What cannot be read, in order.
    public internal(set) var damages: [AOFDamage] = []
    /// Each MULTI that is still open at the end of a file without damage at its end, in order.
    public internal(set) var openMultis: [AOFOpenMulti] = []
    /// The end of the last whole record outside an open MULTI.
    public internal(set) var safeEnd: UInt64 = 0
    /// The first findings of each code.
    public internal(set) var findings: [RDBFinding] = []
    /// All findings of each code.
    public internal(set) var findingCounts: [RDBError.Code: UInt64] = [:]
    /// Whether it could not be read at all.
    public internal(set) var isUnreadable = false

    /// The first MULTI that is still open at the end.
    public var openMulti: AOFOpenMulti? { openMultis.first }

    /// The first damage that ends the file.
    public var tail: AOFDamage? { damages.last.flatMap { $0.reachesEnd ? $0 : nil } }

    /// Damage with records behind it.
    public var holes: [AOFDamage] { damages.filter { !$0.reachesEnd } }

    mutating func take(_ findings: FindingCollector) {
        self.findings += findings.kept
        findingCounts.merge(findings.counts, uniquingKeysWith: +)
    }
}
