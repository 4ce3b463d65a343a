/// Values that are encoded anew, and what the target cannot hold.
extension RDBRewriteWorker {
    /// Whether a value of this layout is encoded, not copied.
    @inline(__always)
    func encodes(_ type: RDBObjectType) -> Bool {
        if plan.shiftsFields && type.hasFieldExpiry { return true }
        return plan.encoding != nil && (plan.options.reencodesAll || !encoder.canCopy(type))
    }

    /// Encodes the current key.
    mutating func encode(_ reader: inout RDBReader, _ head: EntryHead) throws(RDBError) {
        try encoder.writeEntry(&reader, key: head.name, metadata: head.metadata)
        if try keepsEncoded(encoder.damages, encoder.unsupported, reader) { return try count(reader, head) }
        // More of it may be out than can be taken back; where nothing may be left out, the output is of no use anyway.
        if !output.dropRecord() && plan.canTakeBack { throw RDBError(.memoryLimit, at: reader.recordOffset) }
    }

    /// Whether a key is written, with what was found while it was encoded.
    private mutating func keepsEncoded(
        _ damages: [RDBError], _ unsupported: [RDBUnsupported], _ reader: borrowing RDBReader
    ) throws(RDBError) -> Bool {
        if !damages.isEmpty {
            for damage in damages { verifier.damage(damage) }
            guard try keepsDamaged(reader) else { return false }
        }
        return keeps(unsupported, reader)
    }

    /// Encodes a key into nothing first where it may have to be left out: what streams out cannot be taken back.
    mutating func isEncodableAhead(_ reader: borrowing RDBReader, _ head: EntryHead) throws(RDBError) -> Bool {
        guard plan.canTakeBack else { return true }
        var probe = RDBValueEncoder(EncodedBuffer(NothingSink()), encoder.options, reading: reader.header)
        guard try probe.writeValueAhead(reader, plan.input) else {
            throw RDBError(.notRepeatable, at: reader.valueOffset)
        }
        let mark = findings
        let isKept = try keepsEncoded(probe.damages, probe.unsupported, reader)
        // What stays is reported when it is written.
        if isKept { findings = mark }
        return isKept
    }

    /// Reports what the target cannot hold of the current record, and says whether the record is written without it.
    mutating func keeps(_ unsupported: [RDBUnsupported], _ reader: borrowing RDBReader) -> Bool {
        for part in unsupported { report(part, reader) }
        let isKept = unsupported.allSatisfy { plan.options.unsupported.keeps($0.reason) }
        if !isKept && plan.options.unsupported != .fail { lostRecords += 1 }
        return isKept
    }

    private mutating func report(_ part: RDBUnsupported, _ reader: borrowing RDBReader) {
        let severity: RDBSeverity =
            !part.reason.losesContent ? .note : plan.options.unsupported == .fail ? .error : .warning
        let isInKey = reader.valueOffset > reader.recordOffset
        // No server could take it.
        let code: RDBError.Code = part.reason == .fieldExpiryRange ? .fieldExpiry : .targetLacks
        findings.add(
            RDBFinding(
                RDBError(code, at: reader.recordOffset, length: reader.offset - reader.recordOffset),
                severity: severity, database: isInKey ? reader.database : nil,
                key: isInKey ? Array(reader.keyBytes.prefix(RDBFinding.longestKey)) : nil,
                objectType: isInKey ? reader.objectType : nil, detail: part.message))
    }

    /// What modules attach to a key is copied with it; no target that values are encoded for can hold it.
    @inline(never)
    mutating func keepsClasses(_ head: inout EntryHead, of reader: borrowing RDBReader) throws(RDBError) -> Bool {
        guard plan.encoding != nil else {
            try head.requireClasses(of: reader)
            return true
        }
        head.dropClasses()
        return keeps([RDBUnsupported(.keyMetadata, count: reader.metadata.metadataClasses ?? 0)], reader)
    }
}

/// Drops all bytes.
private final class NothingSink: ByteSink {
    func write(_ bytes: UnsafeRawBufferPointer) {}
    func finish() {}
}
