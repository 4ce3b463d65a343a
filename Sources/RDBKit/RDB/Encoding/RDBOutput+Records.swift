/// Records that are no keys, and what stands in front of keys.
extension RDBOutput where Self: ~Copyable {
    /// Appends expiry, idle time and frequency, in the order of the servers.
    mutating func append(_ metadata: KeyMetadata) {
        if metadata.isEmpty { return }
        if let expiry = metadata.expiresMs {
            append(RDBOpcode.expireTimeMs)
            append(littleEndian: expiry)
        }
        if let idle = metadata.idleSeconds {
            append(RDBOpcode.idle)
            appendLength(idle)
        }
        if let frequency = metadata.frequency {
            append(RDBOpcode.freq)
            append(frequency)
        }
    }

    /// Appends an AUX field.
    mutating func appendAux(name: [UInt8], value: [UInt8], compresses: Bool) {
        append(RDBOpcode.aux)
        appendString(name, compresses: compresses)
        appendString(value, compresses: compresses)
    }

    /// Appends that the keys that follow are in this database.
    mutating func appendSelectDB(_ number: UInt64) {
        append(RDBOpcode.selectDB)
        appendLength(number)
    }

    /// Appends how many keys, and keys with expiry, follow in the database.
    mutating func appendResizeDB(keys: UInt64, expires: UInt64) {
        append(RDBOpcode.resizeDB)
        appendLength(keys)
        appendLength(expires)
    }

    /// Appends that the keys that follow are in this cluster slot, as `target` says it; nothing where it does not.
    ///
    /// - Parameter expiringHashes: Hashes with expiring fields; only Valkey says it, if it is known.
    mutating func appendSlotInfo(
        slot: UInt64, keys: UInt64, expires: UInt64, expiringHashes: UInt64 = 0, for target: ServerTarget
    ) {
        switch target {
        case .redis74, .redis82:
            append(RDBOpcode.slotInfo)
            appendLength(slot)
            appendLength(keys)
            appendLength(expires)
        case .valkey8:
            appendAux(name: SlotInfo.auxName, value: Array("\(slot),\(keys),\(expires)".utf8), compresses: false)
        case .valkey91:
            let value = "\(slot),\(keys),\(expires),\(expiringHashes)"
            appendAux(name: SlotInfo.auxName, value: Array(value.utf8), compresses: false)
        case .redis62, .redis70, .redis72: break
        }
    }

    /// Appends the source of a function library.
    mutating func appendFunction(_ code: [UInt8], compresses: Bool) {
        append(RDBOpcode.function2)
        appendString(code, compresses: compresses)
    }
}

extension RDBHeader {
    init(dialect: RDBDialect, version: Int) {
        self.dialect = dialect
        self.version = version
    }

    /// The header of files that `target` writes.
    public init(for target: ServerTarget) {
        self.init(dialect: target.dialect, version: target.rdbVersion)
    }

    /// The nine bytes of the header.
    public var bytes: [UInt8] {
        let digits = Array(version.description.utf8)
        let magic = Array(dialect.rawValue.utf8)
        let zeros = Self.byteCount - magic.count - digits.count
        return magic + [UInt8](repeating: UInt8(ascii: "0"), count: max(0, zeros)) + digits
    }
}
