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
        wants(reader.database, reader.keyBytes, reader.objectType, reader.context.metadata, &matcher)
    }

    /// Whether the filter lets a key pass at its new place.
    mutating func wants(
        _ database: UInt64, _ name: [UInt8], _ type: RDBObjectType, _ metadata: KeyMetadata,
        _ matcher: inout KeyMatcher
    ) -> Bool {
        guard map(database, name) else {
            undecidedKeys += 1
            return false
        }
        return matcher.matchesKey(
            database: self.database, key: self.name.span, objectType: type, metadata: metadata)
    }

    /// The hash of the place, which is noted as that of the key at `offset`, which is compared.
    func take(_ all: DiffHashes, at offset: UInt64) -> SIMD2<UInt64> {
        if let written {
            let key = WrittenKey(database, name, hashes)
            if written.isWide {
                written.add(WideFingerprint(low: key.low, high: key.high, offset: offset))
            } else {
                written.add(key.low)
            }
        }
        return unsafe name.withUnsafeBytes { unsafe all.name($0.baseAddress, $0.count, in: database) }
    }
}
