import RDBKit

/// Goes through the records of a file and says of each what an official checker says of it.
struct CompatPass {
    /// What was being done when the first damage was met.
    struct Place {
        var state: String
        var key: [UInt8]?
        var type: RDBObjectType?
    }

    private let style: CompatStyle
    private let nowMs: Int64
    private(set) var lines: [String] = []
    private(set) var counts = CompatCounts()
    private(set) var statistics: RDBStatistics?
    /// The highest database that was selected.
    private(set) var lastDatabase: UInt64 = 0
    private(set) var place = Place(state: "start")
    /// The damage is that a type is unknown: the key behind it is not read.
    private var refusesType = false
    /// Where the current record starts; the id of a module, and when to load it, take twelve bytes.
    private var recordOffset: UInt64 = 0
    /// Where reading ended.
    private(set) var end: UInt64 = 0

    init(_ style: CompatStyle, nowMs: Int64, countsSizes: Bool) {
        self.style = style
        self.nowMs = nowMs
        if countsSizes { statistics = RDBStatistics(nowMs: nowMs) }
    }

    /// Reads up to the record in which `damage` lies, or to the end.
    mutating func run(_ source: any ByteSource, upTo damage: RDBError?) {
        do throws(RDBError) {
            var reader = try RDBReader(source)
            place.state = "read-type"
            refusesType = damage?.code == .serverType
            try walk(&reader, upTo: damage?.offset ?? .max)
        } catch {
            // The check has found this too, and its report says it.
            end = error.offset
        }
    }

    private mutating func walk(_ reader: inout RDBReader, upTo damage: UInt64) throws(RDBError) {
        while true {
            place = Place(state: "read-type")
            let record: RDBRecord?
            do throws(RDBError) {
                record = try reader.next()
            } catch {
                enter(reader.failedRecord)
                throw error
            }
            guard let record, record != .eof else { break }
            if record == .entry {
                try enterKey(&reader, damage)
            } else {
                place.state = CompatPass.state(of: record)
                end = reader.offset
                recordOffset = reader.recordOffset
                if end <= damage { note(record, at: end) }
            }
            if end > damage { return }
        }
        place = Place(state: "check-sum")
        end = reader.offset
    }

    private mutating func enterKey(_ reader: inout RDBReader, _ damage: UInt64) throws(RDBError) {
        if refusesType && reader.recordOffset >= damage { return end = damage + 1 }
        counts.keys += 1
        place = Place(state: "read-object-value", key: reader.keyBytes, type: reader.objectType)
        let expiry = reader.metadata.expiresMs
        let hasExpiringFields = try decodeValue(&reader)
        end = reader.offset
        guard end <= damage else { return }
        statistics?.addKey(of: reader)
        if hasExpiringFields { counts.subexpires += 1 }
        if let expiry {
            counts.expires += 1
            if expiry < nowMs { counts.expired += 1 }
        }
    }

    /// Whether fields expire; not asked where sizes are counted, as Valkey does not count such hashes.
    private mutating func decodeValue(_ reader: inout RDBReader) throws(RDBError) -> Bool {
        if statistics != nil {
            try statistics?.decodeValue(of: &reader)
            return false
        }
        var fields = ExpiringFields()
        try reader.decodeValue(into: &fields)
        return fields.isFound
    }

    /// A record that could not be read, by what stands at its start.
    private mutating func enter(_ failure: RDBReader.FailedRecord) {
        switch failure {
        case .expiry: place.state = "read-expire"
        case .key(let type): place = Place(state: "read-key", type: type)
        case .record(let opcode): place.state = CompatPass.states[opcode] ?? "read-type"
        }
    }

    private static let states: [UInt8: String] = [
        254: "read-len", 251: "read-len", 250: "read-aux", 247: "read-module-aux", 245: "read-functions",
        246: "read-functions", 255: "check-sum",
    ]

    private static func state(of record: RDBRecord) -> String {
        switch record {
        case .selectDB, .resizeDB: "read-len"
        case .aux: "read-aux"
        case .moduleAux: "read-module-aux"
        case .function, .functionPreGA: "read-functions"
        default: "read-type"
        }
    }

    private mutating func note(_ record: RDBRecord, at offset: UInt64) {
        switch record {
        case .aux(let name, let value):
            if name == Array("lua".utf8) { counts.scripts += 1 }
            add("AUX FIELD \(CompatText.shown(name)) = '\(CompatText.shown(value))'", at: offset)
        case .selectDB(let number):
            lastDatabase = max(lastDatabase, number)
            add("Selecting DB ID \(number)", at: offset)
        case .moduleAux(let id, _): add("MODULE AUX for: \(id.name)", at: min(offset, recordOffset + 12))
        case .function: counts.functions += 1
        default: break
        }
    }

    private mutating func add(_ text: String, at offset: UInt64) {
        lines.append("[offset \(offset)] \(text)")
    }
}

/// Whether a value has fields that expire.
private struct ExpiringFields: RDBValueVisitor {
    private(set) var isFound = false

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        if milliseconds != nil { isFound = true }
    }
}
