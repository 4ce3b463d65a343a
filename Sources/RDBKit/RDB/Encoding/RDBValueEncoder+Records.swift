/// Records that are no keys.
extension RDBValueEncoder where Output: ~Copyable {
    /// Longest name or value of an AUX field; servers write a few hundred bytes.
    private static var longestAux: Int { 4 << 20 }

    /// Writes the record of this kind in whose payload `reader` stands; the reader is behind it then.
    ///
    /// Nothing is written for the end of the data, and for what another form of the values makes needless.
    mutating func writeOther(_ kind: RDBRecordKind, _ reader: inout RDBReader) throws(RDBError) {
        reset()
        step = .direct
        switch kind {
        case .aux: try writeAux(&reader)
        case .function where options.target.hasFunctions:
            output.append(RDBOpcode.function2)
            try reader.visitFunction(&self)
        case .moduleAux: try writeModuleAux(&reader)
        case .selectDB:
            try reader.skipPayload(of: kind)
            output.appendSelectDB(reader.database)
        case .resizeDB, .slotInfo: writeCounts(try reader.readPayload(of: kind))
        case .function: try leaveOut(.functions, kind, &reader)
        case .functionPreGA: try leaveOut(.unreleasedFunction, kind, &reader)
        case .slotImport: try leaveOut(.slotImport, kind, &reader)
        case .inlineCommand: try leaveOut(.inlineCommand, kind, &reader)
        // Hashes are written with the names that templates gave them.
        case .hashTemplate, .eof, .entry: try reader.skipPayload(of: kind)
        }
    }

    private mutating func leaveOut(
        _ reason: RDBUnsupported.Reason, _ kind: RDBRecordKind, _ reader: inout RDBReader
    ) throws(RDBError) {
        lose(reason)
        try reader.skipPayload(of: kind)
    }

    private mutating func writeCounts(_ record: RDBRecord) {
        switch record {
        case .resizeDB(let keys, let expires): output.appendResizeDB(keys: keys, expires: expires)
        case .slotInfo(let slot, let keys, let expires):
            output.appendSlotInfo(slot: slot, keys: keys, expires: expires, for: options.target)
        default: break
        }
    }

    private mutating func writeAux(_ reader: inout RDBReader) throws(RDBError) {
        let start = reader.recordOffset
        var texts = StringCollector(room: Self.longestAux)
        try reader.visitAux(&texts)
        if let damage = texts.firstDamage { return self.damage(damage) }
        guard !texts.overflowed, texts.strings.count == 2 else {
            throw RDBError(.memoryLimit, at: start, expected: UInt64(Self.longestAux))
        }
        let (name, value) = (texts.strings[0], texts.strings[1])
        if name == SlotInfo.auxName && options.target.dialect == .redis && options.target != .valkey8 {
            guard let info = SlotInfo(value) else { return }
            return output.appendSlotInfo(
                slot: info.slot, keys: info.keys, expires: info.expires, for: options.target)
        }
        output.appendAux(name: name, value: value, compresses: options.compresses)
    }

    private mutating func writeModuleAux(_ reader: inout RDBReader) throws(RDBError) {
        output.append(RDBOpcode.moduleAux)
        try reader.visitModuleAux(&self) { id, when, encoder in
            encoder.output.appendLength(id.rawValue)
            encoder.output.append(.uint(when))
        }
        output.appendLength(ModuleOpcode.eof)
    }
}
