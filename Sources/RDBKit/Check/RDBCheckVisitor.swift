/// Checks the elements of one value, and keeps the findings of a thread.
@safe
struct RDBCheckVisitor: RDBValueVisitor, ~Copyable {
    /// The record that findings are about.
    @safe
    struct Place {
        var database: UInt64 = 0
        var key = RDBKey()
        var objectType = RDBObjectType.string
        /// Only while a key's value is decoded.
        var isInKey = false
    }

    let hash: KeyedHash
    /// The second half of a 128-bit hash.
    let secondHash: KeyedHash
    var place = Place()
    /// Offset of the value that is decoded; findings across nodes are placed there.
    var valueOffset: UInt64 = 0
    var findings: FindingCollector
    var elements: ElementSet
    var stream: StreamChecker
    /// The module type of the current value.
    var moduleID = ModuleID(rawValue: 0)
    /// Elements of the current value must differ.
    var tracksElements = false
    /// The current value cannot be read again.
    var needsWideHashes = false
    /// Something is wrong with the current value.
    var isValueDamaged = false
    /// An element of the current value occurs twice.
    var hasDuplicateElements = false
    /// What decides whether a server loads the file, where one was asked for.
    var loading: LoadWatch?
    /// Whether that is asked for: `loading` copies itself to be compared with nil, which is too much for each record.
    let isJudged: Bool
    /// Elements of the current value that are too large to be compared.
    var largeElements: UInt64 = 0

    init(
        findings: FindingCollector, budget: MemoryBudget, store: FingerprintStore, hashes: [KeyedHash],
        loading: LoadWatch? = nil
    ) {
        self.findings = findings
        self.loading = loading
        isJudged = loading != nil
        hash = hashes[0]
        secondHash = hashes[1]
        elements = ElementSet(store: store)
        stream = StreamChecker(budget: budget)
    }

    /// Damage behind which the entries of a stream node are not counted.
    private static let hidesEntries: Set<RDBError.Code> = [
        .memoryLimit, .lzfCorrupt, .lzfLength, .integerNode, .listpackLength, .listpackEntry, .listpackBacklen,
        .streamNode, .streamNodeKey,
    ]

    /// Findings are about this key from now on.
    @inline(__always)
    mutating func enter(_ database: UInt64, _ key: RDBKey, _ type: RDBObjectType, _ offset: UInt64) {
        place.database = database
        place.key = key
        place.objectType = type
        place.isInKey = true
        isValueDamaged = false
        hasDuplicateElements = false
        valueOffset = offset
    }

    static func wantsBytes(of role: RDBRole) -> Bool {
        switch role {
        case .hashField, .setMember, .zsetMember, .groupName, .consumerName: true
        default: false
        }
    }

    mutating func beginCollection(count: UInt64?) {
        if tracksElements { elements.begin(count: count) }
    }

    mutating func node(_ node: RDBNode) {
        // The walk itself proves that an intset ascends.
        if node.kind == .intset { tracksElements = false }
    }

    @inline(__always)
    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch role {
        case .hashField, .setMember, .zsetMember:
            guard tracksElements else { return }
            if needsWideHashes || elements.usesWideStore {
                elements.insertWide(hash.hash(value), secondHash.hash(value))
            } else {
                elements.insert(hash.hash(value))
            }
        case .groupName: report(stream.groupName(hash.hash(value)))
        case .consumerName: report(stream.consumerName(hash.hash(value)))
        default: break
        }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        switch role {
        case .hashField, .setMember, .zsetMember: largeElements += 1
        default: break
        }
    }

    mutating func streamNode(_ master: StreamID) { report(stream.node(master)) }

    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        report(stream.entry(id, isDeleted: isDeleted))
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        for error in stream.check(metadata, at: valueOffset) { damage(error) }
    }

    mutating func streamGroup(_ group: StreamGroup) {
        report(stream.check(group))
        stream.beginPending()
    }

    mutating func streamPending(_ pending: StreamPending) { report(stream.pending(pending.id)) }

    mutating func streamConsumerPending(_ id: StreamID) { report(stream.owned(id)) }

    mutating func streamNack(_ id: StreamID) { report(stream.owned(id)) }

    mutating func endStreamGroup() {
        let (unowned, duplicates) = stream.endGroup()
        if duplicates > 0 {
            damage(RDBError(.pendingDuplicate, at: valueOffset))
            findings.countMore(.pendingDuplicate, duplicates - 1)
        }
        if unowned > 0 { damage(RDBError(.pendingNoConsumer, at: valueOffset, found: UInt64(unowned))) }
    }

    @inline(__always)
    mutating func fieldExpiry(_ milliseconds: Int64?) { loading?.field(milliseconds) }

    mutating func module(_ id: ModuleID) { moduleID = id }

    mutating func damage(_ error: RDBError) {
        isValueDamaged = true
        if error.code == .duplicateElement { hasDuplicateElements = true }
        if Self.hidesEntries.contains(error.code) { stream.missEntries() }
        if findings.count(error.code) { findings.keep(finding(error)) }
    }

    @inline(__always)
    private mutating func report(_ code: RDBError.Code?) {
        if let code { damage(RDBError(code, at: valueOffset)) }
    }

    /// A finding in the current record.
    func finding(_ error: RDBError, detail: String? = nil) -> RDBFinding {
        guard place.isInKey else { return RDBFinding(error, database: nil, detail: detail) }
        let key = unsafe UnsafeRawBufferPointer(
            start: place.key.base, count: min(place.key.count, RDBFinding.longestKey))
        return RDBFinding(
            error, database: place.database, key: unsafe Array(key), objectType: place.objectType,
            detail: detail)
    }
}
