/// Looks for keys of the first source that become one.
struct DiffCollisions {
    private let input: RDBInput
    private let options: RDBRewriteOptions
    private let hashes: [KeyedHash]
    private let budget: MemoryBudget
    private let isWide: Bool

    /// - Parameter isWide: Whether hashes of 128 bits decide: suspects cannot be compared, for this is no RDB file.
    init(_ input: RDBInput, _ options: DiffOptions, isWide: Bool = false) {
        self.isWide = isWide
        self.input = input
        self.options = Self.options(options)
        budget = MemoryBudget(options.memory / 4)
        var generator = SystemRandomNumberGenerator()
        hashes = [KeyedHash(using: &generator), KeyedHash(using: &generator)]
    }

    /// Which keys are compared. What the filter says of names is left out: it sees the new ones, so keys that become one
    /// pass together.
    private static func options(_ options: DiffOptions) -> RDBRewriteOptions {
        var rewriting = RDBRewriteOptions()
        rewriting.mapping = options.mapping
        rewriting.memory = options.memory
        rewriting.expiries.dropsBeforeMs = options.form.nowMs
        rewriting.filter.types = options.filter.types
        rewriting.filter.expiry = options.filter.expiry
        rewriting.filter.valueBytes = options.filter.valueBytes
        return rewriting
    }

    /// A mapper for a thread.
    func mapper() -> DiffMapper {
        DiffMapper(options.mapping, FingerprintStore(isWide: isWide, budget: budget), hashes)
    }

    /// The collisions among the keys that mappers have taken.
    func findings(_ stores: [FingerprintStore]) -> [RDBFinding] {
        var findings = FindingCollector(limit: options.maximumFindings)
        CollisionSearch(stores, input, options, hashes).run(&findings)
        return findings.kept
    }
}
