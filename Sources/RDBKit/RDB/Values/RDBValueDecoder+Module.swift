/// Module values carry opcodes (`RDB_MODULE_OPCODE_*`), so they can be walked without knowing the module.
extension RDBValueDecoder {
    /// `RDB_TYPE_MODULE_2`: the module type's id and items up to opcode 0.
    mutating func decodeModule<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        visitor.module(ModuleID(rawValue: try readLength(.moduleID, &visitor)))
        try decodeModuleItems(&visitor)
    }

    /// Items up to opcode 0. The end of a value with an unknown opcode is unknown.
    mutating func decodeModuleItems<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        while true {
            let start = input.offset
            moduleOpcodeOffset = start
            switch try readLength(.moduleOpcode, &visitor) {
            case ModuleOpcode.eof: return
            case ModuleOpcode.sint:
                visitor.moduleItem(.sint(Int64(bitPattern: try readLength(.moduleNumber, &visitor))))
            case ModuleOpcode.uint: visitor.moduleItem(.uint(try readLength(.moduleNumber, &visitor)))
            case ModuleOpcode.float:
                visitor.moduleItem(.float(try readFloat(.moduleNumber, &visitor)))
            case ModuleOpcode.double:
                visitor.moduleItem(.double(try readDouble(.moduleNumber, &visitor)))
            case ModuleOpcode.string: try visitString(.moduleString, &visitor)
            case let opcode:
                throw RDBError(.moduleOpcode, at: start, length: input.offset - start, found: opcode)
            }
        }
    }
}

/// What an item of a module value is.
enum ModuleOpcode {
    static let eof: UInt64 = 0
    static let sint: UInt64 = 1
    static let uint: UInt64 = 2
    static let float: UInt64 = 3
    static let double: UInt64 = 4
    static let string: UInt64 = 5
}
