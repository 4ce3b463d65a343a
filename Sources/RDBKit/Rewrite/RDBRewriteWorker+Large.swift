/// Records that are too large for a batch: they stream from the window to the output.
extension RDBRewriteWorker {
    /// Most bytes in front of a value: its name, and what modules attach to the key.
    private static var largestHead: Int { RDBReader.longestKey + 1 << 20 }

    @inline(never)
    mutating func handleLarge(_ reader: inout RDBReader) throws(RDBError) {
        guard let window = reader.values.input.window else { return }
        // What stands in front of the value is kept until it is known what becomes of it.
        let copy = LargeRecordCopy(order, of: output.sequence, limit: Self.largestHead)
        window.follower = copy
        defer { window.follower = nil }
        let waited = reader.context.hasDanglingMetadata
        let kind = try reader.nextKind(keepingKey: true)
        reader.values.input.settle()
        if kind == .entry {
            try handleLargeEntry(&reader, copy, hasWaited: waited)
        } else {
            try handleLargeOther(kind, &reader, copy)
        }
    }

    private mutating func handleLargeEntry(
        _ reader: inout RDBReader, _ copy: LargeRecordCopy, hasWaited: Bool
    ) throws(RDBError) {
        copy.drop()
        guard try choice.wants(reader) else { return try reader.skipValue() }
        if !reader.isKeyWhole { return try leaveOut(choice.keyDamage(&reader), &reader) }
        try requireWhole(copy, reader)
        guard let head = try newHead(reader, hasWaited: hasWaited) else { return try reader.skipValue() }
        if plan.mayEncode, encodes(reader.objectType) {
            guard try isEncodableAhead(reader, head) else { return try reader.skipValue() }
            return try encode(&reader, head)
        }
        guard try isSoundAhead(reader) else { return try reader.skipValue() }
        if head.isSame {
            output.append(copy.head)
        } else {
            unsafe copy.head.withUnsafeBytes {
                if let record = $0.baseAddress { unsafe output.append(head, of: reader, at: record) }
            }
        }
        try pass(&reader, copy) { (reader, verifier) throws(RDBError) in try reader.decodeValue(into: &verifier) }
        try count(reader, head)
    }

    private func requireWhole(_ copy: LargeRecordCopy, _ reader: borrowing RDBReader) throws(RDBError) {
        if copy.isCut { throw RDBError(.memoryLimit, at: reader.recordOffset, found: UInt64(Self.largestHead)) }
    }

    /// What went out cannot be taken back: where damage must not get into the output, it is looked for first.
    private mutating func isSoundAhead(_ reader: borrowing RDBReader) throws(RDBError) -> Bool {
        guard plan.options.continuesBehindDamage else { return true }
        guard try reader.visitAhead(plan.input, &verifier) != nil else {
            throw RDBError(.notRepeatable, at: reader.valueOffset)
        }
        guard !verifier.damages.isEmpty else { return true }
        return try keepsDamaged(reader)
    }

    /// Writes what the output holds, and then the bytes that `walk` moves over.
    private mutating func pass(
        _ reader: inout RDBReader, _ copy: LargeRecordCopy,
        _ walk: (inout RDBReader, inout DamageCollector) throws(RDBError) -> Void
    ) throws(RDBError) {
        output.writeOutAll()
        copy.pass()
        try walk(&reader, &verifier)
        reader.values.input.settle()
        copy.drop()
        if !verifier.damages.isEmpty { _ = try keepsDamaged(reader) }
    }

    private mutating func handleLargeOther(
        _ kind: RDBRecordKind, _ reader: inout RDBReader, _ copy: LargeRecordCopy
    ) throws(RDBError) {
        try requireWhole(copy, reader)
        switch kind {
        case .aux: return try handleLargeAux(&reader, copy)
        case .function, .moduleAux, .slotImport, .hashTemplate, .inlineCommand:
            if try keeps(kind, at: reader) { return try passLarge(kind, &reader, copy) }
            copy.drop()
            try reader.skipPayload(of: kind)
        default:
            copy.drop()
            try handleOther(kind, &reader)
        }
    }

    private mutating func passLarge(
        _ kind: RDBRecordKind, _ reader: inout RDBReader, _ copy: LargeRecordCopy
    ) throws(RDBError) {
        let start = reader.offset
        appendHead(copy, of: reader)
        try pass(&reader, copy) { reader, verifier throws(RDBError) in try reader.walk(kind, &verifier) }
        if kind == .function { try ledger?.addFunction(reader, at: start, plan.input) }
    }

    private mutating func handleLargeAux(_ reader: inout RDBReader, _ copy: LargeRecordCopy) throws(RDBError) {
        var name = StringCollector(room: RDBReader.longestText)
        try reader.values.visitString(.auxField, &name)
        reader.values.input.settle()
        if plan.options.keepsAux(name.strings.first ?? []) {
            appendHead(copy, of: reader)
            try pass(&reader, copy) { reader, verifier throws(RDBError) in
                try reader.values.visitString(.auxValue, &verifier)
            }
        } else {
            copy.drop()
            try reader.values.input.skipString()
        }
    }

    /// Appends what was kept of the record, without key opcodes in front of it, which wait for a key.
    private mutating func appendHead(_ copy: LargeRecordCopy, of reader: borrowing RDBReader) {
        output.append(Array(copy.head.dropFirst(Int(reader.typeOffset - reader.recordOffset))))
    }
}
