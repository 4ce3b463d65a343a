/// What a file says about itself in records that are no keys.
struct RDBFacts {
    /// Distinct AUX names that are kept.
    static let auxLimit = 256
    /// Function libraries whose names are kept.
    static let libraryLimit = 4096
    /// Bytes of a name or value that are kept.
    private static let longestAux = 1024

    /// First value of each AUX field, with its offset.
    private(set) var aux: [[UInt8]: (offset: UInt64, value: [UInt8])] = [:]
    var functions: UInt64 = 0
    /// Names of the first function libraries, in the order of the file.
    private(set) var libraries: [(name: String, offset: UInt64)] = []
    var luaScripts: UInt64 = 0
    /// Modules whose AUX data or values occur, with the number of records.
    private(set) var modules: [ModuleID: UInt64] = [:]
    /// Announced keys per database.
    private(set) var announcedKeys: [UInt64: (offset: UInt64, keys: UInt64)] = [:]
    /// Announced and counted keys per cluster slot; empty where the file has no slots.
    private(set) var slots: [SlotCounts] = []

    mutating func addAux(_ name: [UInt8], _ value: [UInt8], at offset: UInt64) {
        if name == Array("lua".utf8) { luaScripts += 1 }
        let name = Array(name.prefix(Self.longestAux))
        if aux[name] == nil, aux.count < Self.auxLimit {
            aux[name] = (offset, Array(value.prefix(Self.longestAux)))
        }
    }

    mutating func addLibrary(_ name: String, at offset: UInt64) {
        if libraries.count < Self.libraryLimit { libraries.append((name, offset)) }
    }

    mutating func addModule(_ id: ModuleID, count: UInt64 = 1) {
        if modules[id] != nil || modules.count < Self.auxLimit { modules[id, default: 0] += count }
    }

    mutating func announce(_ keys: UInt64, in database: UInt64, at offset: UInt64) {
        guard database <= RDBCheckWorker.greatestDatabase else { return }
        let known = announcedKeys[database]
        announcedKeys[database] = (min(known?.offset ?? offset, offset), (known?.keys ?? 0) &+ keys)
    }

    mutating func merge(_ other: RDBFacts) {
        aux.merge(other.aux) { $0.offset < $1.offset ? $0 : $1 }
        keepFirstAux()
        functions += other.functions
        libraries = Array((libraries + other.libraries).sorted { $0.offset < $1.offset }.prefix(Self.libraryLimit))
        luaScripts += other.luaScripts
        for (id, count) in other.modules { addModule(id, count: count) }
        for (database, hint) in other.announcedKeys { announce(hint.keys, in: database, at: hint.offset) }
        if !other.slots.isEmpty { useSlots() }
        for (index, slot) in other.slots.enumerated() { slots[index].merge(slot) }
    }

    /// Adds what the file says of a slot; false for a slot that no cluster has.
    mutating func announceSlot(_ slot: UInt64, keys: UInt64, at offset: UInt64) -> Bool {
        guard slot < UInt64(ClusterSlot.count) else { return false }
        useSlots()
        slots[Int(slot)].merge(SlotCounts(offset: offset, announced: keys, counted: 0))
        return true
    }

    /// Counts a key of a slot.
    mutating func countSlot(_ slot: UInt64) {
        useSlots()
        if slot < UInt64(slots.count) { slots[Int(slot)].counted += 1 }
    }

    private mutating func useSlots() {
        if slots.isEmpty { slots = Array(repeating: SlotCounts(), count: ClusterSlot.count) }
    }

    /// Each thread met its fields (and libraries) in file order, so the first of each thread are a superset of the
    /// first of all.
    private mutating func keepFirstAux() {
        guard aux.count > Self.auxLimit else { return }
        let first = aux.sorted { $0.value.offset < $1.value.offset }.prefix(Self.auxLimit)
        aux = Dictionary(uniqueKeysWithValues: first.map { ($0.key, $0.value) })
    }
}
