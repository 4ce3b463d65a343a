/// Copies records for one thread, changing what is to be changed.
///
/// A record that stays as it is leaves as the bytes that it came in, once a walk over its value found them sound.
struct RDBRewriteWorker: RDBBatchWorker, ~Copyable {
    /// Where the records go, and who encodes those that are not copied.
    var encoder: RDBValueEncoder<TurnOutput>
    var choice: KeyChoice
    var findings: FindingCollector
    /// The keys that were written, where some could be the same.
    let written: FingerprintStore?
    /// Where the damage is that ended it all, if any did.
    private(set) var failure: UInt64?
    /// A part of a damaged value is in the output.
    private(set) var isTorn = false
    /// What was written, where it is to be compared with what can be read back.
    var ledger: ContentLedger?
    /// Records that were left out because the target cannot hold them.
    var lostRecords: UInt64 = 0
    let plan: RDBRewritePlan
    let order: OrderedOutput
    var verifier = DamageCollector()
    private var keys: UInt64 = 0
    private var keysLeft: UInt64

    /// - Parameter header: Of the input.
    init(_ plan: RDBRewritePlan, _ order: OrderedOutput, _ written: FingerprintStore?, reading header: RDBHeader) {
        self.plan = plan
        self.order = order
        self.written = written
        encoder = plan.encoder(TurnOutput(order), reading: header)
        encoder.fieldShiftMs = plan.options.expiries.shiftMs
        if plan.options.gathersContents { ledger = ContentLedger(plan.form, plan.options.expiries.shiftMs) }
        choice = KeyChoice(plan.options, plan.input)
        findings = FindingCollector(limit: plan.options.maximumFindings)
        keysLeft = plan.options.limit ?? .max
    }

    var output: TurnOutput {
        @inline(__always) _read { yield encoder.output }
        @inline(__always) _modify { yield &encoder.output }
    }

    mutating func beginTurn(_ sequence: UInt64) {
        output.beginTurn(sequence)
        keys = 0
    }

    mutating func endTurn() -> Bool {
        output.endTurn(keys: keys, isLast: failure != nil || keysLeft == 0)
    }

    @inline(__always)
    mutating func beginRecord() { findings.beginRecord() }

    mutating func forgetRecord() {
        output.forgetRecord()
        encoder.reset()
        verifier.clear()
        findings.forgetRecord()
    }

    mutating func handleRecords(_ reader: inout RDBReader) throws(RDBError) {
        while reader.values.input.available > 0 { try handleRecord(&reader) }
    }

    @inline(__always)
    mutating func handleRecord(_ reader: inout RDBReader) throws(RDBError) {
        // In front of all that can fail: what is taken back then must not be the record before.
        output.beginRecord()
        if reader.isStreaming { return try handleLarge(&reader) }
        let waited = reader.context.hasDanglingMetadata
        let kind = try reader.nextKind(keepingKey: true)
        if kind == .entry {
            try handleEntry(&reader, hasWaited: waited)
        } else {
            try handleOther(kind, &reader)
        }
    }

    @inline(__always)
    private mutating func handleEntry(_ reader: inout RDBReader, hasWaited: Bool) throws(RDBError) {
        guard keysLeft > 0, try choice.wants(reader) else { return try reader.skipValue() }
        if !reader.isKeyWhole { return try leaveOut(choice.keyDamage(&reader), &reader) }
        guard let head = try newHead(reader, hasWaited: hasWaited) else { return try reader.skipValue() }
        if plan.mayEncode, encodes(reader.objectType) { return try encode(&reader, head) }
        try reader.decodeValue(into: &verifier)
        if !verifier.damages.isEmpty {
            guard try keepsDamaged(reader) else { return }
        }
        if head.isSame {
            output.appendBytes(of: reader, from: reader.recordOffset, to: reader.offset)
        } else {
            output.appendHead(head, of: reader)
            output.appendBytes(of: reader, from: reader.valueOffset, to: reader.offset)
        }
        try count(reader, head)
    }

    /// What stands in front of the value in the output; nil where that cannot be said.
    @inline(__always)
    mutating func newHead(_ reader: borrowing RDBReader, hasWaited: Bool) throws(RDBError) -> EntryHead? {
        var head = EntryHead(reader.metadata)
        if !reader.metadata.isEmpty {
            head.change(plan.options, hasWaited: hasWaited)
            if head.metadata.metadataClasses != nil {
                guard try keepsClasses(&head, of: reader) else { return nil }
            }
        }
        switch choice.renamer.name(of: reader) {
        case .same: break
        case .other(let name): head.name = name
        case .undecided:
            choice.undecidedKeys += 1
            return nil
        }
        return head
    }

    /// Notes a key that is in the output.
    @inline(__always)
    mutating func count(_ reader: borrowing RDBReader, _ head: borrowing EntryHead) throws(RDBError) {
        if ledger != nil {
            try ledger?.add(reader, head, in: plan.options.mapping.renumbered(reader.database), plan.input)
        }
        keys += 1
        keysLeft -= 1
        if let written { note(reader, head, written) }
    }

    @inline(never)
    private func note(_ reader: borrowing RDBReader, _ head: borrowing EntryHead, _ written: FingerprintStore) {
        let key = WrittenKey(
            plan.options.mapping.renumbered(reader.database), head.name ?? reader.keyBytes, plan.hashes)
        if written.isWide {
            written.add(WideFingerprint(low: key.low, high: key.high, offset: reader.recordOffset))
        } else {
            written.add(key.low)
        }
    }

    /// Moves over a key that cannot be written.
    @inline(never)
    mutating func leaveOut(_ error: RDBError, _ reader: inout RDBReader) throws(RDBError) {
        guard plan.options.continuesBehindDamage else { throw error }
        add(error, reader)
        try reader.skipValue()
    }

    /// Reports what is wrong with what was walked over; whether it is written nevertheless.
    @inline(never)
    mutating func keepsDamaged(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        let damages = verifier.damages
        verifier.clear()
        let worst = damages.first { $0.code.losesContent }
        let stops = worst != nil && !plan.options.continuesBehindDamage
        for error in damages where !(stops && error == worst) { add(error, reader) }
        guard let worst else { return true }
        if stops { throw worst }
        return false
    }

    mutating func handleFailure(_ error: RDBError, _ reader: borrowing RDBReader) {
        failure = error.offset
        verifier.clear()
        encoder.reset()
        isTorn = isTorn || !output.canDropRecord
        output.cutRecord()
        add(error, reader, severity: .error)
    }

    mutating func add(_ error: RDBError, _ reader: borrowing RDBReader, severity: RDBSeverity? = nil) {
        let isInKey = reader.valueOffset > reader.recordOffset
        findings.add(
            RDBFinding(
                error, severity: severity ?? (error.code.losesContent ? .error : nil), database: reader.database,
                key: isInKey ? Array(reader.keyBytes.prefix(RDBFinding.longestKey)) : nil,
                objectType: isInKey ? reader.objectType : nil))
    }
}
