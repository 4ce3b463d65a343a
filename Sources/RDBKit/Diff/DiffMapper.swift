/// Finds, for one thread, where the keys of a source are looked for in the other one.
struct DiffMapper: ~Copyable {
    /// Whether all keys stay where they are: then nobody need ask.
    let isEmpty: Bool
    private let mapping: KeyMapping
    private var renamer: KeyRenamer
    private let hashes: [KeyedHash]
    /// The keys that were compared, where some could become one.
    let written: FingerprintStore?
    /// Keys that were left out because a regular expression met a limit.
    private(set) var undecidedKeys: UInt64 = 0
    /// Where the key that was mapped last is looked for.
    private(set) var database: UInt64 = 0
    private(set) var name: [UInt8] = []

    init(_ mapping: KeyMapping, _ written: FingerprintStore? = nil, _ hashes: [KeyedHash] = []) {
        self.mapping = mapping
        self.written = written
        self.hashes = hashes
        isEmpty = mapping.isEmpty
        renamer = KeyRenamer(mapping.names)
    }

    /// Finds the place of a key; false where that cannot be said.
    mutating func map(_ database: UInt64, _ name: [UInt8]) -> Bool {
        self.database = mapping.renumbered(database)
        switch renamer.name(for: name) {
        case .same: self.name = name
        case .other(let other): self.name = other
        case .undecided: return false
        }
        return true
    }

    /// Whether the filter lets the current key of `reader` pass at its new place.
    mutating func wants(_ reader: borrowing RDBReader, _ matcher: inout KeyMatcher) -> Bool {
        guard map(reader.database, reader.keyBytes) else {
            undecidedKeys += 1
            return false
        }
        return matcher.matchesKey(
            database: database, key: name.span, objectType: reader.objectType, metadata: reader.context.metadata)
    }

    /// The hash of the place, which is noted as that of a key that is compared.
    func take(_ all: DiffHashes) -> SIMD2<UInt64> {
        if let written { written.add(WrittenKey(database, name, hashes).low) }
        return unsafe name.withUnsafeBytes { unsafe all.name($0.baseAddress, $0.count, in: database) }
    }
}
