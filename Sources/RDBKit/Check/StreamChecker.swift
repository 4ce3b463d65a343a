/// What a stream must keep across its nodes and groups; the decoder checks what lies inside one node.
@safe
struct StreamChecker {
    private var lastMaster: StreamID?
    private var lastEntry: StreamID?
    private var live: UInt64 = 0
    private var missesEntries = false
    private var lastID: StreamID?
    private var groupNames: NameSet
    private var consumerNames: NameSet
    private var pending: PendingList

    init(budget: MemoryBudget) {
        groupNames = NameSet(budget: budget)
        consumerNames = NameSet(budget: budget)
        pending = PendingList(budget: budget)
    }

    /// Whether pending entries were left unchecked because they need too much memory.
    var isIncomplete: Bool { pending.isIncomplete || groupNames.isIncomplete || consumerNames.isIncomplete }

    /// Entries of a node could not be read: their number is unknown.
    mutating func missEntries() { missesEntries = true }

    mutating func begin() {
        missesEntries = false
        lastMaster = nil
        lastEntry = nil
        live = 0
        groupNames.clear()
    }

    /// Node keys ascend: they are the keys of a radix tree.
    mutating func node(_ master: StreamID) -> RDBError.Code? {
        defer { lastMaster = master }
        return lastMaster.map { $0 >= master } == true ? .streamOrder : nil
    }

    @inline(__always)
    mutating func entry(_ id: StreamID, isDeleted: Bool) -> RDBError.Code? {
        defer { lastEntry = id }
        if !isDeleted { live += 1 }
        return lastEntry.map { $0 >= id } == true ? .streamOrder : nil
    }

    /// A group's last id is one that the stream has given.
    func check(_ group: StreamGroup) -> RDBError.Code? {
        lastID.map { group.lastID > $0 } == true ? .streamGroupID : nil
    }

    mutating func check(_ metadata: StreamMetadata, at offset: UInt64) -> [RDBError] {
        lastID = metadata.lastID
        var errors: [RDBError] = []
        if metadata.length != live && !missesEntries {
            errors.append(RDBError(.streamLength, at: offset, expected: live, found: metadata.length))
        }
        if let lastEntry, lastEntry > metadata.lastID { errors.append(RDBError(.streamLastID, at: offset)) }
        return errors
    }

    mutating func groupName(_ hash: UInt64) -> RDBError.Code? {
        consumerNames.clear()
        return groupNames.insert(hash) ? nil : .streamDuplicateGroup
    }

    mutating func consumerName(_ hash: UInt64) -> RDBError.Code? {
        consumerNames.insert(hash) ? nil : .streamDuplicateConsumer
    }

    mutating func beginPending() { pending.begin() }

    mutating func pending(_ id: StreamID) -> RDBError.Code? { pending.add(id) }

    mutating func owned(_ id: StreamID) -> RDBError.Code? { pending.own(id) }

    /// Ids of the group that neither a consumer nor the list of refused entries has.
    mutating func endGroup() -> (unowned: Int, duplicates: Int) { pending.end() }
}

/// Hashes of names that must differ, within the memory that checks share.
private struct NameSet {
    /// Memory that one hash in a set takes at the most, growth included.
    private static let bytesPerName = 48

    private let budget: MemoryBudget
    private var hashes: Set<UInt64> = []
    private(set) var isIncomplete = false

    init(budget: MemoryBudget) {
        self.budget = budget
    }

    /// Adds a name; false when it is there already.
    mutating func insert(_ hash: UInt64) -> Bool {
        guard budget.reserve(Self.bytesPerName) else {
            isIncomplete = true
            return true
        }
        let isNew = hashes.insert(hash).inserted
        if !isNew { budget.release(Self.bytesPerName) }
        return isNew
    }

    mutating func clear() {
        guard !hashes.isEmpty else { return }
        budget.release(hashes.count * Self.bytesPerName)
        hashes.removeAll(keepingCapacity: hashes.count < 1024)
    }
}

/// The pending entries list of one group, and which of its ids a consumer has.
private struct PendingList {
    private let budget: MemoryBudget
    private var ids: [StreamID] = []
    private var owned: [Bool] = []
    private var isAscending = true
    private var reserved = 0
    private var skipped = false
    /// Ids that occurred before, though not right before.
    private var duplicates = 0
    private(set) var isIncomplete = false
    /// Where the last id was found; consumers list theirs in ascending order too.
    private var near = 0

    init(budget: MemoryBudget) {
        self.budget = budget
    }

    mutating func begin() {
        release()
        isAscending = true
        near = 0
    }

    mutating func add(_ id: StreamID) -> RDBError.Code? {
        guard reserve() else { return nil }
        if let last = ids.last, last >= id {
            isAscending = false
            if last == id { return .pendingDuplicate }
        }
        ids.append(id)
        owned.append(false)
        return nil
    }

    mutating func own(_ id: StreamID) -> RDBError.Code? {
        if skipped { return nil }
        sortIfNeeded()
        guard let index = find(id) else { return .pendingNotInGroup }
        near = index
        defer { owned[index] = true }
        return owned[index] ? .pendingTwoConsumers : nil
    }

    mutating func end() -> (unowned: Int, duplicates: Int) {
        sortIfNeeded()
        let counts = (unowned: skipped ? 0 : owned.count { !$0 }, duplicates: duplicates)
        release()
        return counts
    }

    private mutating func sortIfNeeded() {
        guard !isAscending else { return }
        isAscending = true
        ids.sort()
        let count = ids.count
        var distinct: [StreamID] = []
        for id in ids where distinct.last != id { distinct.append(id) }
        ids = distinct
        owned.removeLast(count - distinct.count)
        duplicates += count - distinct.count
    }

    /// Looks right behind the last hit first, then everywhere.
    private func find(_ id: StreamID) -> Int? {
        for index in near..<min(near + 2, ids.count) where ids[index] == id { return index }
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? low : nil
    }

    /// Takes memory in steps that keep up with the arrays' growth.
    private mutating func reserve() -> Bool {
        if skipped { return false }
        let needed = (ids.count + 1) * 2 * (MemoryLayout<StreamID>.stride + 1)
        guard needed > reserved else { return true }
        let step = max(64 << 10, reserved)
        guard budget.reserve(step) else {
            release()
            skipped = true
            isIncomplete = true
            return false
        }
        reserved += step
        return true
    }

    private mutating func release() {
        let isLarge = ids.capacity > 4096
        ids.removeAll(keepingCapacity: !isLarge)
        owned.removeAll(keepingCapacity: !isLarge)
        budget.release(reserved)
        reserved = 0
        duplicates = 0
        skipped = false
    }
}
