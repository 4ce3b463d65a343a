/// The keys that a history follows, with as much of their values as commands may ask for.
final class AOFKeyspace {
    /// A key's presence and its expiry, Unix milliseconds.
    struct Entry {
        var presence: AOFKeyPresence
        var expiresMs: Int64?
    }

    /// Keys by database and name. Keys that are not there are absent, or unsure behind a gap.
    private(set) var databases: [UInt64: [[UInt8]: Entry]] = [:]
    /// Whether commands were lost: of keys that are not mentioned since then nothing is known.
    private var isGapped = false
    /// Databases that were flushed since then.
    private var complete: Set<UInt64> = []
    /// Whether values had to be forgotten because there was no room for them.
    private(set) var isOutOfMemory = false
    /// Whether even keys found no room: of those that are not here nothing is known since then.
    private(set) var hasLostKeys = false
    private var cost = 0
    private let memory: Int
    private let hasher: KeyedHash
    private let tracks: ([UInt8]) -> Bool

    /// - Parameter memory: Bytes that values may take.
    /// - Parameter tracks: Whether a key of this name is followed.
    init(memory: Int, tracks: @escaping ([UInt8]) -> Bool) {
        self.memory = memory
        self.tracks = tracks
        var generator = SystemRandomNumberGenerator()
        hasher = KeyedHash(using: &generator)
    }

    /// The hash that stands for an element.
    func hash(_ element: [UInt8]) -> UInt64 {
        unsafe element.withUnsafeBytes { unsafe hasher.hash($0.baseAddress, $0.count, salt: 0) }
    }

    /// Bytes that values may still take.
    var room: Int { max(0, memory - cost) }

    func hash(_ element: borrowing RDBScalar) -> UInt64 { hasher.hash(element) }

    private func isComplete(_ database: UInt64) -> Bool { !isGapped || complete.contains(database) }

    subscript(database: UInt64, name: [UInt8]) -> Entry {
        guard tracks(name) else { return Entry(presence: .unsure) }
        return databases[database]?[name] ?? Entry(presence: isComplete(database) ? .absent : .unsure)
    }

    func put(_ database: UInt64, _ name: [UInt8], _ value: AOFKeyValue, expiresMs: Int64? = nil) {
        guard tracks(name) else { return }
        store(database, name, Entry(presence: .present(value), expiresMs: expiresMs))
    }

    func remove(_ database: UInt64, _ name: [UInt8]) {
        guard tracks(name) else { return }
        store(database, name, isComplete(database) ? nil : Entry(presence: .absent))
    }

    /// Whether the key is there cannot be said any more.
    func doubt(_ database: UInt64, _ name: [UInt8]) {
        guard tracks(name) else { return }
        store(database, name, Entry(presence: .unsure, expiresMs: self[database, name].expiresMs))
    }

    private func store(_ database: UInt64, _ name: [UInt8], _ entry: Entry?) {
        if let old = databases[database]?[name] {
            cost -= Self.cost(name, old)
        } else if entry != nil, cost > memory - Self.cost(name, Entry(presence: .absent)) {
            return loseKeys()
        }
        databases[database, default: [:]][name] = entry
        if let entry { cost += Self.cost(name, entry) }
        if cost > memory { forgetValue(database, name) }
    }

    private func loseKeys() {
        hasLostKeys = true
        isGapped = true
        complete = []
    }

    private static func cost(_ name: [UInt8], _ entry: Entry) -> Int {
        guard case .present(let value) = entry.presence else { return 128 + name.count }
        return 128 + name.count + value.cost
    }

    /// A value that finds no room is one whose elements are not known.
    private func forgetValue(_ database: UInt64, _ name: [UInt8]) {
        guard let entry = databases[database]?[name], case .present(let value) = entry.presence,
            value.cost > AOFKeyValue.opaque.cost
        else { return }
        isOutOfMemory = true
        cost += AOFKeyValue.opaque.cost - value.cost
        databases[database]?[name]?.presence = .present(.opaque)
    }

    /// Changes a value in place, keeping account of what it takes.
    func change(_ database: UInt64, _ name: [UInt8], _ value: AOFKeyValue, _ body: () -> Void) {
        let before = value.cost
        body()
        cost += value.cost - before
        if cost > memory { forgetValue(database, name) }
    }

    func setExpiry(_ database: UInt64, _ name: [UInt8], _ milliseconds: Int64?) {
        databases[database]?[name]?.expiresMs = milliseconds
    }

    func flush(_ database: UInt64) {
        for (name, entry) in databases[database] ?? [:] { cost -= Self.cost(name, entry) }
        databases[database] = nil
        complete.insert(database)
    }

    func flushAll() {
        databases = [:]
        cost = 0
        isGapped = false
    }

    func swap(_ first: UInt64, _ second: UInt64) {
        let kept = databases[first]
        databases[first] = databases[second]
        databases[second] = kept
        let wasComplete = complete.contains(first)
        if complete.contains(second) { complete.insert(first) } else { complete.remove(first) }
        if wasComplete { complete.insert(second) } else { complete.remove(second) }
    }

    /// Commands were lost: nothing is known of any key.
    func enterGap() {
        databases = [:]
        cost = 0
        isGapped = true
        complete = []
    }

    func names(in database: UInt64) -> [[UInt8]] { databases[database].map { Array($0.keys) } ?? [] }
}
