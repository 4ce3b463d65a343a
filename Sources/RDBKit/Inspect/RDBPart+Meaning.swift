/// What parts mean, in words.
extension RDBPart {
    /// What the part means in a file of this dialect; `subject` is what its string is, where no role says it.
    func meaning(_ dialect: RDBDialect, subject: String) -> String {
        let subject = role?.subject ?? subject
        switch kind {
        case .header: return "magic and version"
        case .opcode: return opcodeMeaning(dialect)
        case .stringLength: return "\(node?.rawValue ?? subject) length \(valueText)"
        case .stringEncoding: return "\(node?.rawValue ?? subject) as \(encodingName)"
        case .compressedLength: return "compressed length \(valueText)"
        case .expandedLength: return "length \(valueText)"
        case .compressed: return "\(subject), compressed \(valueText)".trimmed
        case .entriesRead where number == .max: return "entries read unknown"
        case .string, .integer, .element: return "\(subject) \(valueText)"
        case .moduleID: return "module \(moduleName)"
        case .moduleOpcode, .whenOpcode: return "module opcode \(moduleOpcodeName)"
        case .container: return "quicklist node \(containerName)"
        case .entryFlags: return "stream entry: flags \(valueText)\(flagNames)"
        case .when: return "module data \(isOne ? "in front of" : "behind") the keys"
        case .checksum: return "CRC-64 \(hexText)"
        case .trailing: return "bytes behind the end"
        case .unread: return "not read"
        case .undecoded: return "not decoded"
        default: return "\(name) \(valueText)".trimmed
        }
    }

    /// The name of the kind as a sentence has it.
    private var name: String {
        switch kind {
        case .expiryMs: "expires at (Unix ms)"
        case .expirySeconds: "expires at (Unix s)"
        case .idle: "idle seconds"
        case .count: "count"
        case .pending: "pending entries"
        case .deliveryTime: "delivered at (Unix ms)"
        case .seenTime: "seen at (Unix ms)"
        case .activeTime: "active at (Unix ms)"
        case .fieldExpiry: "field expires at"
        case .leastExpiry: "least field expiry (Unix ms)"
        case .nodeBytes: "node: bytes"
        case .nodeTail: "node: offset of the last element"
        case .nodeCount: "node: elements"
        case .nodeWidth: "node: bytes of each member"
        case .nodeEnd: "node: end"
        case .nodeID: "master id"
        case .entryMs: "ms above the master id"
        case .entrySequence: "sequence above the master id"
        case .entryItems: "elements of the entry"
        case .inlineCommand: "inline command"
        default: String(kind.rawValue.map { $0 == "-" ? " " : $0 })
        }
    }

    private var number: UInt64? {
        switch value {
        case .unsigned(let number): number
        case .signed(let number): UInt64(exactly: number)
        default: nil
        }
    }

    private var isOne: Bool { number == 1 }

    private var hexText: String {
        let digits = String(number ?? 0, radix: 16)
        return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The value as text; a string in quotes, cut where it is long.
    var valueText: String {
        switch value {
        case .none: ""
        case .unsigned(let number): "\(number)"
        case .signed(let number): "\(number)"
        case .double(let number): "\(number)"
        case .id(let id): "\(id.milliseconds)-\(id.sequence)"
        case .bytes(let bytes, let count): PartText.quoted(bytes) + (UInt64(bytes.count) < count ? "..." : "")
        }
    }

    private var encodingName: String {
        switch UInt8(truncatingIfNeeded: number ?? 255) {
        case RDBStringEncoding.int8: "integer of 8 bits"
        case RDBStringEncoding.int16: "integer of 16 bits"
        case RDBStringEncoding.int32: "integer of 32 bits"
        case RDBStringEncoding.lzf: "LZF"
        default: "unknown encoding \(valueText)"
        }
    }

    private var moduleName: String {
        let id = ModuleID(rawValue: number ?? 0)
        return "\(id.name), encoding version \(id.encodingVersion)"
    }

    private var moduleOpcodeName: String {
        switch number {
        case ModuleOpcode.eof: "EOF"
        case ModuleOpcode.sint: "SINT"
        case ModuleOpcode.uint: "UINT"
        case ModuleOpcode.float: "FLOAT"
        case ModuleOpcode.double: "DOUBLE"
        case ModuleOpcode.string: "STRING"
        default: valueText
        }
    }

    private var containerName: String {
        switch number {
        case QuicklistContainer.plain: "plain"
        case QuicklistContainer.packed: "packed"
        default: valueText
        }
    }

    private var flagNames: String {
        switch number {
        case 1: " (deleted)"
        case 2: " (master's fields)"
        case 3: " (deleted, master's fields)"
        default: ""
        }
    }

    private func opcodeMeaning(_ dialect: RDBDialect) -> String {
        let byte = UInt8(truncatingIfNeeded: number ?? 0)
        guard byte < RDBOpcode.vendor242 else { return "opcode \(byte) \(RDBOpcode.name(of: byte, dialect))" }
        return "type \(byte) \(RDBObjectType(byte: byte, dialect: dialect).description)"
    }
}

extension RDBRole {
    /// What the string is, as a sentence has it.
    fileprivate var subject: String? {
        switch self {
        case .string: nil
        case .listItem: "item"
        case .setMember, .zsetMember: "member"
        case .hashField, .streamField: "field"
        case .hashValue, .streamValue: "value"
        case .arrayItem: "element"
        case .groupName: "group"
        case .consumerName: "consumer"
        case .producer: "producer"
        case .producerMessage: "message"
        case .moduleString: "module string"
        case .auxField: "AUX field"
        case .auxValue: "AUX value"
        case .functionCode: "function library"
        }
    }
}

extension RDBOpcode {
    /// The servers' name of an opcode, without `RDB_OPCODE_`.
    static func name(of byte: UInt8, _ dialect: RDBDialect) -> String {
        switch byte {
        case vendor242: dialect == .valkey ? "inline command" : "HASH_TEMPLATE"
        case vendor243: dialect == .valkey ? "SLOT_IMPORT" : "KEY_META"
        case slotInfo: "SLOT_INFO"
        case function2: "FUNCTION2"
        case functionPreGA: "FUNCTION_PRE_GA"
        case moduleAux: "MODULE_AUX"
        case idle: "IDLE"
        case freq: "FREQ"
        case aux: "AUX"
        case resizeDB: "RESIZEDB"
        case expireTimeMs: "EXPIRETIME_MS"
        case expireTime: "EXPIRETIME"
        case selectDB: "SELECTDB"
        default: "EOF"
        }
    }
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
