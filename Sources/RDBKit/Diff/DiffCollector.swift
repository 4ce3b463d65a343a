/// Gives the keys of one source to the table, for one thread.
struct DiffCollector: RDBDigestReceiver, ~Copyable {
    /// Where records of a database begin.
    struct DatabaseMark {
        var offset: UInt64
        var database: UInt64
    }

    private let side: DiffSide
    private let table: DiffTable
    private let hashes: DiffHashes
    private let form: ContentForm
    private(set) var mapper: DiffMapper
    private var entries: [DiffEntry] = []
    private var sorted: [DiffEntry] = []
    private(set) var marks: [DatabaseMark] = []

    init(
        _ side: DiffSide, _ table: DiffTable, _ hashes: DiffHashes, _ form: ContentForm, _ mapper: consuming DiffMapper
    ) {
        self.side = side
        self.table = table
        self.hashes = hashes
        self.form = form
        self.mapper = mapper
    }

    @inline(__always)
    mutating func wants(_ reader: borrowing RDBReader, _ matcher: inout KeyMatcher) -> Bool {
        mapper.isEmpty ? matcher.matchesKey(reader) : mapper.wants(reader, &matcher)
    }

    @inline(__always)
    mutating func receive(_ reader: borrowing RDBReader, value: ContentDigest, isEmptied: Bool) {
        if isEmptied { return }
        receive(
            reader.key, in: reader.database, expiresMs: reader.context.metadata.expiresMs, at: reader.recordOffset,
            value: value)
    }

    mutating func receiveUnknown(_ reader: borrowing RDBReader) {
        guard reader.keyDamage == nil && reader.cutKeyLength == nil else { return }
        receive(
            reader.key, in: reader.database, expiresMs: reader.context.metadata.expiresMs, at: reader.recordOffset,
            value: nil)
    }

    mutating func receive(database: UInt64, at offset: UInt64) {
        marks.append(DatabaseMark(offset: offset, database: database))
    }

    /// A key whose value has this digest; nil for one that cannot be read.
    @inline(__always)
    private mutating func receive(
        _ key: RDBKey, in database: UInt64, expiresMs: Int64?, at offset: UInt64, value: ContentDigest?
    ) {
        if value != nil && isGone(expiresMs) { return }
        let name =
            mapper.isEmpty
            ? unsafe hashes.name(key.base, key.count, in: database) : mapper.take(hashes, at: offset)
        entries.append(
            DiffEntry(
                name: name, value: value.map(hashes.value) ?? SIMD2(),
                expiry: form.hasExpiries ? expiresMs : nil, at: offset, of: side))
    }

    private func isGone(_ expiry: Int64?) -> Bool {
        guard let now = form.nowMs, let expiry else { return false }
        return expiry < now
    }

    mutating func endTurn(isLast: Bool) -> Bool {
        submit()
        return !isLast
    }

    /// Sorts the turn's keys by shard, so that each shard is locked once.
    private mutating func submit() {
        guard !entries.isEmpty else { return }
        var ends = [Int](repeating: 0, count: DiffTable.shards + 1)
        for entry in entries { ends[DiffTable.shard(of: entry) + 1] += 1 }
        for shard in 0..<DiffTable.shards { ends[shard + 1] += ends[shard] }
        if sorted.count < entries.count {
            sorted += [DiffEntry](repeating: .none, count: entries.count - sorted.count)
        }
        var next = ends
        for entry in entries {
            let shard = DiffTable.shard(of: entry)
            sorted[next[shard]] = entry
            next[shard] += 1
        }
        for shard in 0..<DiffTable.shards where ends[shard] < ends[shard + 1] {
            table.add(sorted[ends[shard]..<ends[shard + 1]], to: shard)
        }
        entries.removeAll(keepingCapacity: true)
    }
}

extension DiffCollector: JSONDigestReceiver {
    @inline(__always)
    mutating func wants(_ reader: borrowing JSONKeyReader, _ matcher: inout KeyMatcher) -> Bool {
        mapper.isEmpty
            ? matcher.matchesKey(reader)
            : mapper.wants(reader.database, reader.keyBytes, reader.anyObjectType, reader.metadata, &matcher)
    }

    mutating func places(_ reader: borrowing JSONKeyReader) -> Bool {
        mapper.isEmpty || mapper.map(reader.database, reader.keyBytes)
    }

    @inline(__always)
    mutating func receive(_ reader: borrowing JSONKeyReader, value: ContentDigest?) {
        receive(
            reader.key, in: reader.database, expiresMs: reader.metadata.expiresMs, at: reader.recordOffset, value: value
        )
    }
}
