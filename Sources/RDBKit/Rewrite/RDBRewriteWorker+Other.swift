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
        case .functionPreGA: try handlePreGA(&reader)
        case .entry, .function, .moduleAux, .slotImport, .hashTemplate, .inlineCommand: try copy(kind, &reader)
        }
    }

    private mutating func handleSelectDB(_ reader: inout RDBReader) throws(RDBError) {
        try reader.skipPayload(of: .selectDB)
        guard plan.options.filter.wants(database: reader.database) else { return }
        output.appendSelectDB(plan.options.mapping.renumbered(reader.database))
    }

    /// Counts in front of keys are hints, by which servers reserve memory: they are written where they are true.
    private mutating func handleCounts(_ kind: RDBRecordKind, _ reader: inout RDBReader) throws(RDBError) {
        let record = try reader.readPayload(of: kind)
        let isPersistent = plan.options.expiries.persists
        switch record {
        case .resizeDB(let keys, let expires) where plan.keepsCounts:
            output.appendResizeDB(keys: keys, expires: isPersistent ? 0 : expires)
        case .slotInfo(let slot, let keys, let expires) where plan.keepsSlots:
            output.appendSlotInfo(
                slot: slot, keys: keys, expires: isPersistent ? 0 : expires, for: plan.options.target ?? .redis82)
        default: break
        }
    }

    private mutating func handleAux(_ reader: inout RDBReader) throws(RDBError) {
        guard case .aux(let name, let value) = try reader.readPayload(of: .aux) else { return }
        if let damage = reader.textDamage {
            reader.textDamage = nil
            verifier.damage(damage)
        }
        if name == SlotInfo.auxName, let info = SlotInfo(value) { return handleSlotAux(info, reader) }
        guard plan.options.keepsAux(name) else { return verifier.clear() }
        guard try isSound(reader) else { return }
        let isShort = name.count + value.count < RDBReader.longestText
        if plan.options.reencodesAll && isShort {
            output.appendAux(name: name, value: value, compresses: plan.options.compresses)
        } else {
            output.appendBytes(of: reader, from: reader.typeOffset, to: reader.offset)
        }
    }

    /// What Valkey says of a slot in an AUX field.
    private mutating func handleSlotAux(_ info: SlotInfo, _ reader: borrowing RDBReader) {
        guard plan.keepsSlots, !plan.options.stripped.contains(.aux), !plan.options.expiries.persists else { return }
        if let target = plan.options.target {
            output.appendSlotInfo(
                slot: info.slot, keys: info.keys, expires: info.expires, expiringHashes: info.expiringHashes,
                for: target)
        } else {
            output.appendBytes(of: reader, from: reader.typeOffset, to: reader.offset)
        }
    }

    /// No server loads it, so that a file with one is of no use.
    private mutating func handlePreGA(_ reader: inout RDBReader) throws(RDBError) {
        let start = reader.typeOffset
        try reader.skipPayload(of: .functionPreGA)
        if plan.options.stripped.contains(.functions) { return }
        if plan.encoding != nil {
            _ = keeps([RDBUnsupported(.unreleasedFunction)], reader)
        } else {
            verifier.damage(RDBError(.functionPreGA, at: start, length: reader.offset - start))
            if try isSound(reader) { output.appendBytes(of: reader, from: start, to: reader.offset) }
        }
    }

    private mutating func copy(_ kind: RDBRecordKind, _ reader: inout RDBReader) throws(RDBError) {
        let start = reader.offset
        guard try keeps(kind, at: reader) else { return try reader.skipPayload(of: kind) }
        try reader.walk(kind, &verifier)
        guard try isSound(reader) else { return }
        if kind == .function { try ledger?.addFunction(reader, at: start, plan.input) }
        if kind == .function && plan.options.reencodesAll { return try encodeFunction(reader, at: start) }
        output.appendBytes(of: reader, from: reader.typeOffset, to: reader.offset)
    }

    private mutating func encodeFunction(_ reader: borrowing RDBReader, at offset: UInt64) throws(RDBError) {
        var code = StringCollector(room: RDBReader.longestText)
        guard try reader.visitStringAgain(at: offset, plan.input, .functionCode, &code), !code.overflowed else {
            return output.appendBytes(of: reader, from: reader.typeOffset, to: reader.offset)
        }
        output.appendFunction(code.strings.first ?? [], compresses: plan.options.compresses)
    }

    /// Whether a record of this kind, in front of whose payload `reader` stands, is in the output.
    mutating func keeps(_ kind: RDBRecordKind, at reader: borrowing RDBReader) throws(RDBError) -> Bool {
        switch kind {
        case .function where plan.options.stripped.contains(.functions): return false
        case .moduleAux where plan.options.stripped.contains(.modules): return false
        default: break
        }
        guard let target = plan.encoding?.target else { return true }
        switch kind {
        case .function: return target.hasFunctions || keeps([RDBUnsupported(.functions)], reader)
        case .inlineCommand: return keeps([RDBUnsupported(.inlineCommand)], reader)
        case .slotImport: return target.dialect == .valkey || keeps([RDBUnsupported(.slotImport)], reader)
        // Hashes that refer to it are written out.
        case .hashTemplate: return false
        default: return true
        }
    }

    /// Whether what was walked over is sound enough to be written.
    private mutating func isSound(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        verifier.damages.isEmpty ? true : try keepsDamaged(reader)
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

extension RDBRewritePlan {
    /// Whether the counts in front of the keys of a database are true in the output.
    fileprivate var keepsCounts: Bool {
        options.keepsAllKeys && options.mapping.databases.isEmpty && (encoding == nil || options.unsupported == .fail)
    }

    /// Whether keys are in the slots that are announced, and so many of them.
    fileprivate var keepsSlots: Bool { keepsCounts && options.mapping.names.isEmpty }
}

extension RDBRewriteOptions {
    /// Whether an AUX field is written, if it is not about a slot.
    ///
    /// By `repl-*` a server that starts with the file tells its replicas that it has what they have.
    func keepsAux(_ name: [UInt8]) -> Bool {
        if stripped.contains(.aux) { return false }
        return !(changesData && name.starts(with: Array("repl-".utf8)))
    }
}
