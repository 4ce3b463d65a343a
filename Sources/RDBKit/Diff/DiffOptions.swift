public import SystemPackage

/// How two sources of keys are compared.
public struct DiffOptions: Sendable {
    /// Threads that decode; each of the two sources has one at least.
    public var threads = 2
    /// Bytes for keys that wait for their counterpart, and for values that are compared inside.
    public var memory = 512 << 20
    /// Where keys go that find no room in memory.
    public var temporaryFolder: FilePath = "/tmp"
    /// Which keys are compared.
    public var filter = KeyFilter()
    /// Where the keys of the first source are looked for in the second; the filter sees them there.
    public var mapping = KeyMapping()
    /// What of a value counts; with ``ContentForm/nowMs`` keys that have expired by then are gone.
    public var form = ContentForm()
    /// Scores that differ by no more are the same.
    public var scoreTolerance = 0.0
    /// Expiries that differ by no more milliseconds are the same.
    public var expiryToleranceMs: Int64 = 0
    /// Whether function libraries are compared.
    public var comparesFunctions = true

    /// Exact, but for what some versions do not keep.
    public init() {}

    /// Whether equal digests are the only way to be equal.
    var isTolerant: Bool { scoreTolerance > 0 || expiryToleranceMs > 0 }
}
