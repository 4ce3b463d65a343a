/// Module values: the same items in the same order, for only the module knows more of them.
extension RDBValueEncoder where Output: ~Copyable {
    mutating func module(_ id: ModuleID) {
        begin(.module2, .direct)
        output.appendLength(id.rawValue)
    }

    mutating func moduleItem(_ item: ModuleItem) {
        output.append(item)
    }
}

extension RDBOutput where Self: ~Copyable {
    /// Appends an item of a module's data.
    mutating func append(_ item: ModuleItem) {
        switch item {
        case .sint(let value):
            appendLength(ModuleOpcode.sint)
            appendLength(UInt64(bitPattern: value))
        case .uint(let value):
            appendLength(ModuleOpcode.uint)
            appendLength(value)
        case .float(let value):
            appendLength(ModuleOpcode.float)
            append(littleEndian: value.bitPattern)
        case .double(let value):
            appendLength(ModuleOpcode.double)
            append(littleEndian: value.bitPattern)
        }
    }
}
