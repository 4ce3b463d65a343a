/// Which keys are wanted.
///
/// ```swift
/// var filter = KeyFilter()
/// filter.globs = [GlobPattern("session:*")]
/// filter.regexes = [try RegexPattern("^cart:\\d+$")]
/// filter.types = [.hash]
/// filter.expiry = .absent
/// ```
/// Conditions of different kinds must all hold: these are hashes without an expiry whose names match the one pattern
/// or the other. A condition that is not set holds for every key. ``KeyMatcher`` applies a filter.
public struct KeyFilter: Sendable {
    /// The databases; empty for all.
    public var databases: [ClosedRange<UInt64>] = []
    /// The keys themselves; nil for any.
    public var names: KeyNames?
    /// Together with ``regexes``: one of them must match, if there are any.
    public var globs: [GlobPattern] = []
    /// Together with ``globs``: one of them must match, if there are any.
    public var regexes: [RegexPattern] = []
    /// None of them may match.
    public var excludedGlobs: [GlobPattern] = []
    /// None of them may match.
    public var excludedRegexes: [RegexPattern] = []
    /// The types; empty for all.
    public var types: Set<RDBValueType> = []
    /// What the expiry must be like.
    public var expiry: ExpiryCondition?
    /// Bytes that the value takes in the (expanded) file, without its type and key.
    public var valueBytes: ClosedRange<UInt64>?
    /// The slots of a cluster (``ClusterSlot``) in which the key lies; empty for all.
    public var slots: [ClosedRange<UInt64>] = []
    /// A share of the keys.
    public var sample: KeySample?

    /// A filter that lets every key pass.
    public init() {}

    /// Whether every key passes.
    public var isEmpty: Bool { passesEveryKey && valueBytes == nil }

    /// Whether every key passes as long as the size of its value is not known.
    var passesEveryKey: Bool {
        databases.isEmpty && names == nil && types.isEmpty && expiry == nil && slots.isEmpty && sample == nil
            && globs.isEmpty && excludedGlobs.isEmpty && !usesRegexes
    }

    /// Whether keys of this database can pass.
    func wants(database: UInt64) -> Bool {
        databases.isEmpty || databases.contains { $0.contains(database) }
    }

    /// Whether there are regular expressions.
    var usesRegexes: Bool { !regexes.isEmpty || !excludedRegexes.isEmpty }
}
