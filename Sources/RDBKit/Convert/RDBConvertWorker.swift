/// Converts records for one thread.
struct RDBConvertWorker<Writer: RDBRecordWriter & ~Copyable>: RDBBatchWorker, ~Copyable {
    var writer: Writer
    private(set) var matcher: KeyMatcher
    private(set) var findings: FindingCollector
    /// Where the damage is that ended the conversion, if any did.
    private(set) var failure: UInt64?
    /// A part of a damaged value is in the output.
    private(set) var isTorn = false
    private let plan: RDBConvertPlan
    private var keys: UInt64 = 0
    private var keysLeft: UInt64

    init(_ writer: consuming Writer, _ plan: RDBConvertPlan) {
        self.writer = writer
        self.plan = plan
        matcher = KeyMatcher(plan.options.filter)
        findings = FindingCollector(limit: plan.options.maximumFindings)
        keysLeft = plan.options.limit ?? .max
    }

    mutating func beginTurn(_ sequence: UInt64) {
        writer.output.beginTurn(sequence)
        keys = 0
    }

    mutating func endTurn() -> Bool {
        writer.output.endTurn(keys: keys, isLast: failure != nil || keysLeft == 0) && plan.search?.end == nil
    }

    @inline(__always)
    mutating func beginRecord() { findings.beginRecord() }

    mutating func forgetRecord() {
        writer.output.forgetRecord()
        writer.reset()
        writer.damages = []
        findings.forgetRecord()
    }

    mutating func handleRecords(_ reader: inout RDBReader) throws(RDBError) {
        while reader.values.input.available > 0 { try handleRecord(&reader) }
    }

    @inline(__always)
    mutating func handleRecord(_ reader: inout RDBReader) throws(RDBError) {
        // In front of all that can fail: what is taken back then must not be the record before.
        writer.output.beginRecord()
        let kind = try reader.nextKind(keepingKey: true)
        if kind == .entry {
            try handleEntry(&reader)
        } else {
            try handleOther(kind, &reader)
            if !writer.damages.isEmpty { _ = try keepDamaged(reader) }
        }
    }

    @inline(__always)
    private mutating func handleEntry(_ reader: inout RDBReader) throws(RDBError) {
        var isWanted = plan.wantsKeys && keysLeft > 0 && matcher.matchesKey(reader)
        if isWanted && matcher.needsSize { isWanted = try isSizeWanted(reader) }
        guard isWanted else { return try reader.skipValue() }
        if plan.part == .keysWithDatabase { writer.writeDatabase(reader.database) }
        if !reader.isKeyWhole { return try leaveOut(keyDamage(&reader), &reader) }
        try writer.writeEntry(&reader)
        plan.search?.note(reader)
        if !writer.damages.isEmpty {
            guard try keepDamaged(reader) else { return }
        }
        keys += 1
        keysLeft -= 1
    }

    /// What is wrong with the name of a key.
    @inline(never)
    private func keyDamage(_ reader: inout RDBReader) -> RDBError {
        defer {
            reader.keyDamage = nil
            reader.cutKeyLength = nil
        }
        return reader.keyDamage ?? RDBError(.memoryLimit, at: reader.recordOffset, found: reader.cutKeyLength)
    }

    /// Moves over a key that cannot be written.
    @inline(never)
    private mutating func leaveOut(_ error: RDBError, _ reader: inout RDBReader) throws(RDBError) {
        guard plan.options.continuesBehindDamage else { throw error }
        add(error, reader)
        try reader.skipValue()
    }

    @inline(never)
    private func isSizeWanted(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        var nothing = SkippingVisitor()
        guard let size = try reader.visitAhead(plan.input, &nothing) else {
            throw RDBError(.notRepeatable, at: reader.valueOffset)
        }
        return matcher.matchesSize(size)
    }

    /// Reports what is wrong with a value that was written; false when it was taken back.
    @inline(never)
    private mutating func keepDamaged(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        let damages = writer.damages
        writer.damages = []
        let worst = damages.first { $0.code.losesContent }
        let stops = worst != nil && !plan.options.continuesBehindDamage
        for error in damages where !(stops && error == worst) { add(error, reader) }
        guard let worst else { return true }
        if plan.keepsDamaged { return true }
        if stops { throw worst }
        writer.reset()
        // What is out already cannot be taken back: then the value ends as well as it can.
        isTorn = isTorn || !writer.output.canDropRecord
        return !writer.output.dropRecord()
    }

    private mutating func handleOther(_ kind: RDBRecordKind, _ reader: inout RDBReader) throws(RDBError) {
        switch kind {
        // What stands behind it is checked when all records are through.
        case .eof: break
        case .selectDB:
            try reader.skipPayload(of: kind)
            if plan.wantsKeys, plan.part != .keysWithDatabase, plan.options.filter.wants(database: reader.database) {
                writer.writeDatabase(reader.database)
            }
        case .aux where plan.wantsMeta: try writer.writeAux(&reader)
        case .function where plan.wantsMeta: try writer.writeFunction(&reader)
        case .moduleAux where plan.wantsMeta: try writer.writeModuleAux(&reader)
        case .functionPreGA:
            writer.lose(.unreleasedFunctions)
            try reader.skipPayload(of: kind)
        default: try reader.skipPayload(of: kind)
        }
    }

    mutating func handleFailure(_ error: RDBError, _ reader: borrowing RDBReader) {
        failure = error.offset
        if reader.valueOffset > reader.recordOffset { plan.search?.note(reader) }
        writer.damages = []
        writer.reset()
        isTorn = isTorn || !writer.output.canDropRecord
        writer.output.cutRecord()
        add(error, reader, severity: .error)
    }

    private mutating func add(
        _ error: RDBError, _ reader: borrowing RDBReader, severity: RDBSeverity? = nil
    ) {
        let isInKey = reader.valueOffset > reader.recordOffset
        findings.add(
            RDBFinding(
                error, severity: severity ?? (error.code.losesContent ? .error : nil), database: reader.database,
                key: isInKey ? Array(reader.keyBytes.prefix(RDBFinding.longestKey)) : nil,
                objectType: isInKey ? reader.objectType : nil))
    }
}
