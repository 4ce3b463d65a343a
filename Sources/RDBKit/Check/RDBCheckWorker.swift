/// Checks records for one thread: counts, hashes keys, decodes values.
@safe
struct RDBCheckWorker: RDBBatchWorker, ~Copyable {
    /// Databases with greater numbers are not counted apart: a hostile file can name a new one with each key.
    static let greatestDatabase: UInt64 = 16_384

    let options: RDBCheckOptions
    let input: RDBInput
    let keys: FingerprintStore
    var visitor: RDBCheckVisitor
    var facts = RDBFacts()
    private var databases: [UInt64: DatabaseCounts] = [:]
    /// Keys that were too large to be compared.
    var uncomparedKeys: UInt64 = 0
    /// Elements that were too large to be compared.
    private(set) var uncomparedElements: UInt64 = 0
    /// Where the record starts that ended the reading.
    private(set) var failedRecord: UInt64?
    /// The input ends where another item of a module's data should start.
    private(set) var endsInModule = false
    /// The database whose keys are being handled, its counts, and what it adds to the hash of a key.
    private var database: UInt64 = 0
    var current = DatabaseCounts()
    private var salt: UInt64
    let budget: MemoryBudget

    init(_ options: RDBCheckOptions, _ input: RDBInput, _ budget: MemoryBudget, _ hashes: [KeyedHash]) {
        self.options = options
        self.input = input
        salt = KeySalt.of(0, hashes[1])
        let isWide = input.reopen == nil
        keys = FingerprintStore(isWide: isWide, budget: budget)
        visitor = RDBCheckVisitor(
            findings: FindingCollector(limit: options.maximumFindings), budget: budget,
            store: FingerprintStore(isWide: isWide, budget: budget), hashes: hashes,
            loading: options.server.map { LoadWatch($0, limit: options.maximumFindings, nowMs: options.nowMs) })
        self.budget = budget
    }

    deinit {
        for counts in counts.values { counts.free() }
    }

    /// The counts of each database; those beyond the greatest share the number behind it.
    var counts: [UInt64: DatabaseCounts] {
        databases.merging([Self.bucket(database): current]) { $1 }
    }

    mutating func handleRecords(_ reader: inout RDBReader) throws(RDBError) {
        while reader.values.input.available > 0 { try handleRecord(&reader) }
    }

    @inline(__always)
    mutating func handleRecord(_ reader: inout RDBReader) throws(RDBError) {
        let kind = try reader.nextKind(keepingKey: true)
        if kind == .entry {
            try handleEntry(&reader)
        } else {
            try handleOther(kind, &reader)
        }
        if let odd = reader.values.input.oddLength { reportOddLength(odd, &reader) }
    }

    @inline(__always)
    mutating func beginRecord() {
        visitor.findings.beginRecord()
        visitor.loading?.beginRecord()
    }

    mutating func forgetRecord() {
        visitor.findings.forgetRecord()
        visitor.loading?.forgetRecord()
    }

    mutating func handleFailure(_ error: RDBError, _ reader: borrowing RDBReader) {
        visitor.enter(reader.database, reader.key, reader.objectType, reader.valueOffset)
        visitor.place.isInKey = reader.valueOffset > reader.recordOffset
        failedRecord = reader.recordOffset
        endsInModule = error.code == .truncated && error.offset == reader.values.moduleOpcodeOffset
        if visitor.isJudged { judgeFailure(reader) }
        // What ends the reading is damage, whatever it is: the rest of the file is unknown.
        var finding = visitor.finding(error)
        finding.severity = .error
        visitor.findings.add(finding)
        visitor.loading?.add(finding, .refuses)
    }

    @inline(__always)
    private mutating func handleEntry(_ reader: inout RDBReader) throws(RDBError) {
        if reader.database != database { enterDatabase(reader.database) }
        visitor.enter(reader.database, reader.key, reader.objectType, reader.valueOffset)
        if options.isQuick {
            try reader.skipValue()
        } else {
            try checkValue(&reader)
        }
        if visitor.isJudged { judgeEntry(&reader) }
        current.count(reader.objectType)
        if !reader.context.metadata.isEmpty || reader.context.slot != nil { checkMetadata(&reader) }
        if !reader.isKeyWhole {
            checkUnusualKey(&reader)
        } else if !options.isQuick {
            addKey(reader.key, at: reader.recordOffset)
        }
        visitor.place.isInKey = false
    }

    private mutating func enterDatabase(_ next: UInt64) {
        databases[Self.bucket(database)] = current
        database = next
        current = databases[Self.bucket(next)] ?? DatabaseCounts()
        salt = KeySalt.of(next, visitor.secondHash)
    }

    private static func bucket(_ database: UInt64) -> UInt64 { min(database, greatestDatabase + 1) }

    @inline(__always)
    private mutating func addKey(_ key: RDBKey, at offset: UInt64) {
        let hash = unsafe visitor.hash.hash(key.base, key.count, salt: salt)
        if keys.isWide {
            let high = unsafe visitor.secondHash.hash(key.base, key.count, salt: salt)
            keys.add(WideFingerprint(low: hash, high: high, offset: offset))
        } else {
            keys.add(hash)
        }
    }

    @inline(__always)
    private mutating func checkValue(_ reader: inout RDBReader) throws(RDBError) {
        if reader.objectType == .string { return try reader.decodeValue(into: &visitor) }
        visitor.tracksElements = reader.objectType.hasDistinctElements
        visitor.needsWideHashes = keys.isWide && reader.isStreaming
        if reader.objectType.isStream { visitor.stream.begin() }
        if visitor.tracksElements { visitor.elements.begin(count: 0) }
        visitor.largeElements = 0
        try reader.decodeValue(into: &visitor)
        if visitor.largeElements > 0 { uncomparedElements += visitor.largeElements }
        if reader.objectType == .module2 { facts.addModule(visitor.moduleID) }
        if visitor.tracksElements && visitor.elements.mayHaveDuplicates {
            reportDuplicateElements(&reader)
            // Gives back what a large value took, for what else has to be remembered.
            visitor.elements.begin(count: 0)
        }
    }
}
