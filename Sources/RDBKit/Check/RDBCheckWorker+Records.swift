/// Records that are no keys, and what stands in front of keys.
extension RDBCheckWorker {
    @inline(never)
    mutating func handleOther(_ kind: RDBRecordKind, _ reader: inout RDBReader) throws(RDBError) {
        let offset = reader.recordOffset
        if kind == .eof {
            if reader.context.hasDanglingMetadata { report(.danglingKeyOpcode, offset, reader.offset) }
            return
        }
        let record = try reader.readPayload(of: kind)
        let end = reader.offset
        if reader.context.hasDanglingMetadata { report(.danglingKeyOpcode, offset, end) }
        if let damage = reader.textDamage {
            visitor.findings.add(RDBFinding(damage))
            judgeText(damage)
            reader.textDamage = nil
        }
        note(record, reader.database, offset, end)
        visitor.loading?.record(record, at: offset, to: end)
    }

    private mutating func note(_ record: RDBRecord, _ database: UInt64, _ offset: UInt64, _ end: UInt64) {
        switch record {
        case .aux(let name, let value): noteAux(name, value, offset, end)
        case .selectDB(let database) where database >= 16:
            report(.databaseNumber, offset, end, found: database)
        case .resizeDB(let keys, _): facts.announce(keys, in: database, at: offset)
        case .function(let source): noteFunction(source, offset, end)
        case .functionPreGA(let name):
            report(.functionPreGA, offset, end, detail: Self.text(name))
        case .moduleAux(let id, _): facts.addModule(id)
        case .slotInfo(let slot, let keys, _): noteSlot(slot, keys, offset, end)
        case .slotImport(let job, _) where job.count != 40:
            report(.slotImportName, offset, end, expected: 40, found: UInt64(job.count))
        default: break
        }
    }

    private mutating func noteAux(_ name: [UInt8], _ value: [UInt8], _ offset: UInt64, _ end: UInt64) {
        facts.addAux(name, value, at: offset)
        if name == SlotInfo.auxName, let info = SlotInfo(value) { noteSlot(info.slot, info.keys, offset, end) }
    }

    private mutating func noteSlot(_ slot: UInt64, _ keys: UInt64, _ offset: UInt64, _ end: UInt64) {
        if !facts.announceSlot(slot, keys: keys, at: offset) { report(.slotNumber, offset, end, found: slot) }
    }

    private mutating func noteFunction(_ source: [UInt8], _ offset: UInt64, _ end: UInt64) {
        facts.functions += 1
        guard let library = FunctionLibrary(source) else { return report(.functionShebang, offset, end) }
        if library.engine.lowercased() != "lua" {
            report(.functionEngine, offset, end, detail: library.engine)
        }
        facts.addLibrary(library.name, at: offset)
        let code = FunctionSource(name: library.name, code: source)
        visitor.loading?.keep(code, at: offset, length: end - offset)
    }

    private mutating func report(
        _ code: RDBError.Code, _ offset: UInt64, _ end: UInt64,
        expected: UInt64? = nil, found: UInt64? = nil, detail: String? = nil
    ) {
        let error = RDBError(code, at: offset, length: end - offset, expected: expected, found: found)
        visitor.findings.add(RDBFinding(error, detail: detail))
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Counts expiries, and looks at what is odd about them.
    @inline(__always)
    mutating func checkMetadata(_ reader: inout RDBReader) {
        if let expiry = reader.context.metadata.expiresMs {
            current.expires += 1
            if expiry < options.nowMs { current.expired += 1 }
            if expiry < 0 || reader.repeatsMetadata { reportMetadata(&reader, expiry) }
        } else if reader.repeatsMetadata && !reader.context.metadata.isEmpty {
            reportMetadata(&reader, 0)
        }
        if let slot = reader.context.slot { checkSlot(slot, &reader) }
    }

    @inline(never)
    private mutating func reportMetadata(_ reader: inout RDBReader, _ expiry: Int64) {
        let length = reader.valueOffset - reader.recordOffset
        if expiry < 0 {
            visitor.damage(RDBError(.negativeExpiry, at: reader.recordOffset, length: length))
        }
        if reader.repeatsMetadata {
            visitor.damage(RDBError(.repeatedKeyOpcode, at: reader.recordOffset, length: length))
        }
    }

    private mutating func checkSlot(_ slot: UInt64, _ reader: inout RDBReader) {
        guard reader.isKeyWhole else { return }
        facts.countSlot(slot)
        let actual = ClusterSlot.of(reader.key.span)
        if actual != slot {
            let length = reader.valueOffset - reader.recordOffset
            visitor.damage(
                RDBError(.slotNumber, at: reader.recordOffset, length: length, expected: slot, found: actual))
        }
    }

    @inline(never)
    mutating func reportOddLength(_ offset: UInt64, _ reader: inout RDBReader) {
        visitor.damage(RDBError(.oddLength, at: offset, length: 1))
        reader.values.input.oddLength = nil
    }

    @inline(never)
    mutating func checkUnusualKey(_ reader: inout RDBReader) {
        if let damage = reader.keyDamage { visitor.damage(damage) }
        if reader.cutKeyLength != nil { uncomparedKeys += 1 }
        reader.keyDamage = nil
        reader.cutKeyLength = nil
    }
}
