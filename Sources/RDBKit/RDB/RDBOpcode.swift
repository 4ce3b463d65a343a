/// The byte in front of whatever is not a key's value (`RDB_OPCODE_*`).
enum RDBOpcode {
    /// Redis: `RDB_OPCODE_HASH_TEMPLATE`; Valkey: an inline command.
    static let vendor242: UInt8 = 242
    /// Redis: `RDB_OPCODE_KEY_META`; Valkey: `RDB_OPCODE_SLOT_IMPORT`.
    static let vendor243: UInt8 = 243
    /// `RDB_OPCODE_SLOT_INFO`
    static let slotInfo: UInt8 = 244
    /// `RDB_OPCODE_FUNCTION2`
    static let function2: UInt8 = 245
    /// `RDB_OPCODE_FUNCTION_PRE_GA`
    static let functionPreGA: UInt8 = 246
    /// `RDB_OPCODE_MODULE_AUX`
    static let moduleAux: UInt8 = 247
    /// `RDB_OPCODE_IDLE`
    static let idle: UInt8 = 248
    /// `RDB_OPCODE_FREQ`
    static let freq: UInt8 = 249
    /// `RDB_OPCODE_AUX`
    static let aux: UInt8 = 250
    /// `RDB_OPCODE_RESIZEDB`
    static let resizeDB: UInt8 = 251
    /// `RDB_OPCODE_EXPIRETIME_MS`
    static let expireTimeMs: UInt8 = 252
    /// `RDB_OPCODE_EXPIRETIME`
    static let expireTime: UInt8 = 253
    /// `RDB_OPCODE_SELECTDB`
    static let selectDB: UInt8 = 254
    /// `RDB_OPCODE_EOF`
    static let eof: UInt8 = 255
}
