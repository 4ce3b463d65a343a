/// Walks the value of a key and hands its elements to a visitor: the only grammar of values there is.
///
/// With a visitor that wants no content the same walk only moves over the value. Where the end of something
/// damaged is known, the damage goes to the visitor and the walk goes on; where it is not, it is thrown.
@safe
struct RDBValueDecoder: ~Copyable {
    var input: ByteReader
    let scratch: RDBScratch
    /// Largest packed node that may be expanded in memory.
    let nodeLimit: UInt64
    /// The hash templates that the file has declared so far.
    var templates = RDBTemplates()
    /// Where the last opcode of a module's data stands.
    var moduleOpcodeOffset: UInt64?
    /// Where the part of the file begins that was read last, for visitors that map bytes.
    var part = PartStart()

    init(_ input: consuming ByteReader, scratch: RDBScratch, nodeLimit: UInt64) {
        self.input = input
        self.scratch = scratch
        self.nodeLimit = min(nodeLimit, UInt64(Int.max) / LZF.maximumExpansion)
    }

    /// Decodes a value of `type`, which starts at the input's position.
    @inline(__always)
    mutating func decode<V: RDBValueVisitor & ~Copyable>(
        _ type: RDBObjectType, into visitor: inout V
    ) throws(RDBError) {
        if type == .string {
            try visitString(.string, &visitor)
        } else {
            try decodeCollection(type, into: &visitor)
        }
    }

    @inline(never)
    private mutating func decodeCollection<V: RDBValueVisitor & ~Copyable>(
        _ type: RDBObjectType, into visitor: inout V
    ) throws(RDBError) {
        switch type {
        case .list: try decodeStrings(.listItem, &visitor)
        case .set: try decodeStrings(.setMember, &visitor)
        case .listZiplist: try decodeNode(.ziplist, ZiplistCursor.self, .listItem, &visitor)
        case .setIntset: try decodeIntset(&visitor)
        case .setListpack: try decodeNode(.listpack, ListpackCursor.self, .setMember, &visitor)
        case .listQuicklist: try decodeQuicklist(&visitor)
        case .listQuicklist2: try decodeQuicklist2(&visitor)
        case .zset: try decodeTextZset(&visitor)
        case .zset2: try decodeBinaryZset(&visitor)
        case .zsetZiplist: try decodeZsetNode(.ziplist, ZiplistCursor.self, &visitor)
        case .zsetListpack: try decodeZsetNode(.listpack, ListpackCursor.self, &visitor)
        case .hash: try decodeHash(&visitor)
        case .hashZipmap: try decodeHashNode(.zipmap, ZipmapCursor.self, &visitor)
        case .hashZiplist: try decodeHashNode(.ziplist, ZiplistCursor.self, &visitor)
        case .hashListpack: try decodeHashNode(.listpack, ListpackCursor.self, &visitor)
        default: try decodeNewerCollection(type, into: &visitor)
        }
    }

    private mutating func decodeNewerCollection<V: RDBValueVisitor & ~Copyable>(
        _ type: RDBObjectType, into visitor: inout V
    ) throws(RDBError) {
        switch type {
        case .hashMetadata: try decodeHashMetadata(&visitor, hasMinimum: true)
        case .hashMetadataPreGA: try decodeHashMetadata(&visitor, hasMinimum: false)
        case .hashListpackEx: try decodeHashListpackEx(&visitor, hasMinimum: true)
        case .hashListpackExPreGA: try decodeHashListpackEx(&visitor, hasMinimum: false)
        case .hash2: try decodeHash2(&visitor)
        case .streamListpacks: try decodeStream(version: 1, &visitor)
        case .streamListpacks2: try decodeStream(version: 2, &visitor)
        case .streamListpacks3: try decodeStream(version: 3, &visitor)
        case .streamListpacks4: try decodeStream(version: 4, &visitor)
        case .streamListpacks5: try decodeStream(version: 5, &visitor)
        case .module2: try decodeModule(&visitor)
        case .array: try decodeArray(&visitor)
        case .hashTemplateListpack: try decodeTemplateListpack(&visitor)
        case .hashTemplateListpackRef: try decodeTemplateListpackRef(&visitor)
        case .hashTemplateArray: try decodeTemplateArray(&visitor)
        case .hashTemplateArrayRef: try decodeTemplateArrayRef(&visitor)
        case .modulePreGA: throw RDBError(.moduleV1, at: input.offset)
        default: throw RDBError(.unknownType, at: input.offset, found: UInt64(type.byte))
        }
    }
}
