/// Takes from a decoded value what an ``AOFKeyValue`` keeps of it.
struct KeyValueVisitor: RDBValueVisitor {
    private let space: AOFKeyspace
    private var room: Int
    private var isOpaque = false
    private var isEmpty = true
    private var list: ElementList?
    private var set: MemberSet?
    private var scored: ScoredSet?
    private var member: [UInt8] = []
    private var text: [UInt8] = []

    init(_ space: AOFKeyspace) {
        self.space = space
        room = space.room
    }

    static func wantsBytes(of role: RDBRole) -> Bool {
        switch role {
        case .string, .listItem, .setMember, .zsetMember, .hashField: true
        default: false
        }
    }

    /// The value; elements that found no room are not known.
    func value(of type: RDBValueType?) -> AOFKeyValue {
        if isOpaque { return .opaque }
        switch type {
        case .string: return .string(isEmpty: isEmpty)
        case .list: return list.map { .list($0) } ?? .opaque
        case .set, .hash: return set.map { .members($0) } ?? .opaque
        case .zset: return scored.map { .scored($0) } ?? .opaque
        default: return .opaque
        }
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch role {
        case .string:
            isEmpty = Self.bytes(value).isEmpty
        case .listItem:
            add(16) { $0.list = $0.list ?? ElementList() }
            if !isOpaque { list?.push(space.hash(value), first: false) }
        case .setMember, .hashField, .zsetMember: take(Self.bytes(value), role)
        default: break
        }
    }

    private static func bytes(_ value: borrowing RDBScalar) -> [UInt8] {
        switch value {
        case .integer(let integer): return Array(integer.description.utf8)
        case .bytes(let bytes): return unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        }
    }

    private mutating func take(_ bytes: [UInt8], _ role: RDBRole) {
        add(bytes.count + 160) { _ in }
        guard !isOpaque else { return }
        if role == .zsetMember {
            member = bytes
        } else {
            set = set ?? MemberSet()
            set?.members.insert(bytes)
        }
    }

    mutating func score(_ score: Double) {
        guard !isOpaque else { return }
        scored = scored ?? ScoredSet()
        scored?.set(member, to: score)
    }

    private mutating func add(_ bytes: Int, _ prepare: (inout Self) -> Void) {
        room -= bytes
        if room < 0 { isOpaque = true } else { prepare(&self) }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        isEmpty = false
        text = []
        // A list's elements are told apart by a hash of the whole; so large a one is not gathered for that.
        if role == .listItem || length > UInt64(max(0, room)) { isOpaque = true }
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        if !isOpaque { unsafe bytes.withUnsafeBytes { unsafe text.append(contentsOf: $0) } }
    }

    mutating func endLarge(_ role: RDBRole) {
        if role != .string && Self.wantsBytes(of: role) { take(text, role) }
        text = []
    }
}

/// What DUMP answers and RESTORE takes: an object type, a value, the version of the format and a checksum.
struct DumpPayload {
    private let bytes: [UInt8]
    private static let footer = 10

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value; nil where it cannot be decoded.
    func value(in space: AOFKeyspace) -> AOFKeyValue? {
        guard let type = bytes.first.map({ RDBObjectType(rawValue: $0) }), bytes.count > Self.footer else { return nil }
        let buffer = RawBuffer(bytes)
        let input = unsafe ByteReader(
            base: UnsafeRawPointer(buffer.base) + 1, count: bytes.count - 1 - Self.footer, offset: 1)
        var decoder = RDBValueDecoder(input, scratch: RDBScratch(), nodeLimit: UInt64(space.room))
        var visitor = KeyValueVisitor(space)
        do throws(RDBError) {
            try decoder.decode(type, into: &visitor)
        } catch {
            return nil
        }
        _ = consume buffer
        return visitor.value(of: type.valueType)
    }
}
