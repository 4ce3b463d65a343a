/// What a command does with one of its keys, as the flags of servers' key specifications have it.
public enum AOFKeyAccess: UInt8, Sendable {
    /// Its value is read only (`RO`).
    case read = 0x52
    /// Its value is changed: made where there was none, or deleted with its last element (`RW`).
    case update = 0x55
    /// Its value is replaced without a look at it (`OW`).
    case overwrite = 0x4F
    /// It is deleted (`RM`).
    case remove = 0x44
}

/// Where a key stands among the words of a command.
public struct AOFKeyPosition: Equatable, Sendable {
    /// The word's place; the name of the command is at 0.
    public var index: Int
    /// What the command does with it.
    public var access: AOFKeyAccess
}
