/// Goes through a file from record to record, with a visitor that maps bytes.
struct ByteMapWalk: ~Copyable {
    private var reader: RDBReader
    private var visitor: ByteMapVisitor
    private let wanted: UInt64?
    private var report = RDBByteMapReport()
    private var key: [UInt8]?

    /// Whether the walk starts with the file, so that its sum can be checked.
    private let isWhole: Bool

    /// - Parameters:
    ///   - window: The input, from its first byte or from a record on; its header is sound.
    ///   - context: What the first record depends on.
    init(
        _ window: InputWindow, _ header: RDBHeader, _ context: RDBContext, nodeLimit: UInt64,
        lookingFor wanted: UInt64?, _ row: @escaping (RDBMapRow) -> Bool
    ) {
        isWhole = window.offset == 0
        visitor = ByteMapVisitor(header.dialect, from: window.offset, lookingFor: wanted, row)
        reader = RDBReader(
            ByteReader(window), header: header, scratch: RDBScratch(), nodeLimit: nodeLimit, context: context)
        self.wanted = wanted
    }

    /// Hands out all rows.
    mutating func run() {
        do throws(RDBError) {
            if isWhole { try reader.values.skip(UInt64(RDBHeader.byteCount), .header, nil, &visitor) }
            while !visitor.isOver && !isBehindWanted && !reader.foundEOF { try mapRecord() }
            if reader.foundEOF && !visitor.isOver { mapTrailer() }
        } catch {
            fail(error)
        }
    }

    /// The report; nothing follows it.
    consuming func finish() -> RDBByteMapReport {
        report.byteCount = visitor.end
        if let found = visitor.found {
            report.place = RDBByteMapReport.Place(sections: visitor.foundSections, row: found.row)
        }
        return report
    }

    private var isBehindWanted: Bool { wanted.map { $0 < visitor.end } ?? false }

    private mutating func mapRecord() throws(RDBError) {
        key = nil
        visitor.subject = "key"
        visitor.open(.record, "record", at: reader.offset)
        let kind = try reader.nextKind(keepingKey: true, mapping: &visitor)
        if kind == .entry {
            try mapValue()
        } else {
            visitor.subject = "string"
            visitor.nameRecord(RDBOpcode.name(of: reader.lastByte, visitor.dialect))
            _ = try reader.readPayload(of: kind, mapping: &visitor)
        }
        visitor.close(downTo: .record)
        note(visitor.takeDamages())
    }

    private mutating func mapValue() throws(RDBError) {
        visitor.nameRecord("\(visitor.keyText), \(reader.objectType.description), db \(reader.database)")
        key = visitor.key
        visitor.subject = "string"
        visitor.open(.value, reader.objectType.description, at: reader.offset)
        try reader.decodeValue(into: &visitor)
    }

    private mutating func note(_ errors: [RDBError]) {
        for error in errors { add(error, severity: error.code.losesContent ? .error : nil) }
    }

    private mutating func add(_ error: RDBError, severity: RDBSeverity?) {
        report.findings.append(
            RDBFinding(
                error, severity: severity, database: reader.database, key: key,
                objectType: key == nil ? nil : reader.objectType))
    }

    /// What stands behind the EOF opcode: is the sum right, and does anything follow?
    private mutating func mapTrailer() {
        checkSum()
        let start = reader.offset
        let failure = mapRest(.trailing, bytes: nil)
        let count = reader.offset - start
        if count > 0 { visitor.damage(RDBError(.trailingBytes, at: start, length: count, found: count)) }
        if let failure { visitor.damage(failure) }
        note(visitor.takeDamages())
    }

    private mutating func checkSum() {
        guard isWhole, let sum = reader.checksum, let stored = sum.stored, let computed = sum.computed else { return }
        guard stored != 0, stored != computed else { return }
        visitor.damage(RDBError(.crcMismatch, at: reader.offset - 8, length: 8, expected: computed, found: stored))
    }

    /// Damage whose end is unknown: what follows is one part.
    private mutating func fail(_ error: RDBError) {
        let failed = reader.values.part
        note(visitor.takeDamages())
        visitor.damage(error)
        _ = visitor.takeDamages()
        add(error, severity: .error)
        let other = mapRest(.unread, bytes: failed.offset == visitor.end ? failed.bytes : nil)
        if let other, other.code != error.code { add(other, severity: .error) }
        visitor.close(downTo: .record)
    }

    /// Makes a part of all that follows the last one; what ended the reading, if it was not the end.
    private mutating func mapRest(_ kind: RDBPart.Kind, bytes: [UInt8]?) -> RDBError? {
        let start = visitor.end
        reader.values.input.lookAhead(RDBPart.mostBytes)
        let first = bytes ?? (reader.offset == start ? reader.values.input.peek(RDBPart.mostBytes) : [])
        var failure: RDBError?
        do throws(RDBError) { try reader.values.input.skipToEnd() } catch { failure = error }
        guard reader.offset > start else { return failure }
        let length = reader.offset - start
        visitor.part(
            RDBPart(
                kind: kind, offset: start, length: length, bytes: Array(first.prefix(Int(clamping: length))),
                value: .none))
        return failure
    }
}
