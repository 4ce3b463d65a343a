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
        if isGone(reader) || isEmptied { return }
        add(reader, hashes.value(value))
    }

    mutating func receiveUnknown(_ reader: borrowing RDBReader) {
        if reader.keyDamage == nil && reader.cutKeyLength == nil { add(reader, SIMD2()) }
    }

    mutating func receive(database: UInt64, at offset: UInt64) {
        marks.append(DatabaseMark(offset: offset, database: database))
    }

    private func isGone(_ reader: borrowing RDBReader) -> Bool {
        guard let now = form.nowMs, let expiry = reader.context.metadata.expiresMs else { return false }
        return expiry < now
    }

    @inline(__always)
    private mutating func add(_ reader: borrowing RDBReader, _ value: SIMD2<UInt64>) {
        let name =
            mapper.isEmpty
            ? unsafe hashes.name(reader.key.base, reader.key.count, in: reader.database) : mapper.take(hashes)
        entries.append(
            DiffEntry(
                name: name, value: value,
                expiry: form.hasExpiries ? reader.context.metadata.expiresMs : nil, at: reader.recordOffset,
                of: side))
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
