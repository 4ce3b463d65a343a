/// Sums up one thread's keys by database, and writes a line for each key if that is wanted.
struct DigestTotals: RDBDigestReceiver, ~Copyable {
    /// What is summed up of a database.
    struct Database {
        var sum = ContentSum()
        var counts = DatabaseCounts()
    }

    /// The number under which databases beyond ``greatestDatabase`` are summed up together: a sum takes memory, and a
    /// hostile file can name a new database with each key.
    static let others = greatestDatabase + 1
    static let greatestDatabase: UInt64 = 1023

    private(set) var databases: [UInt64: Database] = [:]
    /// Keys of JSON of which it does not say all, by database.
    private(set) var doubts: [UInt64: [JSONDoubt: UInt64]] = [:]
    private var database: UInt64?
    private var current: Database?
    private let nowMs: Int64
    private var lines: DigestLines?
    private var entries: EntryDigester

    init(_ form: ContentForm, nowMs: Int64, lines: consuming DigestLines?) {
        entries = EntryDigester(form)
        self.nowMs = nowMs
        self.lines = lines
    }

    deinit {
        for database in databases.values { database.counts.free() }
    }

    mutating func beginTurn(_ sequence: UInt64) { lines?.output.beginTurn(sequence) }

    mutating func endTurn(isLast: Bool) -> Bool {
        lines?.endTurn(isLast: isLast) ?? !isLast
    }

    @inline(__always)
    mutating func receive(_ reader: borrowing RDBReader, value: ContentDigest, isEmptied: Bool) {
        let digest = entries.digest(reader, value: value)
        add(digest, in: reader.database, reader.objectType, expiresMs: reader.context.metadata.expiresMs)
        lines?.write(reader, digest)
    }

    @inline(__always)
    private mutating func add(
        _ digest: ContentDigest, in database: UInt64, _ type: RDBObjectType, expiresMs: Int64?
    ) {
        let bucket = min(database, Self.others)
        if bucket != self.database { enter(bucket) }
        current?.sum.add(bucket == Self.others ? entries.digest(digest, in: database) : digest)
        current?.counts.count(type)
        if let expiresMs { count(expiresMs) }
    }

    mutating func receiveUnknown(_ reader: borrowing RDBReader) {}

    private mutating func enter(_ next: UInt64) {
        leave()
        database = next
        current = databases[next] ?? Database()
    }

    private mutating func count(_ expiry: Int64) {
        current?.counts.expires += 1
        if expiry < nowMs { current?.counts.expired += 1 }
    }

    /// Puts the database that is being summed up among the others.
    mutating func leave() {
        if let database, let current { databases[database] = current }
    }
}

extension DigestTotals: JSONDigestReceiver {
    mutating func receive(_ reader: borrowing JSONKeyReader, value: ContentDigest?) {
        guard let value else { return }
        let digest = entries.digest(key: reader.key.span, reader.metadata, value: value)
        add(digest, in: reader.database, reader.anyObjectType, expiresMs: reader.metadata.expiresMs)
        if let doubt = reader.doubt { doubts[min(reader.database, Self.others), default: [:]][doubt, default: 0] += 1 }
    }
}
