/// Values of modules: `{"name":"...","encver":1,"parts":[{"kind":"uint","value":"5"}]}`
extension JSONTokenReader {
    /// What a part is.
    private enum Kind: String {
        case sint, uint, float, double, string
    }

    mutating func decodeModule<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginObject()
        var members = JSONMembers()
        var isFirst = true
        var name: [UInt8] = []
        var version: UInt64 = 0
        while try nextMember(&isFirst) {
            if textIs("name") {
                try meet(.name, &members)
                try readString()
                name = textBytes
            } else if textIs("encver") {
                try meet(.encver, &members)
                version = try readInteger(UInt64.self)
            } else if textIs("parts") {
                guard members.isSuperset(of: [.name, .encver]) else { throw failure(.moduleFirst) }
                try meet(.parts, &members)
                guard let id = ModuleID(name: name, encodingVersion: version) else { throw failure(.moduleName) }
                visitor.module(id)
                try decodeParts(&visitor)
            } else {
                try skipValue()
            }
        }
        try require([.name, .encver, .parts], members, .moduleMembers)
    }

    private mutating func decodeParts<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginArray()
        var isFirst = true
        while try nextElement(&isFirst) { try decodePart(&visitor) }
    }

    private mutating func decodePart<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginObject()
        var members = JSONMembers()
        var isFirst = true
        var kind: Kind?
        while try nextMember(&isFirst) {
            if textIs("kind") {
                try meet(.kind, &members)
                try readString()
                kind = Kind(rawValue: textString)
                if kind == nil { throw failure(.partKind) }
            } else if textIs("value") {
                guard let kind else { throw failure(.kindFirst) }
                try meet(.value, &members)
                try decodePart(kind, &visitor)
            } else {
                try skipValue()
            }
        }
        try require([.kind, .value], members, .partMembers)
    }

    private mutating func decodePart<V: RDBValueVisitor & ~Copyable>(
        _ kind: Kind, _ visitor: inout V
    ) throws(RDBError) {
        guard kind != .string else { return try visitString(.moduleString, &visitor) }
        _ = try next()
        let start = input.offset
        try readString()
        let text = textString
        let item: ModuleItem? =
            switch kind {
            case .sint: Int64(text).map(ModuleItem.sint)
            case .uint: UInt64(text).map(ModuleItem.uint)
            case .float: Float(text).map(ModuleItem.float)
            case .double: Double(text).map(ModuleItem.double)
            case .string: nil
            }
        guard let item else { throw failure(.partKind, at: start) }
        // NaN alone is not itself.
        if item != item { hasMetNaN = true }
        visitor.moduleItem(item)
    }
}

extension ModuleID {
    /// The id of a module type with this name and encoding version; nil where there is none.
    init?(name: [UInt8], encodingVersion: UInt64) {
        guard name.count == 9, encodingVersion < 1024 else { return nil }
        var bits: UInt64 = 0
        for byte in name {
            guard let place = Self.alphabet.firstIndex(of: byte) else { return nil }
            bits = bits << 6 | UInt64(place)
        }
        self.init(rawValue: bits << 10 | encodingVersion)
    }
}
