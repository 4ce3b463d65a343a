/// Puts together what the threads saw, and adds what only the whole file tells.
struct LoadJudge {
    private let settings: ServerSettings
    private let limit: Int
    private let nowMs: Int64
    private var reasons: [LoadReason] = []
    private var counts: [RDBError.Code: UInt64] = [:]
    private var unknownTypes: [RDBObjectType: UInt64] = [:]
    private var libraries: [(offset: UInt64, length: UInt64, source: FunctionSource)] = []
    private var scripts: [(offset: UInt64, length: UInt64, code: [UInt8])] = []
    /// Records whose keys are not there afterwards.
    private(set) var skipped: Set<UInt64> = []
    /// The file ends where a checker waits for the next item of a module's value, for ever.
    var endsInModule = false

    init(_ settings: ServerSettings, limit: Int, nowMs: Int64) {
        self.settings = settings
        self.limit = limit
        self.nowMs = nowMs
    }

    mutating func merge(_ watch: LoadWatch) {
        reasons += watch.reasons
        unknownTypes.merge(watch.unknownTypes, uniquingKeysWith: min)
        counts.merge(watch.counts, uniquingKeysWith: +)
        libraries += watch.libraries
        scripts += watch.scripts
        skipped.formUnion(watch.skipped)
    }

    /// Whether the key of this record is not there afterwards.
    func skips(_ offset: UInt64, expiresMs: Int64?) -> Bool {
        skipped.contains(offset) || expiresMs.map { $0 < nowMs } == true
    }

    /// A key that is there already when this one is loaded; `end` is behind its value, whose last byte is where the server notices.
    mutating func addDuplicate(_ finding: RDBFinding, end: UInt64) {
        reasons.append(LoadReason(finding, .crashes, order: end - 1))
        counts[.duplicateKey, default: 0] += 1
    }

    private mutating func add(_ finding: RDBFinding, _ effect: LoadEffect) {
        reasons.append(LoadReason(finding, effect))
        counts[finding.error.code, default: 0] += 1
    }

    /// The first value of each layout that the server does not know.
    private mutating func addTypes() {
        for (type, offset) in unknownTypes {
            let error = RDBError(.serverType, at: offset, found: UInt64(type.byte))
            add(RDBFinding(error, objectType: type), .refuses)
        }
    }

    /// The verdict; `findings` are the check's own.
    mutating func verdict(_ header: RDBHeader, _ findings: [RDBFinding]) -> ServerVerdict {
        if !settings.target.traits.accepts(header) {
            let error = RDBError(.serverVersion, at: 0, length: 9, found: UInt64(header.version))
            add(RDBFinding(error, detail: header.dialect.rawValue), .refuses)
        }
        addTypes()
        for finding in findings where isAtEnd(finding) { add(finding, .refuses) }
        judgeFunctions(findings)
        judgeScripts()
        reasons.sort { $0.order < $1.order }
        keepFirst()
        return ServerVerdict(settings.target, reasons, counts: counts, checkerHangs: endsInModule)
    }

    /// Each thread kept the first of each code; of all of them no more are kept.
    private mutating func keepFirst() {
        var kept: [RDBError.Code: Int] = [:]
        reasons = reasons.filter { reason in
            kept[reason.finding.error.code, default: 0] += 1
            return kept[reason.finding.error.code, default: 0] <= limit
        }
    }

    /// A checksum that is wrong, or not there.
    private func isAtEnd(_ finding: RDBFinding) -> Bool {
        switch finding.error.code {
        case .crcMismatch: true
        case .truncated: !reasons.contains { $0.finding.error == finding.error }
        default: false
        }
    }

    private mutating func judgeFunctions(_ findings: [RDBFinding]) {
        guard settings.target.hasFunctions else { return }
        for finding in findings {
            switch finding.error.code {
            case .functionShebang, .functionEngine, .functionTwice: add(finding, .refuses)
            default: break
            }
        }
        guard let runner = settings.functions, !libraries.isEmpty else { return }
        libraries.sort { $0.offset < $1.offset }
        let answers = runner.register(libraries.map(\.source))
        var names: Set<String> = []
        for (library, answer) in zip(libraries, answers) { judge(library, answer, &names) }
    }

    private mutating func judgeScripts() {
        guard let runner = settings.functions else { return }
        for script in scripts {
            guard case .failed(let message) = runner.compile(script.code) else { continue }
            let error = RDBError(.scriptFails, at: script.offset, length: script.length)
            add(RDBFinding(error, detail: message), .refuses)
        }
    }

    private mutating func judge(
        _ library: (offset: UInt64, length: UInt64, source: FunctionSource), _ answer: FunctionRegistration,
        _ names: inout Set<String>
    ) {
        switch answer {
        case .registered(let functions):
            for name in functions where !names.insert(name).inserted {
                let error = RDBError(.functionNameTwice, at: library.offset, length: library.length)
                add(RDBFinding(error, detail: name), .refuses)
            }
        case .failed(let message), .endless(let message):
            let error = RDBError(.functionFails, at: library.offset, length: library.length)
            let effect: LoadEffect = answer == .endless(message) ? .hangs : .refuses
            add(RDBFinding(error, detail: "\(library.source.name): \(message)"), effect)
        case .unknown(let message):
            let error = RDBError(.notChecked, at: library.offset, length: library.length)
            add(RDBFinding(error, detail: "function library \(library.source.name): \(message)"), .keepsDamage)
        }
    }
}
