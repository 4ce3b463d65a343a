internal import SystemPackage

extension RDBError.Code {
    /// What is wrong, in words; what was expected and found follows from the error.
    var summary: String {
        switch self {
        case .ioError: "reading failed"
        case .memoryLimit: "too large to check within the memory limit"
        case .emptyFile: "the file is empty"
        case .notRDB: "not an RDB file: it starts with neither REDIS nor VALKEY and a version"
        case .unsupportedVersion: "no server writes this version of the format"
        case .truncated: "the file ends too early"
        case .badLength: "not a length encoding"
        case .oddLength: "length in a form that no server writes (servers read its lower six bits)"
        case .unknownStringEncoding: "unknown string encoding"
        case .dictionaryString: "string refers to a dictionary that only Redis Enterprise has"
        case .unknownType: "unknown object type or opcode"
        case .moduleV1: "module value of a pre-release of Redis 4.0, which nothing can read"
        case .moduleOpcode: "unknown opcode in a module value"
        case .moduleAuxWhen: "module AUX does not say when it is to be loaded"
        case .vendorOpcode: "not an inline command"
        default:
            compressionSummary ?? stringSummary ?? valueSummary ?? streamSummary ?? aofSummary ?? setSummary
                ?? fileSummary
        }
    }

    private var compressionSummary: String? {
        switch self {
        case .compressedTruncated: "the compressed file ends in the middle, the rest of it is missing"
        case .compressedCorrupt: "the compressed file is corrupt"
        case .compressedWindow: "the zstd window is larger than the memory allowed for it, see --memory"
        case .compressedDictionary: "compressed with a dictionary, which the file does not hold"
        case .compressedEnvelope: "compressed by Valkey in a way that this tool does not know"
        default: nil
        }
    }

    private var stringSummary: String? {
        switch self {
        case .lzfCorrupt: "LZF string does not expand to its length"
        case .lzfLength: "LZF string declares a length that it cannot have"
        case .integerNode: "an integer stands where a packed node should be"
        case .intsetEncoding: "intset width is not 2, 4 or 8"
        case .intsetLength: "intset length does not match its header"
        case .intsetOrder: "intset is not ascending"
        case .intsetEmpty: "intset is empty (servers refuse it)"
        case .ziplistLength: "ziplist length does not match its header"
        case .ziplistEntry: "ziplist entry runs past the end"
        case .ziplistPrevlen: "ziplist entry has a wrong previous length"
        case .ziplistTail: "ziplist tail offset does not lead to the last entry"
        case .ziplistCount: "ziplist holds another number of entries than it declares"
        case .zipmapEntry: "zipmap entry runs past the end"
        case .zipmapCount: "zipmap holds another number of pairs than it declares"
        case .listpackLength: "listpack length does not match its header"
        case .listpackEntry: "listpack entry runs past the end"
        case .listpackBacklen: "listpack entry has a wrong backward length"
        case .listpackCount: "listpack holds another number of entries than it declares"
        case .oddElements: "the last element has no partner"
        default: nil
        }
    }

    private var valueSummary: String? {
        switch self {
        case .quicklistContainer: "unknown quicklist node container"
        case .score: "score is not a number"
        case .scoreNaN: "score is NaN"
        case .scoreOrder: "scores are not ascending"
        case .fieldExpiry: "field expiry out of range"
        case .fieldExpiryOrder: "fields are not ascending by expiry"
        case .duplicateElement: "the same element occurs twice"
        case .arrayTag: "unknown array element tag"
        case .arrayOrder: "array indices are not ascending"
        case .templateUnknown: "no such hash template"
        case .emptyCollection: "empty collection (servers skip it)"
        default: nil
        }
    }

    private var streamSummary: String? {
        switch self {
        case .streamNodeKey: "stream node key is not a string of 16 bytes"
        case .streamNode: "stream node is malformed"
        case .streamNodeCount: "stream node holds another number of entries than it declares"
        case .streamOrder: "stream ids are not ascending"
        case .streamLength: "stream length differs from its live entries"
        case .streamLastID: "stream holds an id beyond its last id"
        case .streamGroupID: "consumer group has read beyond the stream's last id"
        case .streamDuplicateGroup: "the same consumer group occurs twice"
        case .streamDuplicateConsumer: "the same consumer occurs twice"
        case .pendingDuplicate: "the same id is pending twice"
        case .pendingNotInGroup: "consumer has a pending id that its group does not have"
        case .pendingTwoConsumers: "two consumers have the same pending id"
        case .pendingNoConsumer: "pending ids belong to no consumer"
        default: nil
        }
    }

    private var fileSummary: String {
        switch self {
        case .crcMismatch: "checksum does not match"
        case .crcDisabled: "checksum disabled by the writer: damage to plain bytes would go unseen"
        case .crcMissing: "this version has no checksum, though the contents are newer"
        case .trailingBytes: "bytes behind the end of the data"
        case .duplicateKey: "the same key occurs twice"
        case .keyCollision: "the key would get the same name as another"
        case .targetLacks: "not for this target"
        case .targetUnknown: "no server that values are encoded for writes this version of the format: name one (--for)"
        case .danglingKeyOpcode: "expiry, idle time or frequency without a key"
        case .repeatedKeyOpcode: "expiry, idle time or frequency given twice for one key"
        case .negativeExpiry: "expiry before 1970"
        case .resizeHint: "database holds another number of keys than its hint says"
        case .slotNumber: "no such cluster slot, or not that of the key"
        case .slotCount: "cluster slot holds another number of keys than it declares"
        case .slotImportName: "slot import job name is not 40 characters"
        case .functionPreGA: "function of a release candidate of Redis 7.0, which no server loads"
        case .functionShebang: "function library does not start with #!engine name=..."
        case .functionEngine: "function library for an engine that no server has built in"
        case .functionTwice: "the same function library occurs twice"
        case .functionFails: "the function library does not load"
        case .scriptFails: "the Lua script in an AUX field does not compile"
        case .functionNameTwice: "two libraries register a function of the same name"
        case .databaseNumber: "database number beyond the servers' default of 16"
        case .versionType: "object type is newer than the version of the file"
        case .newerVersion: "version is newer than any this tool knows; all its types were known"
        case .unconfirmedVersion: "layout known from source only: no real server has confirmed it"
        case .serverVersion: "the server does not read this version of the format"
        case .serverType: "the server does not know values of this layout"
        case .serverOpcode: "the server does not know this opcode"
        case .serverDatabase: "database number beyond the server's setting"
        case .serverAux: "the server cannot read this AUX field"
        case .serverMemory: "the server reserves memory for so many keys, which no machine has"
        case .serverModule: "data of a module that the server does not have"
        case .fieldExpired: "fields have expired, which the server drops while it loads"
        case .notChecked: "not checked"
        case .tooFewKeys: "fewer keys than demanded"
        case .tooFewBytes: "fewer bytes than demanded"
        case .tooOld: "older than allowed"
        case .expectation: "expectation not met"
        case .certificate: "not as certified"
        case .json: "not JSON as convert writes it"
        case .notRepeatable: "what was asked for needs a second reading, and a pipe can be read only once"
        case .payloadVersion: "RESTORE payloads of this version of the format are not accepted by the target"
        default: rawValue
        }
    }

    /// Writes an expected or found number the way it is read best.
    func render(_ number: UInt64) -> String {
        switch self {
        case .crcMismatch: return Self.hex(number, digits: 16)
        case .json: return JSONExpectation.text(number)
        case .ioError: return Errno(rawValue: CInt(truncatingIfNeeded: number)).description
        case .badLength, .unknownType, .aofFormat: return Self.hex(number, digits: 2)
        case .intsetOrder, .aofCount, .aofLength: return "\(Int64(bitPattern: number))"
        case .compressedTruncated: return number.counted("compressed byte")
        case .compressedCorrupt: return "at compressed byte \(number)"
        case .compressedWindow: return Self.size(number)
        case .compressedEnvelope: return Self.hex(number, digits: 8)
        default: return "\(number)"
        }
    }

    private static func size(_ bytes: UInt64) -> String {
        if bytes % (1 << 20) == 0 { return "\(bytes >> 20) MiB" }
        return bytes % (1 << 10) == 0 ? "\(bytes >> 10) KiB" : bytes.counted("byte")
    }

    private static func hex(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
