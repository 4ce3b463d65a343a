/// What one thread sees in the records that decides whether a server loads them.
struct LoadWatch {
    /// Keys that are not there afterwards and whose places are remembered.
    private static let skippedLimit = 1 << 16

    let settings: ServerSettings
    private let limit: Int
    private let nowMs: Int64
    /// For each layout whether the server knows it.
    private let knows: [Bool]
    /// The first value of each layout that it does not know.
    private(set) var unknownTypes: [RDBObjectType: UInt64] = [:]
    /// Reasons of this thread, in the order of the file: at most the limit of each code.
    private(set) var reasons: [LoadReason] = []
    private var keptReasons = 0
    private(set) var counts: [RDBError.Code: UInt64] = [:]
    /// Where the records start whose keys are not there afterwards.
    private(set) var skipped: Set<UInt64> = []
    /// Function libraries, for those who can run them.
    private(set) var libraries: [(offset: UInt64, length: UInt64, source: FunctionSource)] = []
    /// Scripts in AUX fields, which Redis 6.2 compiles.
    private(set) var scripts: [(offset: UInt64, length: UInt64, code: [UInt8])] = []
    /// Bytes of library code that are kept.
    private var codeRoom = 64 << 20
    /// Fields of the current value that have expired, and all of them.
    private var expiredFields: UInt64 = 0
    private var liveFields: UInt64 = 0

    init(_ settings: ServerSettings, limit: Int, nowMs: Int64) {
        self.settings = settings
        self.limit = limit
        self.nowMs = nowMs
        let traits = settings.target.traits
        knows = (0...255).map { traits.accepts(RDBObjectType(rawValue: $0)) }
    }

    /// A record starts that may have to be forgotten.
    @inline(__always)
    mutating func beginRecord() { keptReasons = reasons.count }

    /// Forgets what was seen of the record, which will be handled again.
    mutating func forgetRecord() {
        for reason in reasons[keptReasons...] { counts[reason.finding.error.code, default: 1] -= 1 }
        reasons.removeLast(reasons.count - keptReasons)
        beginValue()
    }

    /// Adds a reason, if it is among the first of its code.
    mutating func add(_ finding: RDBFinding, _ effect: LoadEffect) {
        counts[finding.error.code, default: 0] += 1
        guard counts[finding.error.code, default: 0] <= UInt64(limit) else { return }
        reasons.append(LoadReason(finding, effect))
    }

    // MARK: Values

    private mutating func beginValue() {
        expiredFields = 0
        liveFields = 0
    }

    /// A field of a hash, and when it expires.
    @inline(__always)
    mutating func field(_ expiryMs: Int64?) {
        if let expiryMs, expiryMs < nowMs { expiredFields += 1 } else { liveFields += 1 }
    }

    /// Whether ``value(_:_:_:isExpired:)`` has anything to say of a value of this layout.
    @inline(__always)
    func concerns(_ type: RDBObjectType) -> Bool {
        !knows[Int(type.rawValue)] || type == .module2 || expiredFields + liveFields > 0
    }

    /// A value, whatever the check found about it.
    mutating func value(_ type: RDBObjectType, _ module: ModuleID, _ place: RDBFinding, isExpired: Bool) {
        defer { beginValue() }
        if !knows[Int(type.rawValue)] { note(type, at: place.error.offset) }
        if type == .module2 { self.module(module, place) }
        if expiredFields > 0 && !isExpired && settings.target.traits.dropsExpiredFields && type == .hash2 {
            loseFields(place)
        }
    }

    private mutating func note(_ type: RDBObjectType, at offset: UInt64) {
        unknownTypes[type] = min(unknownTypes[type] ?? .max, offset)
    }

    private mutating func loseFields(_ place: RDBFinding) {
        var finding = place
        finding.error.code = .fieldExpired
        finding.error.found = expiredFields
        add(finding, .loses)
        if liveFields == 0 { skip(place.error.offset) }
    }

    /// Something of a module.
    mutating func module(_ id: ModuleID, _ place: RDBFinding) {
        guard !settings.hasModule("\(id.name)") else { return }
        var finding = place
        finding.error.code = .serverModule
        finding.detail = "\(id.name)"
        add(finding, .refuses)
    }

    /// The key of the record at `offset` is not there afterwards.
    mutating func skip(_ offset: UInt64) {
        if skipped.count < Self.skippedLimit { skipped.insert(offset) }
    }

    mutating func keep(script code: [UInt8], at offset: UInt64, length: UInt64) {
        guard codeRoom >= code.count + 64 else { return }
        codeRoom -= code.count + 64
        scripts.append((offset, length, code))
    }

    mutating func keep(_ library: FunctionSource, at offset: UInt64, length: UInt64) {
        guard codeRoom >= library.code.count else { return }
        codeRoom -= library.code.count
        libraries.append((offset, length, library))
    }
}
