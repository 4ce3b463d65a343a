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
        let bucket = min(reader.database, Self.others)
        if bucket != database { enter(bucket) }
        current?.sum.add(bucket == Self.others ? entries.digest(digest, in: reader.database) : digest)
        current?.counts.count(reader.objectType)
        if let expiry = reader.context.metadata.expiresMs { count(expiry) }
        lines?.write(reader, digest)
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
