/// What the threads found, put together.
struct RDBCheckResult {
    var findings: FindingCollector
    let keyStores: [FingerprintStore]
    private let options: RDBCheckOptions
    private let failedRecord: UInt64?
    private var facts = RDBFacts()
    private var databases: [UInt64: RDBDatabaseSummary] = [:]
    private var types: Set<RDBObjectType> = []
    private var otherDatabases = RDBDatabaseSummary()
    private var uncomparedKeys: UInt64 = 0
    private var uncomparedElements: UInt64 = 0
    private var lacksPending = false
    /// What decides whether a server loads the file, where one was asked for.
    var loading: LoadJudge?

    /// Whether reading ended before the end of the data.
    var hasFailed: Bool { failedRecord != nil }

    init(_ workers: UnsafeMutableBufferPointer<RDBCheckWorker>, _ options: RDBCheckOptions) {
        self.options = options
        var collectors: [FindingCollector] = []
        var stores: [FingerprintStore] = []
        var failures: [UInt64] = []
        for index in 0..<workers.count {
            unsafe collectors.append(workers[index].visitor.findings)
            unsafe stores.append(workers[index].keys)
            unsafe failures += workers[index].failedRecord.map { [$0] } ?? []
        }
        findings = FindingCollector.merge(collectors, limit: options.maximumFindings)
        keyStores = stores
        failedRecord = failures.min()
        loading = options.server.map { LoadJudge($0, limit: options.maximumFindings, nowMs: options.nowMs) }
        for index in 0..<workers.count { unsafe merge(workers[index]) }
    }

    private mutating func merge(_ worker: borrowing RDBCheckWorker) {
        facts.merge(worker.facts)
        if let watch = worker.visitor.loading { loading?.merge(watch) }
        if worker.endsInModule { loading?.endsInModule = true }
        for (database, counts) in worker.counts {
            let used = counts.byObjectType.filter { $0.1 > 0 }.map(\.0)
            guard !used.isEmpty else { continue }
            types.formUnion(used)
            if database > RDBCheckWorker.greatestDatabase {
                otherDatabases.add(counts)
            } else {
                databases[database, default: RDBDatabaseSummary()].add(counts)
            }
        }
        uncomparedKeys += worker.uncomparedKeys
        uncomparedElements += worker.uncomparedElements
        lacksPending = lacksPending || worker.visitor.stream.isIncomplete
    }

    private mutating func noteUnchecked() {
        let notes: [(UInt64, String)] = [
            (otherDatabases.keys, "keys in databases beyond \(RDBCheckWorker.greatestDatabase), not counted apart"),
            (uncomparedKeys, "keys too large to be compared with others"),
            (uncomparedElements, "elements too large to be compared with others"),
            (lacksPending ? 1 : 0, "pending entries: --memory is too small"),
        ]
        for (count, what) in notes where count > 0 {
            findings.add(RDBFinding(RDBError(.notChecked, at: 0, found: count), detail: what))
        }
    }

    /// Where the records that could be read end.
    func endOfRecords(_ framer: RDBFramer) -> UInt64 {
        failedRecord ?? framer.window.offset
    }

    /// Adds what only the whole file tells, and writes the report.
    mutating func summarize(_ header: RDBHeader, _ report: inout RDBCheckReport) {
        noteUnchecked()
        checkLibraries()
        checkVersion(header)
        if !hasFailed { checkHints() }
        report.databases = databases
        report.otherDatabases = otherDatabases
        report.aux = facts.aux.mapValues(\.value)
        report.modules = Dictionary(
            facts.modules.map { ("\($0.key.name)", $0.value) }, uniquingKeysWith: +)
        report.functions = facts.functions
        report.luaScripts = facts.luaScripts
        let all = FindingCollector.merge([findings], limit: options.maximumFindings)
        report.server = loading?.verdict(header, all.kept)
        report.findings = all.kept
        report.findingCounts = all.counts
    }

    private mutating func checkLibraries() {
        var names: Set<String> = []
        for library in facts.libraries where !names.insert(library.name).inserted {
            findings.add(RDBFinding(RDBError(.functionTwice, at: library.offset), detail: library.name))
        }
        let unnamed = facts.functions - UInt64(facts.libraries.count)
        if facts.libraries.count == RDBFacts.libraryLimit && unnamed > 0 {
            let error = RDBError(.notChecked, at: 0, found: unnamed)
            findings.add(RDBFinding(error, detail: "names of further function libraries"))
        }
    }

    private mutating func checkVersion(_ header: RDBHeader) {
        let version = UInt64(header.version)
        if header.version > header.newestKnown {
            findings.add(RDBFinding(RDBError(.newerVersion, at: 0, length: 9, found: version)))
        } else if header.version > header.newestConfirmed {
            findings.add(RDBFinding(RDBError(.unconfirmedVersion, at: 0, length: 9, found: version)))
        }
        for type in types.sorted(by: { $0.rawValue < $1.rawValue }) { checkVersion(of: type, header) }
        if !header.hasChecksum && !facts.aux.isEmpty {
            findings.add(RDBFinding(RDBError(.crcMissing, at: 0, length: 9, found: version)))
        }
    }

    private mutating func checkVersion(of type: RDBObjectType, _ header: RDBHeader) {
        let since = type.firstVersion
        if since > header.version {
            let code: RDBError.Code = header.hasChecksum ? .versionType : .crcMissing
            let error = RDBError(code, at: 0, length: 9, expected: UInt64(since), found: UInt64(header.version))
            findings.add(RDBFinding(error, detail: type.description))
        }
        if since > header.newestConfirmed && header.version <= header.newestConfirmed {
            findings.add(RDBFinding(RDBError(.unconfirmedVersion, at: 0), detail: type.description))
        }
    }

    /// RESIZEDB and slot info are hints: servers only reserve memory by them.
    private mutating func checkHints() {
        for (database, hint) in facts.announcedKeys {
            databases[database, default: RDBDatabaseSummary()].announcedKeys = hint.keys
            let keys = databases[database]?.keys ?? 0
            guard keys != hint.keys else { continue }
            let error = RDBError(.resizeHint, at: hint.offset, expected: hint.keys, found: keys)
            findings.add(RDBFinding(error, database: database))
        }
        for (index, slot) in facts.slots.enumerated() where slot.announced != slot.counted {
            let error = RDBError(
                .slotCount, at: slot.offset == .max ? 0 : slot.offset, expected: slot.announced,
                found: slot.counted)
            findings.add(RDBFinding(error, detail: "slot \(index)"))
        }
    }
}
