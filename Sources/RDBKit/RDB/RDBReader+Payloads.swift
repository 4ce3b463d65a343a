/// What stands behind an opcode that is no key.
extension RDBReader {
    /// Longest name or value of an AUX field, and longest function source, that is kept.
    static var longestText: Int { 4 << 20 }

    /// Reads the payload of a record of this kind.
    mutating func readPayload(of kind: RDBRecordKind) throws(RDBError) -> RDBRecord {
        var nothing = SkippingVisitor()
        return try readPayload(of: kind, mapping: &nothing)
    }

    /// The same for a visitor that may map bytes; if it does, it gets the strings, and the record does not have them.
    mutating func readPayload<V: RDBValueVisitor & ~Copyable>(
        of kind: RDBRecordKind, mapping visitor: inout V
    ) throws(RDBError) -> RDBRecord {
        switch kind {
        case .entry: return .entry
        case .aux: return try readAux(&visitor)
        case .selectDB: return try readSelectDB(&visitor)
        case .resizeDB:
            let keys = try values.readLength(.keys, &visitor)
            return .resizeDB(keys: keys, expires: try values.readLength(.expiringKeys, &visitor))
        case .function: return .function(try readText(.functionCode, &visitor))
        case .functionPreGA: return try readFunctionPreGA(&visitor)
        case .moduleAux: return try readModuleAux(&visitor)
        case .slotInfo: return try readSlotInfo(&visitor)
        case .slotImport: return try readSlotImport(&visitor)
        case .hashTemplate:
            try values.readTemplate(into: &context.templates, mapping: &visitor)
            values.templates = context.templates
            return .hashTemplate
        case .inlineCommand:
            values.beginPart(visitor)
            try skipInlineCommand()
            values.endPart(.inlineCommand, .none, &visitor)
            return .inlineCommand
        case .eof:
            try readChecksum(&visitor)
            return .eof
        }
    }

    /// Moves over the payload of a record of this kind, keeping only what later records depend on.
    mutating func skipPayload(of kind: RDBRecordKind) throws(RDBError) {
        switch kind {
        case .function: try values.input.skipString()
        default: _ = try readPayload(of: kind)
        }
    }

    private mutating func readSelectDB<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> RDBRecord {
        context.database = try values.readLength(.database, &visitor)
        context.slot = nil
        return .selectDB(database)
    }

    private mutating func readSlotInfo<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> RDBRecord {
        let slot = try values.readLength(.slot, &visitor)
        context.slot = slot
        let keys = try values.readLength(.keys, &visitor)
        return .slotInfo(slot: slot, keys: keys, expires: try values.readLength(.expiringKeys, &visitor))
    }

    private mutating func readText<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) -> [UInt8] {
        if V.mapsBytes {
            try values.visitString(role, &visitor)
            return []
        }
        var collector = StringCollector(room: Self.longestText)
        try values.visitString(.string, &collector)
        if let damage = collector.firstDamage { textDamage = damage }
        return collector.strings.first ?? []
    }

    private mutating func readAux<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) -> RDBRecord {
        let name = try readText(.auxField, &visitor)
        let value = try readText(.auxValue, &visitor)
        if name == SlotInfo.auxName { context.slot = SlotInfo(value)?.slot }
        return .aux(name: name, value: value)
    }

    /// Name, engine, whether a description follows, code: as release candidates of Redis 7.0 wrote it.
    private mutating func readFunctionPreGA<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> RDBRecord {
        let name = try readText(.string, &visitor)
        try values.visitString(.string, &visitor)
        if try values.readLength(.hasDescription, &visitor) != 0 { try values.visitString(.string, &visitor) }
        try values.visitString(.functionCode, &visitor)
        return .functionPreGA(name: name)
    }

    private mutating func readModuleAux<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> RDBRecord {
        let (id, when) = try readModuleAuxHeader(&visitor)
        try values.decodeModuleItems(&visitor)
        return .moduleAux(id, when: when)
    }

    mutating func readModuleAuxHeader<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> (id: ModuleID, when: UInt64) {
        let id = ModuleID(rawValue: try values.readLength(.moduleID, &visitor))
        let start = values.input.offset
        let opcode = try values.readLength(.whenOpcode, &visitor)
        guard opcode == ModuleOpcode.uint else {
            throw RDBError(
                .moduleAuxWhen, at: start, length: 1, expected: ModuleOpcode.uint, found: opcode)
        }
        return (id, try values.readLength(.when, &visitor))
    }

    private mutating func readSlotImport<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> RDBRecord {
        let job = try readText(.string, &visitor)
        let ranges = try values.readLength(.ranges, &visitor)
        var left = ranges
        while left > 0 {
            _ = try values.readLength(.rangeStart, &visitor)
            _ = try values.readLength(.rangeEnd, &visitor)
            left -= 1
        }
        return .slotImport(job: job, ranges: ranges)
    }

    /// A RESP array of bulk strings.
    private mutating func skipInlineCommand() throws(RDBError) {
        var left = try readRESPNumber(UInt8(ascii: "*"))
        while left > 0 {
            try values.input.skip(try readRESPNumber(UInt8(ascii: "$")))
            try expectCRLF()
            left -= 1
        }
    }

    private mutating func readRESPNumber(_ prefix: UInt8) throws(RDBError) -> UInt64 {
        let start = values.input.offset
        guard try values.input.readByte() == prefix else { throw RDBError(.vendorOpcode, at: start) }
        var number: UInt64 = 0
        while true {
            let byte = try values.input.readByte()
            if byte == UInt8(ascii: "\r") { break }
            guard byte >= 0x30, byte <= 0x39, number < 1 << 56 else { throw RDBError(.vendorOpcode, at: start) }
            number = number * 10 + UInt64(byte - 0x30)
        }
        guard try values.input.readByte() == UInt8(ascii: "\n") else { throw RDBError(.vendorOpcode, at: start) }
        return number
    }

    private mutating func expectCRLF() throws(RDBError) {
        let start = values.input.offset
        guard try values.input.read(UInt16.self) == 0x0A0D else { throw RDBError(.vendorOpcode, at: start) }
    }

    /// Eight bytes behind the EOF opcode since version 5; the sum covers all before them.
    private mutating func readChecksum<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        values.input.settle()
        let computed = values.input.window?.crc.value
        let stored = header.hasChecksum ? try values.read(UInt64.self, .checksum, &visitor) : nil
        checksum = RDBChecksum(stored: stored, computed: computed)
    }
}

extension RDBHeader {
    /// Parses the header at the start of `window` without consuming it.
    init(reading window: InputWindow) throws(RDBError) {
        try window.fill(atLeast: Self.byteCount)
        let bytes = unsafe UnsafeRawBufferPointer(
            start: window.buffer.base, count: min(window.filled, Self.byteCount))
        try self.init(unsafe Array(bytes).span)
    }
}
