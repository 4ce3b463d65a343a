/// What a user calls the type of a key, whatever its layout on disk.
public enum RDBValueType: UInt8, CaseIterable, Sendable {
    case string, list, set, zset, hash, stream, module, array

    /// The word that `TYPE` answers, or the field's own.
    public var name: String {
        switch self {
        case .string: "string"
        case .list: "list"
        case .set: "set"
        case .zset: "zset"
        case .hash: "hash"
        case .stream: "stream"
        case .module: "module"
        case .array: "array"
        }
    }
}

extension RDBObjectType {
    private typealias Row = (value: RDBValueType, encoding: String, since: Int)

    /// Value type, encoding on disk, and the first version of the format that has the layout.
    private var row: Row? {
        switch self {
        case .string: (.string, "raw", 1)
        case .list: (.list, "linkedlist", 1)
        case .set: (.set, "hashtable", 1)
        case .zset: (.zset, "skiplist", 1)
        case .hash: (.hash, "hashtable", 1)
        case .zset2: (.zset, "skiplist2", 8)
        case .modulePreGA: (.module, "module", 8)
        case .module2: (.module, "module2", 8)
        case .hashZipmap: (.hash, "zipmap", 2)
        case .listZiplist: (.list, "ziplist", 2)
        case .setIntset: (.set, "intset", 2)
        case .zsetZiplist: (.zset, "ziplist", 2)
        case .hashZiplist: (.hash, "ziplist", 4)
        case .listQuicklist: (.list, "quicklist", 7)
        case .streamListpacks: (.stream, "listpacks", 9)
        default: newerRow
        }
    }

    private var newerRow: Row? {
        switch self {
        case .hashListpack: (.hash, "listpack", 10)
        case .zsetListpack: (.zset, "listpack", 10)
        case .listQuicklist2: (.list, "quicklist2", 10)
        case .streamListpacks2: (.stream, "listpacks2", 10)
        case .setListpack: (.set, "listpack", 11)
        case .streamListpacks3: (.stream, "listpacks3", 11)
        case .hashMetadataPreGA: (.hash, "metadata_pre_ga", 12)
        case .hashListpackExPreGA: (.hash, "listpack_ex_pre_ga", 12)
        case .hashMetadata: (.hash, "metadata", 12)
        case .hashListpackEx: (.hash, "listpack_ex", 12)
        case .streamListpacks4: (.stream, "listpacks4", 13)
        case .streamListpacks5: (.stream, "listpacks5", 14)
        case .array: (.array, "array", 14)
        case .hashTemplateListpack: (.hash, "template_listpack", 15)
        case .hashTemplateListpackRef: (.hash, "template_listpack_ref", 15)
        case .hashTemplateArray: (.hash, "template_array", 15)
        case .hashTemplateArrayRef: (.hash, "template_array_ref", 15)
        case .hash2: (.hash, "hash2", 80)
        default: nil
        }
    }

    /// What a user calls it; nil for a type that this library does not know.
    public var valueType: RDBValueType? { row?.value }

    /// The name of the encoding on disk, such as `listpack`.
    public var encoding: String { row?.encoding ?? "type \(byte)" }

    /// The first version of the format that has the layout.
    public var firstVersion: Int { row?.since ?? .max }

    /// Both together, for messages: `hash listpack`.
    public var description: String {
        guard let row else { return "object type \(byte)" }
        return row.value == .string ? "string" : "\(row.value.name) \(row.encoding)"
    }
}
