/// Which keys of a log take values from which others.
final class AOFHistorySurvey {
    /// RENAME or COPY.
    struct Move {
        /// Commands of the set in front of it.
        var command: UInt64
        var source: [UInt8]
        var target: [UInt8]
    }

    /// For each key its sources.
    private(set) var sources: [[UInt8]: Set<[UInt8]>] = [:]
    private(set) var moves: [Move] = []
    /// Whether there were more than there is room for.
    private(set) var isIncomplete = false
    private var left: Int

    /// Commands whose result depends on keys that they do not write, with the place of the key that they write;
    /// 0 where the key specifications tell.
    private static let targets: [String: Int] = [
        "rename": 2, "renamenx": 2, "copy": 2, "lmove": 2, "blmove": 2, "rpoplpush": 2, "brpoplpush": 2,
        "sinterstore": 1, "sunionstore": 1, "sdiffstore": 1, "zunionstore": 1, "zinterstore": 1, "zdiffstore": 1,
        "zrangestore": 1, "bitop": 2, "sort": 0,
    ]

    /// For each command of `table` the place of what it writes; -1 where it depends on nothing else.
    static func places(in table: AOFCommandTable) -> [Int] {
        table.commands.map { targets[$0.name] ?? -1 }
    }

    /// - Parameter memory: Bytes that may be remembered.
    init(memory: Int) {
        left = memory
    }

    /// Takes in a command that writes the key at `place`.
    func note(_ reader: borrowing AOFReader, _ command: AOFCommand, place: Int, _ context: AOFContext) {
        let keys = reader.keys(of: command)
        guard let target = place > 0 ? place : keys.first(where: { $0.access == .overwrite })?.index else { return }
        let name = reader.argument(target)
        for key in keys where key.index != target { add(reader.argument(key.index), to: name) }
        guard ["rename", "renamenx", "copy"].contains(command.name) else { return }
        let move = Move(command: context.commands, source: reader.argument(1), target: name)
        if reserve(64 + move.source.count + name.count) { moves.append(move) }
    }

    private func add(_ source: [UInt8], to target: [UInt8]) {
        guard source != target, sources[target]?.contains(source) != true else { return }
        if reserve(192 + source.count + target.count) { sources[target, default: []].insert(source) }
    }

    private func reserve(_ bytes: Int) -> Bool {
        left -= bytes
        if left < 0 { isIncomplete = true }
        return left >= 0
    }
}

/// Reads a log for a survey.
struct AOFSurveyWorker: AOFBatchWorker, ~Copyable {
    var context = AOFContext()
    private let survey: AOFHistorySurvey
    private let rules: AOFRecordRules
    private let places: [Int]

    init(_ survey: AOFHistorySurvey, _ table: AOFCommandTable) {
        self.survey = survey
        rules = AOFRecordRules(table: table, range: AOFRange())
        places = AOFHistorySurvey.places(in: table)
    }

    mutating func handleRecord(_ reader: inout AOFReader) throws(RDBError) -> Bool {
        guard let record = try reader.next() else { return false }
        if record == .command {
            let index = rules.index(reader)
            if index >= 0, places[index] >= 0 {
                survey.note(reader, rules.table.commands[index], place: places[index], context)
            }
        }
        rules.pass(record, reader, &context)
        return true
    }

    mutating func beginTurn(_ sequence: UInt64) {}
    mutating func endTurn() -> Bool { true }
    mutating func handleFailure() {}
}

/// A survey passes over base files: no key is made of another there.
extension AOFHistorySurvey: AOFSetPass.Delegate {
    func beginFile(_ part: AOFPart, _ rules: AOFRecordRules) {}
    func passGap(in part: AOFPart, at offset: UInt64, _ context: AOFContext) {}

    func readRDB(_ input: AOFInput, of part: AOFPart, _ context: AOFContext) throws(RDBError) {
        var reader = try RDBReader(preambleOf: input)
        while try reader.next() != nil {}
        reader.values.input.settle()
    }
}

extension RDBReader {
    /// Reads the RDB that a log begins with; behind it the input's window goes on with the log.
    init(preambleOf input: AOFInput) throws(RDBError) {
        let header = try RDBHeader(reading: input.first)
        try header.requireSupported()
        var bytes = ByteReader(input.first)
        bytes.advance(RDBHeader.byteCount)
        self.init(bytes, header: header, scratch: RDBScratch(), nodeLimit: 512 << 20)
    }
}
