/// Reads all keys of a JSON file, and gives their hashes to a table.
struct JSONDiffPass: ~Copyable {
    /// Keys are given to the table so many at a time.
    private static let turn = 4096

    private var reader: JSONKeyReader
    private var collector: DiffCollector
    private var digester: KeyedDigester
    private var matcher: KeyMatcher
    private var findings = FindingCollector(limit: 1000)
    private(set) var facts = DiffSourceFacts()
    /// Keys do not tell the sizes of their values, by which is filtered: that is said once.
    private var lacksSizes = false

    init(
        _ reader: consuming JSONKeyReader, _ collector: consuming DiffCollector, _ digester: consuming KeyedDigester,
        _ options: DiffOptions
    ) {
        self.reader = reader
        self.collector = collector
        self.digester = digester
        matcher = KeyMatcher(options.filter)
        facts.knowsFunctions = false
    }

    /// The keys that were compared, where some could become one.
    var written: FingerprintStore? { collector.mapper.written }

    /// Reads to the end, or to damage behind which nothing can be read.
    mutating func run(progress: (@Sendable (UInt64) -> Void)?) {
        var count = 0
        while readRecord() {
            count += 1
            guard count % Self.turn == 0 else { continue }
            _ = collector.endTurn(isLast: false)
            progress?(reader.offset)
        }
        _ = collector.endTurn(isLast: true)
        progress?(reader.offset)
        facts.functions.sort()
        facts.findings = findings.kept
        facts.undecidedKeys = matcher.undecidedKeys + collector.mapper.undecidedKeys
    }

    /// Reads an object; false where no other follows.
    private mutating func readRecord() -> Bool {
        do throws(RDBError) {
            guard let record = try reader.next() else { return false }
            switch record {
            case .key: try readKey()
            case .function: try readFunction()
            case .other: if reader.recordType == .header { facts.knowsFunctions = true }
            }
            return true
        } catch {
            return goOn(behind: error)
        }
    }

    @inline(__always)
    private mutating func readKey() throws(RDBError) {
        guard let type = reader.type else { return }
        digester.begin(type)
        try reader.decodeValue(into: &digester)
        let value = digester.finish()
        guard collector.wants(reader.key, in: reader.database, type.anyObjectType, reader.metadata, &matcher)
        else { return }
        if matcher.needsSize && !isSizeWanted() { return }
        if !digester.isEmptiedHash { submit(value) }
    }

    /// Whether the size of the value passes; a key that does not tell is unknown.
    private mutating func isSizeWanted() -> Bool {
        if let bytes = reader.valueBytes { return matcher.matchesSize(bytes) }
        if !lacksSizes {
            lacksSizes = true
            addFinding(RDBError(.json, at: reader.recordOffset, expected: JSONExpectation.bytesMember.rawValue))
        }
        leaveUnknown()
        return false
    }

    @inline(__always)
    private mutating func submit(_ value: ContentDigest?) {
        collector.receive(
            reader.key, in: reader.database, expiresMs: reader.metadata.expiresMs, at: reader.recordOffset, value: value
        )
    }

    private mutating func readFunction() throws(RDBError) {
        digester.begin(.string)
        try reader.decodeValue(into: &digester)
        facts.functions.append(digester.finish())
        facts.knowsFunctions = true
    }

    // MARK: Damage

    /// Notes damage; answers whether something can be read behind it.
    private mutating func goOn(behind error: RDBError) -> Bool {
        addFinding(error, detail: "line \(reader.line)")
        if reader.knowsKey && collector.places(reader.key, in: reader.database) { leaveUnknown() }
        // A line that is no JSON may have lost its end, and with it another key.
        if error.code != .memoryLimit || !reader.knowsKey { facts.isCut = true }
        guard error.code == .json || error.code == .memoryLimit else { return false }
        do throws(RDBError) {
            if try reader.skipDamage() { return true }
        } catch {
            findings.add(RDBFinding(error, severity: .error))
        }
        facts.isCut = true
        return false
    }

    private mutating func addFinding(_ error: RDBError, detail: String? = nil) {
        var finding = RDBFinding(error, severity: .error, detail: detail)
        if reader.knowsKey {
            finding.database = reader.database
            finding.key = Array(reader.keyBytes.prefix(RDBFinding.longestKey))
        }
        findings.add(finding)
    }

    private mutating func leaveUnknown() {
        facts.unknownKeys += 1
        submit(nil)
    }
}

extension RDBValueType {
    /// An object type of a key of this type, for what does not depend on the layout.
    fileprivate var anyObjectType: RDBObjectType {
        switch self {
        case .string: .string
        case .list: .list
        case .set: .set
        case .zset: .zset2
        case .hash: .hash
        case .stream: .streamListpacks
        case .module: .module2
        case .array: .array
        }
    }
}
