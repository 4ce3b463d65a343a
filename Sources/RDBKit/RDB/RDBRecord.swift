/// One record of an RDB file. A key's value is not part of it: decode it or skip it.
public enum RDBRecord: Equatable, Sendable {
    /// A key; ``RDBReader`` has its name, metadata and value.
    case entry
    /// A named fact about the file or its producer.
    case aux(name: [UInt8], value: [UInt8])
    /// The keys that follow are in this database.
    case selectDB(UInt64)
    /// How many keys, and keys with expiry, the producer meant to write into the database.
    case resizeDB(keys: UInt64, expires: UInt64)
    /// The source of a function library.
    case function([UInt8])
    /// A function of a release candidate of Redis 7.0, which no server loads.
    case functionPreGA(name: [UInt8])
    /// Data that a module keeps beside the keys; 1 is before them, 2 behind them.
    case moduleAux(ModuleID, when: UInt64)
    /// The keys that follow are in this cluster slot.
    case slotInfo(slot: UInt64, keys: UInt64, expires: UInt64)
    /// A slot migration into the server was under way (Valkey).
    case slotImport(job: [UInt8], ranges: UInt64)
    /// Field names that hashes refer to (Redis 8.10).
    case hashTemplate
    /// A command applied while loading (Valkey 9.2).
    case inlineCommand
    /// The end of the data; ``RDBReader/checksum`` has what stands behind it.
    case eof
}

/// A record before its payload is read.
enum RDBRecordKind: UInt8 {
    case entry, aux, selectDB, resizeDB, function, functionPreGA, moduleAux, slotInfo, slotImport
    case hashTemplate, inlineCommand, eof
}
