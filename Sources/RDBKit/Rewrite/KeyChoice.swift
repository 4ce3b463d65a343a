/// Says for one thread which keys are in the output, and under which names.
struct KeyChoice: ~Copyable {
    private let options: RDBRewriteOptions
    private let input: RDBInput
    private let takesAll: Bool
    private var matcher: KeyMatcher
    var renamer: KeyRenamer
    /// Keys that are left out because a regular expression met a limit before it found an answer.
    var undecidedKeys: UInt64 = 0
    /// Keys that are left out because they have expired.
    private(set) var expiredKeys: UInt64 = 0

    init(_ options: RDBRewriteOptions, _ input: RDBInput) {
        self.options = options
        self.input = input
        matcher = KeyMatcher(options.filter)
        renamer = KeyRenamer(options.mapping.names)
        takesAll = options.filter.isEmpty && !options.expiries.dropsExpired && !options.stripped.contains(.modules)
    }

    /// Keys of which it could not be said whether they are wanted, or what they are called then.
    var allUndecided: UInt64 { undecidedKeys + matcher.undecidedKeys }

    /// Whether the key at which `reader` stands, in front of its value, is in the output.
    @inline(__always)
    mutating func wants(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        takesAll ? true : try judges(reader)
    }

    @inline(never)
    private mutating func judges(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        guard matcher.matchesKey(reader) else { return false }
        if options.stripped.contains(.modules) && reader.objectType.valueType == .module { return false }
        if matcher.needsSize {
            guard try isSizeWanted(reader) else { return false }
        }
        if options.expiries.drops(reader.metadata.expiresMs) {
            expiredKeys += 1
            return false
        }
        return true
    }

    private func isSizeWanted(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        var nothing = SkippingVisitor()
        guard let size = try reader.visitAhead(input, &nothing) else {
            throw RDBError(.notRepeatable, at: reader.valueOffset)
        }
        return matcher.matchesSize(size)
    }

    /// What is wrong with the name of a key.
    func keyDamage(_ reader: inout RDBReader) -> RDBError {
        defer {
            reader.keyDamage = nil
            reader.cutKeyLength = nil
        }
        return reader.keyDamage ?? RDBError(.memoryLimit, at: reader.recordOffset, found: reader.cutKeyLength)
    }
}
