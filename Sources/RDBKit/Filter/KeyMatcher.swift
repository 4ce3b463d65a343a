/// Applies a ``KeyFilter`` to keys; each thread has its own.
///
/// ```swift
/// var matcher = KeyMatcher(filter)
/// while let record = try reader.next() {
///     guard record == .entry, matcher.matchesKey(reader) else { continue }
///     // ...
/// }
/// ```
public struct KeyMatcher: ~Copyable {
    private let filter: KeyFilter
    private let passesEveryKey: Bool
    private let objectTypes: ByteSet
    private let scratch: RegexScratch?
    /// Whether ``matchesSize(_:)`` must be asked too.
    public let needsSize: Bool
    /// Keys that were left out because a regular expression met a limit (or memory ran out) before it found an answer.
    ///
    /// Whoever shows what passed must say so.
    public private(set) var undecidedKeys: UInt64 = 0

    /// A matcher that has seen no key.
    public init(_ filter: KeyFilter) {
        self.filter = filter
        passesEveryKey = filter.passesEveryKey
        needsSize = filter.valueBytes != nil
        objectTypes = Self.objectTypes(of: filter.types)
        scratch = filter.usesRegexes ? RegexScratch() : nil
    }

    /// The layouts of values of these types.
    private static func objectTypes(of types: Set<RDBValueType>) -> ByteSet {
        var set = ByteSet()
        for byte in UInt8.min...UInt8.max {
            if let type = RDBObjectType(rawValue: byte).valueType, types.contains(type) { set.insert(byte) }
        }
        return set
    }

    /// Whether the current key of `reader` passes, as far as that can be said without its value.
    ///
    /// Of a key over 16 MiB, or one whose string is damaged, only what could be read is looked at.
    @inline(__always)
    public mutating func matchesKey(_ reader: borrowing RDBReader) -> Bool {
        passesEveryKey
            || matches(reader.context.database, reader.key.span, reader.objectType, reader.context.metadata)
    }

    /// Whether a key passes, as far as that can be said without its value.
    @inline(__always)
    public mutating func matchesKey(
        database: UInt64, key: Span<UInt8>, objectType: RDBObjectType, metadata: KeyMetadata
    ) -> Bool {
        passesEveryKey || matches(database, key, objectType, metadata)
    }

    /// Whether a value of so many bytes passes.
    @inline(__always)
    public func matchesSize(_ bytes: UInt64) -> Bool {
        filter.valueBytes.map { $0.contains(bytes) } ?? true
    }

    /// The cheapest conditions come first.
    @inline(never)
    private mutating func matches(
        _ database: UInt64, _ key: Span<UInt8>, _ type: RDBObjectType, _ metadata: KeyMetadata
    ) -> Bool {
        guard filter.databases.isEmpty || Self.contains(filter.databases, database),
            filter.names.map({ $0.index(of: key) != nil }) ?? true,
            filter.types.isEmpty || objectTypes.contains(type.rawValue),
            filter.expiry?.holds(for: metadata) ?? true,
            filter.sample?.contains(key) ?? true
        else { return false }
        let isGlob = Self.matches(filter.globs, key)
        guard isGlob || filter.globs.isEmpty || !filter.regexes.isEmpty,
            !Self.matches(filter.excludedGlobs, key),
            filter.slots.isEmpty || Self.contains(filter.slots, ClusterSlot.of(key))
        else { return false }
        return !filter.usesRegexes || matchesRegexes(key, isIncluded: isGlob)
    }

    /// Asks the regular expressions that can still change the answer.
    private mutating func matchesRegexes(_ key: Span<UInt8>, isIncluded: Bool) -> Bool {
        let included = isIncluded || filter.regexes.isEmpty ? .yes : answer(of: filter.regexes, key)
        guard included != .no else { return false }
        let excluded = answer(of: filter.excludedRegexes, key)
        guard excluded != .yes else { return false }
        if included == .yes && excluded == .no { return true }
        undecidedKeys += 1
        return false
    }

    /// Yes where one of `patterns` says so.
    private func answer(of patterns: [RegexPattern], _ key: Span<UInt8>) -> RegexAnswer {
        guard let scratch else { return .undecided }
        var answer = RegexAnswer.no
        for pattern in patterns {
            switch pattern.answer(for: key, using: scratch) {
            case .yes: return .yes
            case .undecided: answer = .undecided
            case .no: break
            }
        }
        return answer
    }

    private static func matches(_ patterns: [GlobPattern], _ key: Span<UInt8>) -> Bool {
        for pattern in patterns where pattern.matches(key) { return true }
        return false
    }

    @inline(__always)
    private static func contains(_ ranges: [ClosedRange<UInt64>], _ number: UInt64) -> Bool {
        for range in ranges where range.contains(number) { return true }
        return false
    }
}
