/// What came out while a byte map was made.
public struct RDBByteMapReport: Sendable {
    /// Where an offset lies.
    public struct Place: Sendable {
        /// All that it is part of, the outermost first.
        public var sections: [RDBMapSection]
        /// The bytes that it is one of.
        public var row: RDBMapRow
    }

    /// What is wrong, in the order of the file.
    public internal(set) var findings: [RDBFinding] = []
    /// Bytes of the (expanded) file, as far as it was read.
    public internal(set) var byteCount: UInt64 = 0
    /// Where the offset lies that was looked for; nil if it is beyond the end.
    public internal(set) var place: Place?

    init() {}

    /// The report of an input that could not even be opened.
    public init(failedWith error: RDBError) {
        findings = [RDBFinding(error)]
    }

    /// Whether something is wrong with the file.
    public var isDamaged: Bool { findings.contains { $0.severity == .error } }

    /// Whether the input could not be read at all.
    public var isUnreadable: Bool { findings.contains { $0.error.code.makesUnreadable } }
}
