/// How files are digested.
public struct RDBDigestOptions: Sendable {
    /// Threads that decode.
    public var threads = 1
    /// Largest packed node that is expanded in memory, in bytes (at least 16 MiB).
    public var memory = 512 << 20
    /// Which keys are digested.
    public var filter = KeyFilter()
    /// What enters the digests.
    public var form = ContentForm()
    /// The time at which keys count as expired in the report, Unix milliseconds.
    public var nowMs: Int64 = 0
    /// Findings of each code to keep; all are counted.
    public var maximumFindings = 1000

    /// The defaults.
    public init() {}
}
