/// What became of a search for keys.
public struct RDBGetReport: Sendable {
    /// What was written, and what is wrong with the part of the input that was read.
    public var contents: RDBConvertReport
    /// The names that no key has.
    public var missing: [[UInt8]] = []

    /// The report of an input that could not even be opened.
    public init(failedWith error: RDBError) {
        contents = RDBConvertReport(failedWith: error)
    }

    init(_ contents: RDBConvertReport, missing: [[UInt8]]) {
        self.contents = contents
        self.missing = missing
    }
}
