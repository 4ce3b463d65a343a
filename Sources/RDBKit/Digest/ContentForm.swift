/// What of a value enters its digest.
public struct ContentForm: Equatable, Sendable {
    /// The canonical form that is hashed; another number when it changes.
    static let version: UInt8 = 1

    /// Whether also what some versions do not keep, or what is no more than a hint: a stream's counters, when
    /// consumers were seen, idle times and frequencies, modules' AUX data.
    public var isExact = false
    /// Whether expiries of keys and of hash fields.
    public var hasExpiries = true
    /// Whether expiries of hash fields, if those of keys do: some servers have none.
    public var hasFieldExpiries = true
    /// Whether consumer groups of streams.
    public var hasGroups = true
    /// Whether no more than JSON of `convert` holds, for what is compared with it: no idempotent producers and refused
    /// entries of streams; doubles in arrays are their text, and all NaN of modules' values are one.
    public var isLimitedToJSON = false
    /// Hash fields that have expired by then do not; Unix time in milliseconds.
    public var nowMs: Int64?

    /// The form of published digests.
    public init() {}
}
