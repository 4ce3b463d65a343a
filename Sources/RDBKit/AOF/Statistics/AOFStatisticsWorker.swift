/// Counts the commands of a log for one thread.
struct AOFStatisticsWorker: AOFRangeWorker, ~Copyable {
    var context = AOFContext()
    var hasEnded = false
    var counts: [AOFCommandCount]
    var others: [[UInt8]: AOFCommandCount] = [:]
    var databases: [UInt64: AOFCommandCount] = [:]
    var series = AOFTimeSeries()
    var keysByCommands: FrequentNames
    var keysByBytes: FrequentNames
    var prefixesByCommands: FrequentNames
    var prefixesByBytes: FrequentNames
    var transactions = AOFTransactionCounter()
    /// Bytes of commands on keys.
    var keyBytes: UInt64 = 0
    private let shared: AOFStatisticsRun
    private let table = AOFCommandTable.known
    private let kinds: [AOFLiveKind]
    /// For each command the place of its only key; 0 where there is none, -1 where it takes more to find them.
    private let places: [Int]
    private let superseded: AOFSuperseded
    private var steps: [AOFLiveKey.Step] = []
    private var turn: UInt64 = 0
    /// Unknown names that are told apart, and what stands for the others.
    private static let mostOthers = 1000
    private static let rest = Array("(others)".utf8)

    init(_ shared: AOFStatisticsRun, entries: Int) {
        self.shared = shared
        superseded = shared.superseded
        counts = [AOFCommandCount](repeating: AOFCommandCount(), count: table.commands.count)
        kinds = AOFLiveKind.kinds(in: table)
        places = table.commands.map { command in
            switch command.keySpecifications.count {
            case 0: 0
            case 1 where command.keySpecifications[0].fixedIndex > 0: command.keySpecifications[0].fixedIndex
            default: -1
            }
        }
        keysByCommands = FrequentNames(limit: entries)
        keysByBytes = FrequentNames(limit: entries)
        prefixesByCommands = FrequentNames(limit: entries / 4)
        prefixesByBytes = FrequentNames(limit: entries / 4)
    }

    mutating func beginTurn(_ sequence: UInt64) {
        turn = sequence
    }

    mutating func endTurn() -> Bool {
        superseded.take(steps, turn: turn)
        steps.removeAll(keepingCapacity: true)
        transactions.endTurn()
        return !hasEnded
    }

    var rules: AOFRecordRules {
        @inline(__always) get { shared.rules }
    }

    @inline(__always)
    mutating func handle(_ reader: borrowing AOFReader, _ index: Int, _ role: AOFCommand.Role) {
        guard context.hasBegun else { return }
        let bytes = reader.offset - reader.recordOffset
        count(reader, index, bytes)
        transactions.note(role, context.transaction, bytes, file: shared.fileIndex)
    }

    @inline(__always)
    private mutating func count(_ reader: borrowing AOFReader, _ index: Int, _ bytes: UInt64) {
        if let seconds = context.seconds { series.add(seconds, bytes: bytes) }
        databases[context.database ?? .max, default: AOFCommandCount()].add(bytes)
        guard index >= 0 else { return countOther(reader, bytes) }
        counts[index].add(bytes)
        let place = places[index]
        if place > 0, place < reader.argumentCount, table.limits[index].role == .plain {
            countKey(reader, place, index, bytes)
        } else if place != 0 || table.limits[index].role != .plain {
            countUnusual(reader, index, bytes)
        }
    }

    @inline(never)
    private mutating func countOther(_ reader: borrowing AOFReader, _ bytes: UInt64) {
        let name = Array(reader.argument(0).prefix(64)).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let hasRoom = others[name] != nil || others.count < Self.mostOthers
        others[hasRoom ? name : Self.rest, default: AOFCommandCount()].add(bytes)
        if reader.argumentCount > 1 { countKey(reader, 1, -1, bytes) }
    }

    /// Commands with several keys, subcommands, and those on whole databases.
    @inline(never)
    private mutating func countUnusual(_ reader: borrowing AOFReader, _ index: Int, _ bytes: UInt64) {
        let database = context.database ?? .max
        switch table.commands[index].name {
        case "flushall":
            return steps.append(.init(name: AOFSuperseded.flushAll, database: 0, bytes: 0, kind: .none))
        case "flushdb":
            return steps.append(.init(name: AOFSuperseded.flushDatabase, database: database, bytes: 0, kind: .none))
        case "swapdb":
            guard let first = reader.number(1), let second = reader.number(2), first >= 0, second >= 0 else { return }
            return steps.append(
                .init(
                    name: AOFSuperseded.swapDatabases, database: UInt64(first), bytes: 0, kind: .none,
                    element: UInt64(second)))
        default: break
        }
        let whole = reader.commandIndex(in: table) ?? index
        let keys = reader.keys(of: table.commands[whole])
        let written = keys.filter { $0.access != .read }
        guard !written.isEmpty else { return }
        for key in written { countKey(reader, key.index, whole, bytes / UInt64(written.count)) }
    }

    @inline(__always)
    private mutating func countKey(_ reader: borrowing AOFReader, _ place: Int, _ index: Int, _ bytes: UInt64) {
        guard let span = reader.arguments[place] else { return }
        let base = unsafe reader.base + span.start
        let database = context.database ?? .max
        let name = unsafe shared.hasher.hash(base, span.kept, salt: 0)
        let key = AOFSuperseded.place(of: name, in: database)
        unsafe keysByCommands.add(key, 1, database, base, span.kept)
        unsafe keysByBytes.add(key, bytes, database, base, span.kept)
        let prefix = unsafe Self.prefix(base, span.kept)
        let prefixHash = unsafe shared.hasher.hash(base, prefix, salt: 1)
        unsafe prefixesByCommands.add(prefixHash, 1, 0, base, prefix)
        unsafe prefixesByBytes.add(prefixHash, bytes, 0, base, prefix)
        keyBytes &+= bytes
        let spread = AOFSuperseded.spread(name)
        if spread <= superseded.threshold { sample(reader, spread, database, index, place, bytes) }
    }

    /// Bytes up to the first colon, with it; 0 where there is none.
    @inline(__always)
    private static func prefix(_ base: UnsafeRawPointer, _ count: Int) -> Int {
        for place in 0..<min(count, 256) where unsafe base.load(fromByteOffset: place, as: UInt8.self) == 0x3A {
            return place + 1
        }
        return 0
    }

    @inline(never)
    private mutating func sample(
        _ reader: borrowing AOFReader, _ name: UInt64, _ database: UInt64, _ index: Int, _ place: Int, _ bytes: UInt64
    ) {
        guard name > AOFSuperseded.swapDatabases else { return }
        let kind = index < 0 ? AOFLiveKind.add : kind(of: reader, index, place)
        var step = AOFLiveKey.Step(reader, kind, name: name, database: database, place: place, bytes: bytes)
        guard kind == .addElements || kind == .removeElements else { return steps.append(step) }
        let places = AOFLiveKind.elements(of: table.commands[index].name, count: reader.argumentCount)
        let count = UInt64(max(1, places.underestimatedCount))
        (step.bytes, step.payload) = (step.bytes / count, step.payload / count)
        for place in places {
            guard let span = reader.arguments[place] else { continue }
            let hash = unsafe shared.hasher.hash(reader.base + span.start, span.kept, salt: 2)
            step.element = AOFSuperseded.spread(hash)
            steps.append(step)
        }
    }

    /// What the command does to the key at `place`.
    private func kind(of reader: borrowing AOFReader, _ index: Int, _ place: Int) -> AOFLiveKind {
        let kind = kinds[index]
        // LMOVE pops and pushes. Of commands that are cut, elements may be missing.
        if kind == .pop && place == 2 { return .push }
        return reader.isCut && kind == .addElements ? .push : kind
    }
}
