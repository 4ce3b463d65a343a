/// Digests records for one thread.
struct RDBDigestWorker<
    Receiver: RDBDigestReceiver & ~Copyable, Stream: ContentStream & ~Copyable, Elements: ContentElements & ~Copyable
>: RDBBatchWorker, ~Copyable {
    var receiver: Receiver
    private(set) var matcher: KeyMatcher
    private(set) var findings: FindingCollector
    private(set) var facts = RDBFacts()
    /// Digests of function libraries.
    private(set) var functions: [ContentDigest] = []
    /// Where their records are.
    private(set) var functionOffsets: [ContentDigest: UInt64] = [:]
    /// Digests of modules' AUX data.
    private(set) var moduleAux: [ContentDigest] = []
    /// Where the record starts that ended the reading.
    private(set) var failedRecord: UInt64?
    /// Keys of which a part cannot be read.
    private(set) var unknownKeys: UInt64 = 0
    private var digester: ValueDigester<Stream, Elements>
    private let input: RDBInput
    private let form: ContentForm

    init(
        _ receiver: consuming Receiver, _ digester: consuming ValueDigester<Stream, Elements>, _ input: RDBInput,
        _ options: RDBDigestOptions
    ) {
        self.receiver = receiver
        self.input = input
        self.digester = digester
        form = options.form
        matcher = KeyMatcher(options.filter)
        findings = FindingCollector(limit: options.maximumFindings)
    }

    mutating func beginTurn(_ sequence: UInt64) { receiver.beginTurn(sequence) }

    mutating func endTurn() -> Bool { receiver.endTurn(isLast: failedRecord != nil) }

    @inline(__always)
    mutating func beginRecord() { findings.beginRecord() }

    mutating func forgetRecord() { findings.forgetRecord() }

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
    }

    @inline(__always)
    private mutating func handleEntry(_ reader: inout RDBReader) throws(RDBError) {
        var isWanted = receiver.wants(reader, &matcher)
        if isWanted && matcher.needsSize { isWanted = try isSizeWanted(reader) }
        guard isWanted else { return try reader.skipValue() }
        let value = try digester.digestValue(of: &reader)
        if digester.damage != nil || !reader.isKeyWhole { return leaveOut(&reader) }
        receiver.receive(reader, value: value, isEmptied: digester.isEmptiedHash)
    }

    @inline(never)
    private func isSizeWanted(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        var nothing = SkippingVisitor()
        guard let size = try reader.visitAhead(input, &nothing) else {
            throw RDBError(.notRepeatable, at: reader.valueOffset)
        }
        return matcher.matchesSize(size)
    }

    /// Counts a key that cannot be digested.
    @inline(never)
    private mutating func leaveOut(_ reader: inout RDBReader) {
        let error =
            reader.keyDamage ?? digester.damage
            ?? RDBError(.memoryLimit, at: reader.recordOffset, found: reader.cutKeyLength)
        reader.keyDamage = nil
        reader.cutKeyLength = nil
        unknownKeys += 1
        add(error, reader)
        receiver.receiveUnknown(reader)
    }

    private mutating func handleOther(_ kind: RDBRecordKind, _ reader: inout RDBReader) throws(RDBError) {
        let offset = reader.recordOffset
        switch kind {
        case .function: try digestFunction(&reader)
        case .moduleAux where form.isExact: try digestModuleAux(&reader)
        default:
            guard kind != .eof else { return }
            let record = try reader.readPayload(of: kind)
            if case .aux(let name, let value) = record { facts.addAux(name, value, at: offset) }
            if kind == .selectDB { receiver.receive(database: reader.database, at: offset) }
        }
    }

    private mutating func digestFunction(_ reader: inout RDBReader) throws(RDBError) {
        digester.begin(.string)
        try reader.visitFunction(&digester)
        if let damage = digester.damage { return findings.add(RDBFinding(damage, severity: .error)) }
        let digest = digester.finish()
        functions.append(digest)
        functionOffsets[digest] = reader.recordOffset
        facts.functions += 1
    }

    private mutating func digestModuleAux(_ reader: inout RDBReader) throws(RDBError) {
        digester.begin(.module)
        try reader.visitModuleAux(&digester) { id, when, digester in
            digester.module(id)
            digester.moduleItem(.uint(when))
        }
        if let damage = digester.damage { return findings.add(RDBFinding(damage, severity: .error)) }
        moduleAux.append(digester.finish())
    }

    mutating func handleFailure(_ error: RDBError, _ reader: borrowing RDBReader) {
        failedRecord = reader.recordOffset
        add(error, reader)
    }

    private mutating func add(_ error: RDBError, _ reader: borrowing RDBReader) {
        let isInKey = reader.valueOffset > reader.recordOffset
        findings.add(
            RDBFinding(
                error, severity: .error, database: reader.database,
                key: isInKey ? Array(reader.keyBytes.prefix(RDBFinding.longestKey)) : nil,
                objectType: isInKey ? reader.objectType : nil))
    }
}
