/// What stands behind an opcode that is no key.
extension RDBReader {
    /// Longest name or value of an AUX field, and longest function source, that is kept.
    static var longestText: Int { 4 << 20 }

    /// Reads the payload of a record of this kind.
    mutating func readPayload(of kind: RDBRecordKind) throws(RDBError) -> RDBRecord {
        switch kind {
        case .entry: return .entry
        case .aux: return try readAux()
        case .selectDB: return try readSelectDB()
        case .resizeDB:
            return .resizeDB(keys: try values.input.readLength(), expires: try values.input.readLength())
        case .function: return .function(try readText())
        case .functionPreGA: return try readFunctionPreGA()
        case .moduleAux: return try readModuleAux()
        case .slotInfo: return try readSlotInfo()
        case .slotImport: return try readSlotImport()
        case .hashTemplate:
            try values.readTemplate(into: &context.templates)
            values.templates = context.templates
            return .hashTemplate
        case .inlineCommand:
            try skipInlineCommand()
            return .inlineCommand
        case .eof:
            try readChecksum()
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

    private mutating func readSelectDB() throws(RDBError) -> RDBRecord {
        context.database = try values.input.readLength()
        context.slot = nil
        return .selectDB(database)
    }

    private mutating func readSlotInfo() throws(RDBError) -> RDBRecord {
        let slot = try values.input.readLength()
        context.slot = slot
        return .slotInfo(
            slot: slot, keys: try values.input.readLength(), expires: try values.input.readLength())
    }

    private mutating func readText() throws(RDBError) -> [UInt8] {
        var collector = StringCollector(room: Self.longestText)
        try values.visitString(.string, &collector)
        if let damage = collector.firstDamage { textDamage = damage }
        return collector.strings.first ?? []
    }

    private mutating func readAux() throws(RDBError) -> RDBRecord {
        let name = try readText()
        let value = try readText()
        if name == SlotInfo.auxName { context.slot = SlotInfo(value)?.slot }
        return .aux(name: name, value: value)
    }

    /// Name, engine, whether a description follows, code: as release candidates of Redis 7.0 wrote it.
    private mutating func readFunctionPreGA() throws(RDBError) -> RDBRecord {
        let name = try readText()
        try values.input.skipString()
        if try values.input.readLength() != 0 { try values.input.skipString() }
        try values.input.skipString()
        return .functionPreGA(name: name)
    }

    private mutating func readModuleAux() throws(RDBError) -> RDBRecord {
        let (id, when) = try readModuleAuxHeader()
        var nothing = SkippingVisitor()
        try values.decodeModuleItems(&nothing)
        return .moduleAux(id, when: when)
    }

    mutating func readModuleAuxHeader() throws(RDBError) -> (id: ModuleID, when: UInt64) {
        let id = ModuleID(rawValue: try values.input.readLength())
        let start = values.input.offset
        let opcode = try values.input.readLength()
        guard opcode == ModuleOpcode.uint else {
            throw RDBError(
                .moduleAuxWhen, at: start, length: 1, expected: ModuleOpcode.uint, found: opcode)
        }
        return (id, try values.input.readLength())
    }

    private mutating func readSlotImport() throws(RDBError) -> RDBRecord {
        let job = try readText()
        let ranges = try values.input.readLength()
        var left = ranges
        while left > 0 {
            _ = try values.input.readLength()
            _ = try values.input.readLength()
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
    private mutating func readChecksum() throws(RDBError) {
        values.input.settle()
        let computed = values.input.window?.crc.value
        let stored = header.hasChecksum ? try values.input.read(UInt64.self) : nil
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
