/// Walking from record to record.
extension RDBReader {
    /// Longest key that is kept in memory whole.
    static var longestKey: Int { 16 << 20 }

    /// Reads up to the payload of the next record; for an entry, up to its value.
    ///
    /// Key opcodes apply to the next key, whatever stands between (as in the servers).
    @inline(__always)
    mutating func nextKind(keepingKey: Bool) throws(RDBError) -> RDBRecordKind {
        var nothing = SkippingVisitor()
        return try nextKind(keepingKey: keepingKey, mapping: &nothing)
    }

    /// The same for a visitor that may map bytes; if it does, it gets the key, and the reader does not keep it.
    @inline(__always)
    mutating func nextKind<V: RDBValueVisitor & ~Copyable>(
        keepingKey: Bool, mapping visitor: inout V
    ) throws(RDBError) -> RDBRecordKind {
        recordOffset = values.input.offset
        let byte = try values.readByte(.opcode, &visitor)
        if byte < RDBOpcode.vendor242 && !context.hasDanglingMetadata {
            context.metadata.clear()
            return try enterEntry(byte, keepingKey: keepingKey, &visitor)
        }
        return try nextKindBehindOpcode(byte, keepingKey: keepingKey, &visitor)
    }

    @inline(__always)
    private mutating func enterEntry<V: RDBValueVisitor & ~Copyable>(
        _ byte: UInt8, keepingKey: Bool, _ visitor: inout V
    ) throws(RDBError) -> RDBRecordKind {
        lastByte = byte
        objectType = RDBObjectType(byte: byte, dialect: header.dialect)
        if !objectType.isKnown {
            throw RDBError(.unknownType, at: values.input.offset - 1, length: 1, found: UInt64(byte))
        }
        if V.mapsBytes {
            try values.visitString(.string, &visitor)
        } else if keepingKey {
            try readKey()
        } else {
            try values.input.skipString()
        }
        valueOffset = values.input.offset
        hasUnreadValue = true
        return .entry
    }

    @inline(never)
    private mutating func nextKindBehindOpcode<V: RDBValueVisitor & ~Copyable>(
        _ first: UInt8, keepingKey: Bool, _ visitor: inout V
    ) throws(RDBError) -> RDBRecordKind {
        if !context.hasDanglingMetadata { context.metadata.clear() }
        repeatsMetadata = false
        lastByte = first
        var byte = first
        while try readKeyOpcode(byte, &visitor) {
            byte = try values.readByte(.opcode, &visitor)
            lastByte = byte
        }
        offsetBehindKeyOpcodes = values.input.offset - 1
        if byte < RDBOpcode.vendor242 {
            context.hasDanglingMetadata = false
            return try enterEntry(byte, keepingKey: keepingKey, &visitor)
        }
        context.hasDanglingMetadata = !context.metadata.isEmpty
        foundEOF = byte == RDBOpcode.eof
        return try recordKind(byte)
    }

    private func recordKind(_ byte: UInt8) throws(RDBError) -> RDBRecordKind {
        switch byte {
        case RDBOpcode.eof: return .eof
        case RDBOpcode.selectDB: return .selectDB
        case RDBOpcode.resizeDB: return .resizeDB
        case RDBOpcode.aux: return .aux
        case RDBOpcode.moduleAux: return .moduleAux
        case RDBOpcode.functionPreGA: return .functionPreGA
        case RDBOpcode.function2: return .function
        case RDBOpcode.slotInfo: return .slotInfo
        case RDBOpcode.vendor243 where header.dialect == .valkey: return .slotImport
        case RDBOpcode.vendor242: return header.dialect == .valkey ? .inlineCommand : .hashTemplate
        default:
            throw RDBError(.unknownType, at: values.input.offset - 1, length: 1, found: UInt64(byte))
        }
    }

    /// Reads an opcode that belongs to the next key; false when `byte` is none.
    private mutating func readKeyOpcode<V: RDBValueVisitor & ~Copyable>(
        _ byte: UInt8, _ visitor: inout V
    ) throws(RDBError) -> Bool {
        switch byte {
        case RDBOpcode.expireTimeMs:
            repeatsMetadata = repeatsMetadata || context.metadata.expiresMs != nil
            context.metadata.expiresMs = try values.read(Int64.self, .expiryMs, &visitor)
        case RDBOpcode.expireTime:
            repeatsMetadata = repeatsMetadata || context.metadata.expiresMs != nil
            context.metadata.expiresMs = Int64(try values.read(Int32.self, .expirySeconds, &visitor)) * 1000
        case RDBOpcode.idle:
            repeatsMetadata = repeatsMetadata || context.metadata.idleSeconds != nil
            context.metadata.idleSeconds = try values.readLength(.idle, &visitor)
        case RDBOpcode.freq:
            repeatsMetadata = repeatsMetadata || context.metadata.frequency != nil
            context.metadata.frequency = try values.readByte(.frequency, &visitor)
        case RDBOpcode.vendor243 where header.dialect == .redis:
            let start = values.input.offset - 1
            context.metadata.metadataClasses = try readKeyMetadataClasses(&visitor)
            metadataClassesRange = start..<values.input.offset
        default: return false
        }
        return true
    }

    /// `RDB_OPCODE_KEY_META`: classes of module metadata, each walkable by its opcodes.
    private mutating func readKeyMetadataClasses<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V
    ) throws(RDBError) -> UInt64 {
        let count = try values.readLength(.metadataClasses, &visitor)
        var left = count
        while left > 0 {
            _ = try values.read(UInt32.self, .metadataClass, &visitor)
            try values.decodeModuleItems(&visitor)
            left -= 1
        }
        return count
    }

    /// Reads the key. In a batch its bytes stay where they are; elsewhere reading on may move them.
    @inline(__always)
    private mutating func readKey() throws(RDBError) {
        if values.input.window == nil && values.input.available > 64 {
            let byte = unsafe values.input.position.load(as: UInt8.self)
            if byte < 64 {
                unsafe key.base = values.input.position + 1
                key.storedCount = UInt32(byte)
                values.input.advance(1 + Int(byte))
                return
            }
        }
        try copyKey()
    }

    @inline(never)
    private mutating func copyKey() throws(RDBError) {
        var copier = KeyCopier(scratch: values.scratch, limit: Self.longestKey)
        try values.visitString(.string, &copier)
        unsafe key = RDBKey(base: UnsafeRawPointer(values.scratch.key.base), storedCount: UInt32(copier.count))
        cutKeyLength = copier.length > UInt64(copier.count) ? copier.length : nil
        keyDamage = copier.damage
    }
}

/// Copies a key into the scratch, cutting it at a limit.
private struct KeyCopier: RDBValueVisitor {
    let scratch: RDBScratch
    let limit: Int
    private(set) var count = 0
    private(set) var length: UInt64 = 0
    private(set) var damage: RDBError?

    init(scratch: RDBScratch, limit: Int) {
        self.scratch = scratch
        self.limit = limit
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch value {
        case .bytes(let bytes): largeChunk(bytes)
        case .integer(let integer):
            for byte in integer.description.utf8 {
                unsafe scratch.key.base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
                count += 1
            }
            length = UInt64(count)
        }
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        length += UInt64(bytes.byteCount)
        let kept = min(bytes.byteCount, limit - count)
        if count + kept > scratch.key.capacity {
            scratch.key.grow(to: max(count + kept, min(limit, scratch.key.capacity * 2)), keeping: count)
        }
        unsafe bytes.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            unsafe (scratch.key.base + count).copyMemory(from: base, byteCount: kept)
        }
        count += kept
    }

    mutating func damage(_ error: RDBError) { damage = error }
}
