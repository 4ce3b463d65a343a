/// What an object of JSON is, as its `type` says; its value stands in a member of the same name.
enum JSONRecordType: UInt8, CaseIterable {
    // The numbers of `RDBValueType`.
    case string, list, set, zset, hash, stream, module, array
    // What stands beside the keys.
    case header, aux, function, moduleAux

    var name: StaticString {
        switch self {
        case .string: "string"
        case .list: "list"
        case .set: "set"
        case .zset: "zset"
        case .hash: "hash"
        case .stream: "stream"
        case .module: "module"
        case .array: "array"
        case .header: "header"
        case .aux: "aux"
        case .function: "function"
        case .moduleAux: "module_aux"
        }
    }

    /// The type of a key; nil for what is none.
    var valueType: RDBValueType? { RDBValueType(rawValue: rawValue) }
}

extension JSONTokenReader {
    /// The type that ``text`` names.
    var namedType: JSONRecordType? {
        for number in 0...JSONRecordType.moduleAux.rawValue {
            if let type = JSONRecordType(rawValue: number), textIs(type.name) { return type }
        }
        return nil
    }
}
