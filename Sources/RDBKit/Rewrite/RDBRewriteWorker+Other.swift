/// Records that are no keys.
extension RDBRewriteWorker {
    @inline(never)
    mutating func handleOther(_ kind: RDBRecordKind, _ reader: inout RDBReader) throws(RDBError) {
        switch kind {
        // The end is written when all is through.
        case .eof: break
        case .selectDB: try handleSelectDB(&reader)
        case .resizeDB, .slotInfo: try handleCounts(kind, &reader)
        case .aux: try handleAux(&reader)
        case .function: try copy(kind, &reader, unless: .functions)
        case .functionPreGA: try handlePreGA(&reader)
        case .moduleAux: try copy(kind, &reader, unless: .modules)
        case .entry, .slotImport, .hashTemplate, .inlineCommand: try copy(kind, &reader, unless: [])
        }
    }

    mutating func handleSelectDB(_ reader: inout RDBReader) throws(RDBError) {
        try reader.skipPayload(of: .selectDB)
        guard plan.options.filter.wants(database: reader.database) else { return }
        output.append(database: plan.options.renumbered(reader.database))
    }

    /// Counts in front of keys are hints for servers, which reserve memory by them: they are written where they are true.
    mutating func handleCounts(_ kind: RDBRecordKind, _ reader: inout RDBReader) throws(RDBError) {
        let record = try reader.readPayload(of: kind)
        guard plan.options.keepsCounts else { return }
        let persists = plan.options.expiries.persists
        switch record {
        case .resizeDB(let keys, let expires):
            output.append(RDBOpcode.resizeDB)
            output.append(length: keys)
            output.append(length: persists ? 0 : expires)
        case .slotInfo(let slot, let keys, let expires) where plan.options.names.isEmpty:
            output.append(RDBOpcode.slotInfo)
            output.append(length: slot)
            output.append(length: keys)
            output.append(length: persists ? 0 : expires)
        default: break
        }
    }

    private mutating func handleAux(_ reader: inout RDBReader) throws(RDBError) {
        guard case .aux(let name, _) = try reader.readPayload(of: .aux) else { return }
        if let damage = reader.textDamage {
            reader.textDamage = nil
            verifier.damage(damage)
        }
        guard plan.options.keepsAux(name) else { return verifier.clear() }
        try copyIfSound(reader)
    }

    /// No server loads it, so that a file with one is of no use.
    mutating func handlePreGA(_ reader: inout RDBReader) throws(RDBError) {
        let start = reader.typeOffset
        try reader.skipPayload(of: .functionPreGA)
        guard !plan.options.stripped.contains(.functions) else { return }
        verifier.damage(RDBError(.functionPreGA, at: start, length: reader.offset - start))
        try copyIfSound(reader)
    }

    private mutating func copy(
        _ kind: RDBRecordKind, _ reader: inout RDBReader, unless part: RDBRewriteOptions.Parts
    ) throws(RDBError) {
        try reader.walk(kind, &verifier)
        if part.isEmpty || !plan.options.stripped.contains(part) {
            try copyIfSound(reader)
        } else {
            verifier.clear()
        }
    }

    private mutating func copyIfSound(_ reader: borrowing RDBReader) throws(RDBError) {
        if !verifier.damages.isEmpty {
            guard try keepsDamaged(reader) else { return }
        }
        output.appendBytes(of: reader, from: reader.typeOffset, to: reader.offset)
    }
}

extension RDBReader {
    /// Moves over the payload of a record that is no key, and hands what is wrong with it to `verifier`.
    mutating func walk(_ kind: RDBRecordKind, _ verifier: inout DamageCollector) throws(RDBError) {
        switch kind {
        case .function: try visitFunction(&verifier)
        case .moduleAux: try visitModuleAux(&verifier) { _, _, _ in }
        default: try skipPayload(of: kind)
        }
    }
}

extension RDBRewriteOptions {
    /// Whether the counts in front of the keys of a database are true in the output.
    fileprivate var keepsCounts: Bool { keepsAllKeys && databases.isEmpty }

    /// Whether an AUX field is written.
    ///
    /// `slot-info` counts keys. By `repl-*` a server that starts with the file tells its replicas that it has what they have.
    func keepsAux(_ name: [UInt8]) -> Bool {
        if stripped.contains(.aux) { return false }
        if name == SlotInfo.auxName { return keepsCounts && names.isEmpty && !expiries.persists }
        return !(changesData && name.starts(with: Array("repl-".utf8)))
    }
}

extension TurnOutput {
    /// Appends the record that selects a database.
    mutating func append(database: UInt64) {
        append(RDBOpcode.selectDB)
        append(length: database)
    }
}
