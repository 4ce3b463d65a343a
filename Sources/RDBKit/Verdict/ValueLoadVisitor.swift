/// Walks a damaged value once more, as a server's loader sees it.
///
/// Only values that the check found fault with come here: what is sound loads everywhere where its type is known.
@safe
struct ValueLoadVisitor: RDBValueVisitor, ~Copyable {
    private typealias Situation = LoadRule.Situation

    /// Something that the loader meets, and what that does.
    struct Event {
        var effect: LoadEffect
        var error: RDBError
    }

    private let type: RDBObjectType
    private let target: ServerTarget
    private let valueOffset: UInt64
    private var stream: StreamChecker
    private var fields = SmallHashFields()
    /// What is true of the node that is walked.
    private var node: Situation = []
    private var nodeLength: UInt64 = 0
    private var isInNode = false
    private var streamNodes: UInt64 = 0
    /// In an entry that is not deleted; and whether one was read as far as its first value.
    private var isInLiveEntry = false
    private var hasLiveEntry = false
    /// Triples of a packed hash that were walked over.
    private var triples = 0
    /// A score that is no number, or not only one.
    private var badScore: RDBError?
    private var lastMaster: StreamID?
    private var consumerIDs: Set<StreamID> = []
    /// Elements that a list has afterwards.
    private var listItems: UInt64 = 0
    /// What happens, in the order of the file; nothing behind what is fatal.
    private(set) var events: [Event] = []
    /// Nothing of the key is left.
    private(set) var losesKey = false

    init(_ type: RDBObjectType, at offset: UInt64, target: ServerTarget, budget: MemoryBudget) {
        self.type = type
        self.target = target
        valueOffset = offset
        stream = StreamChecker(budget: budget)
        stream.begin()
    }

    private var isOver: Bool { events.last?.effect.isFatal == true }

    // MARK: Nodes and elements

    mutating func node(_ node: RDBNode) {
        self.node = []
        nodeLength = node.byteCount
        isInNode = true
        if type == .listZiplist && target == .redis62 { self.node.insert(.walked) }
    }

    mutating func beginCollection(count: UInt64?) {
        if !isInNode { return beginPlain(count ?? 0) }
        if count == 0 { node.insert(.declaredEmpty) }
        if type.isList { listItems += count ?? 1 }
        guard let limit = type.packedLimit else {
            if count == nil { node.insert(.walked) }
            return
        }
        if count == nil { node.insert(.walked) }
        if let count, count > limit { node.formUnion([.walked, .converted]) }
    }

    private mutating func beginPlain(_ count: UInt64) {
        let isHash = type == .hash || type == .hashMetadata || type == .hashMetadataPreGA
        fields.isUsed = isHash && count <= PackedLimit.hash && target.traits.listpack == .frame
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        if role == .groupName || role == .consumerName { return name(value, role) }
        settleScore()
        if role == .streamValue && isInLiveEntry { hasLiveEntry = true }
        if type.isList && !node.contains(.declaredEmpty) { listItems += 1 }
        guard fields.isUsed, role == .hashField || role == .hashValue else { return }
        guard let situation = fields.add(value, role) else { return }
        note(.duplicateElement, at: valueOffset, situation)
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        if type.isList { listItems += 1 }
        guard fields.isUsed, let situation = fields.addLarge(role) else { return }
        note(.duplicateElement, at: valueOffset, situation)
    }

    // MARK: Damage

    mutating func damage(_ error: RDBError) {
        if error.code == .emptyCollection && type.isList { return }
        if error.code == .score && type == .zset { return badScore = error }
        add(error, situation(of: error))
    }

    /// A score that follows its own damage is what servers read.
    mutating func score(_ score: Double) {
        if let error = badScore { add(error, situation(of: error).union(.prefix)) }
        badScore = nil
    }

    private mutating func settleScore() {
        if let error = badScore { add(error, situation(of: error)) }
        badScore = nil
    }

    private func situation(of error: RDBError) -> LoadRule.Situation {
        var situation = type.isPacked ? node.union(.packed) : node
        if target == .redis62 { situation.insert(.old) }
        if type == .hashZipmap { situation.insert(.zipmap) }
        if error.found == 0 && !type.isPacked { situation.insert(.emptyText) }
        if error.expected == 0xFF && error.inner == nodeLength &- 1 { situation.insert(.frame) }
        if error.code == .ziplistTail && (error.found ?? 0) >= nodeLength { situation.insert(.frame) }
        if isHarmless(error) { situation.insert(.harmless) }
        if isFirst(error) { situation.insert(.firstEntry) }
        if validation == .entries { situation.insert(.validated) }
        return situation
    }

    /// A backward length that only servers' way of reading takes for the right one, or one that leads to some other
    /// entry of the node.
    private func isHarmless(_ error: RDBError) -> Bool {
        switch error.code {
        case .listpackBacklen: error.found == error.expected
        case .ziplistPrevlen: type == .listZiplist && (error.found ?? .max) &+ 10 <= error.inner ?? 0
        default: false
        }
    }

    /// Servers look at the first entry of a stream's node, and at the first expiry of a hash.
    private func isFirst(_ error: RDBError) -> Bool {
        if type == .hashListpackEx { return triples == 0 }
        guard type.isStream, let inner = error.inner else { return false }
        // Servers since 7.0 look for the first entry that is not deleted, which older streams do not name.
        if type == .streamListpacks && target != .redis62 && streamNodes == 1 && !hasLiveEntry { return true }
        return inner == 6 || error.code == .listpackBacklen && inner == 6 + (error.expected ?? 0)
    }

    mutating func fieldExpiry(_ milliseconds: Int64?) { triples += 1 }

    private var validation: LoaderTraits.Validation {
        type.hasZiplists ? target.traits.ziplist : target.traits.listpack
    }

    private mutating func note(_ code: RDBError.Code?, at offset: UInt64, _ more: LoadRule.Situation = []) {
        guard let code else { return }
        let error = RDBError(code, at: offset)
        add(error, situation(of: error).union(more))
    }

    private mutating func add(_ error: RDBError, _ situation: LoadRule.Situation) {
        guard !isOver, events.count < 16 else { return }
        let effect = LoadRules.effect(of: error.code, in: situation)
        if effect == .loses { losesKey = true }
        events.append(Event(effect: effect, error: error))
    }

    /// Adds what shows only behind the value; `hasDuplicates`: the check found elements that occur twice.
    mutating func finish(hasDuplicates: Bool) {
        settleScore()
        if hasDuplicates && !fields.isUsed { note(.duplicateElement, at: valueOffset) }
        if hasDuplicates && fields.isUsed && !events.contains(where: { $0.error.code == .duplicateElement }) {
            note(.duplicateElement, at: valueOffset, .smallHash)
        }
        if type.isList && listItems == 0 { note(.emptyCollection, at: valueOffset, []) }
        if type.isList && listItems == 0 && !isOver { losesKey = true }
    }
}

/// Streams.
extension ValueLoadVisitor {
    static func wantsBytes(of role: RDBRole) -> Bool {
        switch role {
        case .groupName, .consumerName, .hashField, .hashValue: true
        default: false
        }
    }

    mutating func streamNode(_ master: StreamID) {
        streamNodes += 1
        if let lastMaster, lastMaster >= master {
            note(.streamOrder, at: valueOffset, lastMaster == master ? .same : [])
        }
        lastMaster = master
    }

    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        isInLiveEntry = !isDeleted
        _ = stream.entry(id, isDeleted: isDeleted)
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        for error in stream.check(metadata, at: valueOffset) {
            add(error, situation(of: error))
        }
        if metadata.length > 0 && streamNodes == 0 { note(.streamNodeKey, at: valueOffset) }
    }

    mutating func streamGroup(_ group: StreamGroup) { stream.beginPending() }

    mutating func streamPending(_ pending: StreamPending) { note(stream.pending(pending.id), at: valueOffset) }

    mutating func streamConsumer(_ consumer: StreamConsumer) { consumerIDs.removeAll() }

    mutating func streamConsumerPending(_ id: StreamID) {
        let isNew = consumerIDs.count >= 1 << 16 || consumerIDs.insert(id).inserted
        note(stream.owned(id), at: valueOffset, isNew ? [] : .same)
    }

    mutating func endStreamGroup() {
        let (unowned, duplicates) = stream.endGroup()
        if duplicates > 0 { note(.pendingDuplicate, at: valueOffset) }
        if unowned > 0 { note(.pendingNoConsumer, at: valueOffset) }
    }

    private mutating func name(_ value: borrowing RDBScalar, _ role: RDBRole) {
        var collector = StringCollector(room: 1 << 20)
        collector.scalar(value, role)
        var hasher = Hasher()
        hasher.combine(collector.strings.first ?? [])
        let hash = UInt64(bitPattern: Int64(hasher.finalize()))
        let code = role == .groupName ? stream.groupName(hash) : stream.consumerName(hash)
        note(code, at: valueOffset)
    }
}

extension RDBObjectType {
    /// Whether elements share blobs.
    fileprivate var isPacked: Bool {
        switch self {
        case .string, .list, .set, .zset, .zset2, .hash, .hashMetadata, .hashMetadataPreGA, .hash2: false
        default: true
        }
    }

    fileprivate var isList: Bool { self == .listZiplist || self == .listQuicklist || self == .listQuicklist2 }

    fileprivate var hasZiplists: Bool {
        switch self {
        case .listZiplist, .listQuicklist, .hashZiplist, .zsetZiplist: true
        default: false
        }
    }

    /// Elements above which a server converts a packed value; nil: it never does, or whatever the count.
    fileprivate var packedLimit: UInt64? {
        switch self {
        case .hashZiplist, .hashListpack, .hashListpackEx, .hashListpackExPreGA: PackedLimit.hash
        case .zsetZiplist, .zsetListpack: PackedLimit.zset
        case .setListpack: PackedLimit.set
        case .setIntset: PackedLimit.intset
        default: nil
        }
    }
}
