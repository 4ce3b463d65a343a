/// Reads a value into memory, as far as there is room.
struct DiffValueCollector: RDBValueVisitor, ~Copyable {
    /// Memory that a string or an element takes besides its bytes.
    private static let bytesPerString = 96

    private let form: ContentForm
    private var room: Int
    private var overflowed = false
    private(set) var damage: RDBError?
    /// Whether a field has an expiry, though it may not count.
    private(set) var hasFieldExpiries = false
    private var type = RDBValueType.string

    private var strings: [[UInt8]] = []
    private var set: Set<[UInt8]> = []
    private var scores: [[UInt8]: Double] = [:]
    private var fields: [[UInt8]: DiffValue.Field] = [:]
    private var stream = DiffStream()
    /// What modules and arrays are compared by.
    private var digester: PublishedDigester
    /// The string that arrives in pieces.
    private var large: [UInt8] = []
    private var pendingName: [UInt8] = []
    private var entry: StreamID?
    private var group: [UInt8] = []
    private var consumer: [UInt8] = []

    init(_ form: ContentForm, room: Int) {
        self.form = form
        self.room = room
        digester = ContentDigester.values(form)
    }

    private var isOpaque: Bool { type == .module || type == .array }

    mutating func begin(_ type: RDBValueType) {
        self.type = type
        if isOpaque { digester.begin(type) }
    }

    /// The value; nil where it found no room.
    mutating func finish() -> DiffValue? {
        if isOpaque { return .opaque(digester.finish()) }
        if overflowed { return nil }
        switch type {
        case .string: return .string(strings.first ?? [])
        case .list: return .list(strings)
        case .set: return .set(set)
        case .zset: return .zset(scores)
        case .hash: return .hash(fields)
        case .stream: return .stream(stream)
        case .module, .array: return nil
        }
    }

    // MARK: Strings

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        if isOpaque { return digester.scalar(value, role) }
        switch value {
        case .bytes(let bytes):
            guard take(bytes.byteCount + Self.bytesPerString) else { return }
            keep(unsafe bytes.withUnsafeBytes { unsafe Array($0) }, role)
        case .integer(let integer):
            guard take(Self.bytesPerString) else { return }
            keep(Array(integer.description.utf8), role)
        }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        if isOpaque { return digester.beginLarge(role, length: length) }
        large = []
        if take(Int(clamping: length)) { large.reserveCapacity(Int(clamping: length) + RawBuffer.slack) }
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        if isOpaque { return digester.largeChunk(bytes) }
        if !overflowed { unsafe bytes.withUnsafeBytes { unsafe large.append(contentsOf: $0) } }
    }

    mutating func endLarge(_ role: RDBRole) {
        if isOpaque { return digester.endLarge(role) }
        if !overflowed { keep(large, role) }
        large = []
    }

    private mutating func take(_ bytes: Int) -> Bool {
        if overflowed || bytes > room {
            overflowed = true
            return false
        }
        room -= bytes
        return true
    }

    private mutating func keep(_ string: [UInt8], _ role: RDBRole) {
        switch role {
        case .string, .listItem: strings.append(string)
        case .setMember: set.insert(string)
        case .zsetMember, .hashField: pendingName = string
        case .hashValue: fields[pendingName] = DiffValue.Field(value: string)
        case .streamField, .streamValue:
            if let entry { stream.entries[entry, default: []].append(string) }
        case .groupName: group = string
        case .consumerName: consumer = string
        default: break
        }
    }

    // MARK: What strings carry

    mutating func score(_ score: Double) {
        if !overflowed { scores[pendingName] = score }
    }

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        guard let milliseconds else { return }
        hasFieldExpiries = true
        guard !overflowed else { return }
        if let now = form.nowMs, milliseconds < now {
            fields[pendingName] = nil
        } else if form.hasExpiries {
            fields[pendingName]?.expiry = milliseconds
        }
    }

    mutating func arrayIndex(_ index: UInt64) { digester.arrayIndex(index) }
    mutating func arrayDouble(_ value: Double) { digester.arrayDouble(value) }
    mutating func module(_ id: ModuleID) { digester.module(id) }
    mutating func moduleItem(_ item: ModuleItem) { digester.moduleItem(item) }

    mutating func damage(_ error: RDBError) {
        if damage == nil && error.code.losesContent { damage = error }
    }

    // MARK: Streams

    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        entry = isDeleted ? nil : id
        if !isDeleted && take(Self.bytesPerString) { stream.entries[id] = [] }
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        entry = nil
        stream.lastID = metadata.lastID
    }

    mutating func streamGroup(_ group: StreamGroup) {
        guard form.hasGroups, !overflowed else { return }
        stream.groups[self.group] = DiffStream.Group(lastID: group.lastID)
    }

    mutating func streamPending(_ pending: StreamPending) {
        guard form.hasGroups, take(Self.bytesPerString) else { return }
        stream.groups[group]?.pending[pending.id] = DiffStream.Pending(
            deliveredMs: pending.deliveredMs, deliveries: pending.deliveries)
    }

    mutating func streamConsumer(_ consumer: StreamConsumer) {
        guard form.hasGroups, !overflowed else { return }
        stream.groups[group]?.consumers.insert(self.consumer)
    }

    mutating func streamConsumerPending(_ id: StreamID) {
        guard form.hasGroups, !overflowed else { return }
        stream.groups[group]?.pending[id]?.consumer = consumer
    }
}
