/// What a reader of JSON expects where something else stands; its number is the error's ``RDBError/expected``.
///
/// What was found is a byte or ``end``, so that no number has two meanings.
enum JSONExpectation: UInt64 {
    // Grammar.
    case value = 1000, object, array, memberName, colon, memberEnd, elementEnd, lineEnd, fileEnd
    case string, stringEnd, stringCharacter, escape, hexDigit, surrogate, utf8
    case number, digit, integer, depth
    // Shape.
    case base64, once, streamID, score, type, typeFirst, typedValue, oneValue, moduleName, partKind, consumer
    case keyMembers, bytesMember, fieldMembers, fieldFirst, memberMembers, itemMembers, indexFirst
    case moduleMembers, moduleFirst, partMembers, kindFirst, functionMembers
    case streamMembers, streamFirst, entryMembers, idFirst, groupMembers, consumerMembers, pendingMembers

    /// The number that is found behind the last byte.
    static let end: UInt64 = 256

    /// Expected or found, in words.
    static func text(_ number: UInt64) -> String {
        if let expectation = JSONExpectation(rawValue: number) { return expectation.grammar ?? expectation.shape }
        switch number {
        case end: return "the end of the file"
        case 0x0A: return "the end of the line"
        case 0x20...0x7E: return "'\(Character(Unicode.Scalar(UInt8(number))))'"
        default: return "byte 0x" + (number < 16 ? "0" : "") + String(number, radix: 16, uppercase: true)
        }
    }

    private var grammar: String? {
        switch self {
        case .value: "a value"
        case .object: "an object"
        case .array: "an array"
        case .memberName: "the name of a member"
        case .colon: "':'"
        case .memberEnd: "',' or '}'"
        case .elementEnd: "',' or ']'"
        case .lineEnd: "the end of the line"
        case .fileEnd: "the end of the file"
        case .string: "a string"
        case .stringEnd: "the end of the string"
        case .stringCharacter: "a character (control characters are escaped)"
        case .escape: "an escape sequence"
        case .hexDigit: "a hexadecimal digit"
        case .surrogate: "a surrogate pair"
        case .utf8: "UTF-8"
        case .number: "a number"
        case .digit: "a digit"
        case .integer: "an integer in range"
        case .depth: "a value that is nested less deeply"
        default: nil
        }
    }

    private var shape: String {
        switch self {
        case .base64: "standard base64 behind base64:"
        case .once: "each member once"
        case .streamID: "the id of a stream entry"
        case .score: "a score"
        case .type: "a type that this version knows"
        case .typeFirst: "type in front of the value"
        case .typedValue: "the value in a member that is named like its type"
        case .oneValue: "one value"
        case .moduleName: "the name and encoding version of a module"
        case .partKind: "sint, uint, float, double or string, and a value of this kind"
        case .consumer: "consumers that the group has"
        case .keyMembers: "db and key"
        case .bytesMember: "bytes (convert --with bytes), by which is filtered"
        default: members
        }
    }

    private var members: String {
        switch self {
        case .fieldMembers: "field and value"
        case .fieldFirst: "field in front of value"
        case .memberMembers: "member and score"
        case .itemMembers: "index and value"
        case .indexFirst: "index in front of value"
        case .moduleMembers: "name, encver and parts"
        case .moduleFirst: "name and encver in front of parts"
        case .partMembers: "kind and value"
        case .kindFirst: "kind in front of value"
        case .functionMembers: "code"
        case .streamMembers: "entries, length, last_id and groups"
        case .streamFirst: "entries and all counters in front of groups"
        case .entryMembers: "id and fields"
        case .idFirst: "id in front of fields"
        case .groupMembers: "name, last_id, consumers and pending"
        case .consumerMembers: "name and seen_ms"
        case .pendingMembers: "id, delivered_ms and deliveries"
        default: ""
        }
    }
}
