import RDBKit
import ToolSupport

/// Names as official checkers print them.
enum CompatText {
    /// A key or a value: cut at the first NUL as there, but with everything escaped that a terminal might act on.
    static func shown(_ bytes: [UInt8]) -> String {
        let text = Terminal.quoted(bytes.prefix { $0 != 0 })
        return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    }

    private static let names: [RDBObjectType: String] = [
        .string: "string", .list: "list-linked", .set: "set-hashtable", .zset: "zset-v1", .hash: "hash-hashtable",
        .zset2: "zset-v2", .modulePreGA: "module-pre-release", .module2: "module-value", .hashZipmap: "hash-zipmap",
        .listZiplist: "list-ziplist", .setIntset: "set-intset", .zsetZiplist: "zset-ziplist",
        .hashZiplist: "hash-ziplist", .listQuicklist: "quicklist", .streamListpacks: "stream",
        .hashListpack: "hash-listpack", .zsetListpack: "zset-listpack", .listQuicklist2: "quicklist-v2",
        .streamListpacks2: "stream-v2", .setListpack: "set-listpack", .streamListpacks3: "stream-v3",
        .hashMetadataPreGA: "hash-hashtable-md-pre-release", .hashListpackExPreGA: "hash-listpack-md-pre-release",
        .hashMetadata: "hash-hashtable-md", .hashListpackEx: "hash-listpack-md", .hash2: "hash-volatile-items",
    ]

    /// The name of a layout.
    static func name(of type: RDBObjectType) -> String { names[type] ?? "unknown" }
}
