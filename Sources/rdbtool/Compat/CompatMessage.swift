import RDBKit

/// A finding in the words of an official checker, where it would have found it.
struct CompatMessage {
    /// The sentence.
    let text: String
    /// Bytes that it has read by then.
    let offset: UInt64

    /// nil for what the original does not notice.
    init?(_ finding: RDBFinding, _ style: CompatStyle) {
        let error = finding.error
        guard let (text, isInternal) = Self.words(finding, finding.objectType) else { return nil }
        let line = CompatSourceLine.of(text, style)
        let prefix = "Internal error in RDB reading offset 0, function at rdb.c:\(line) -> "
        self.text = isInternal ? prefix + text : text
        switch error.code {
        case .truncated, .emptyFile: offset = error.offset
        case .notRDB, .unsupportedVersion, .serverVersion: offset = 9
        case .serverType, .serverOpcode: offset = error.offset + 1
        default: offset = error.offset + error.length
        }
    }

    private static func words(_ finding: RDBFinding, _ type: RDBObjectType?) -> (text: String, isInternal: Bool)? {
        let error = finding.error
        let found = error.found ?? 0
        switch error.code {
        case .truncated, .emptyFile, .emptyCollection, .ioError: return ("Unexpected EOF reading RDB file", false)
        case .notRDB: return ("Wrong signature trying to load DB from file", false)
        case .serverVersion where finding.detail == RDBDialect.valkey.rawValue:
            return ("Wrong signature trying to load DB from file", false)
        case .unsupportedVersion, .serverVersion: return ("Can't handle RDB format version \(found)", false)
        case .unknownType, .serverType, .serverOpcode: return ("Invalid object type: \(found)", false)
        case .crcMismatch: return ("RDB CRC error", false)
        case .moduleAuxWhen: return ("bad when_opcode", false)
        case .unknownStringEncoding: return ("Unknown RDB string encoding type \(found)", true)
        case .badLength: return ("Unknown length encoding 2 in rdbLoadLen()", true)
        case .lzfCorrupt, .lzfLength: return ("Invalid LZF compressed string", true)
        case .scoreNaN where type == .zset || type == .zset2: return ("Zset with NAN score detected", true)
        case .streamNodeKey: return ("Stream node key entry is not the size of a stream ID", true)
        case .streamDuplicateConsumer: return ("Duplicate stream consumer detected", true)
        case .pendingDuplicate: return ("Duplicated global PEL entry loading stream consumer group", true)
        case .pendingNotInGroup: return ("Consumer entry not found in group global PEL", true)
        case .pendingNoConsumer: return ("Stream CG PEL entry without consumer", true)
        case .quicklistContainer: return ("Quicklist integrity check failed.", true)
        case .duplicateElement: return duplicate(type).map { ($0, true) }
        default: return integrity(error.code, type).map { ($0, true) }
        }
    }

    private static func duplicate(_ type: RDBObjectType?) -> String? {
        switch type {
        case .set?: "Duplicate set members detected"
        case .zset?, .zset2?: "Duplicate zset fields detected"
        case .hash?, .hashMetadata?: "Hash with dup elements"
        default: type.flatMap(integrity)
        }
    }

    private static let packed: Set<RDBError.Code> = [
        .integerNode, .intsetEncoding, .intsetLength, .intsetOrder, .intsetEmpty, .ziplistLength, .ziplistEntry,
        .ziplistPrevlen, .ziplistTail, .ziplistCount, .zipmapEntry, .zipmapCount, .listpackLength, .listpackEntry,
        .listpackBacklen, .listpackCount, .oddElements, .fieldExpiryOrder, .streamNode, .streamNodeCount,
    ]

    private static func integrity(_ code: RDBError.Code, _ type: RDBObjectType?) -> String? {
        packed.contains(code) ? type.flatMap(integrity) : nil
    }

    private static func integrity(_ type: RDBObjectType) -> String? {
        let what: String? =
            switch type {
            case .setIntset: "Intset"
            case .hashZipmap: "Zipmap"
            case .listZiplist: "List ziplist"
            case .listQuicklist: "Ziplist"
            case .listQuicklist2: "Listpack"
            case .hashZiplist: "Hash ziplist"
            case .zsetZiplist: "Zset ziplist"
            case .hashListpack, .hashListpackEx: "Hash listpack"
            case .zsetListpack: "Zset listpack"
            case .setListpack: "Set listpack"
            case .streamListpacks, .streamListpacks2, .streamListpacks3: "Stream listpack"
            default: nil
            }
        return what.map { $0 + " integrity check failed." }
    }
}
