/// A number in a module value (`RDB_MODULE_OPCODE_*`); strings arrive as ``RDBRole/moduleString``.
public enum ModuleItem: Equatable, Sendable {
    /// Opcode 1: a signed integer.
    case sint(Int64)
    /// Opcode 2: an unsigned integer.
    case uint(UInt64)
    /// Opcode 3: a 32-bit float.
    case float(Float)
    /// Opcode 4: a 64-bit float.
    case double(Double)
}
