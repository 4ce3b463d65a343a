/// What a comparison found, in numbers.
public struct DiffReport: Sendable {
    /// What is known of the first source.
    public internal(set) var before = DiffSourceFacts()
    /// What is known of the second source.
    public internal(set) var after = DiffSourceFacts()
    /// Keys that are only in the second source.
    public internal(set) var added: UInt64 = 0
    /// Keys that are only in the first source.
    public internal(set) var removed: UInt64 = 0
    /// Keys that are in both and not the same.
    public internal(set) var changed: UInt64 = 0
    /// Keys that could not be compared, because one of the values, or a part of one source, cannot be read.
    public internal(set) var unknown: UInt64 = 0
    /// Function libraries that are not the same in both.
    public internal(set) var libraries: [LibraryDifference] = []
    /// Function libraries of one source that were not compared, because the other one does not say which it has.
    public internal(set) var uncomparedFunctions = 0
    /// Why the comparison failed, where it did.
    public internal(set) var failure: String?

    init() {}

    /// The report of a comparison that did not begin, because this side could not be opened.
    public init(unreadable side: DiffSide) {
        if side == .before { before.isUnreadable = true } else { after.isUnreadable = true }
    }

    /// Whether both hold the same; nil where that is not known, because nothing differs but not all was compared.
    public var answer: Bool? { isSame ? (isComplete ? true : nil) : false }

    /// Whether nothing differs, of what could be compared.
    public var isSame: Bool {
        added == 0 && removed == 0 && changed == 0 && libraries.isEmpty
    }

    /// Function libraries to which this happened.
    public func libraries(_ kind: DiffChange.Kind) -> Int { libraries.count { $0.kind == kind } }

    /// Whether anything was compared.
    public var isComparable: Bool { before.isComparable && after.isComparable && (failure == nil || !isSame) }

    /// Whether all was compared.
    public var isComplete: Bool {
        failure == nil && unknown == 0
            && [before, after].allSatisfy {
                !$0.isCut && !$0.isUnreadable && $0.unknownKeys == 0 && $0.undecidedKeys == 0
                    && !$0.findings.contains { $0.severity == .error }
            }
    }
}
