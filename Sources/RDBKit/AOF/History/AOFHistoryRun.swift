/// Follows keys through a log and tells what becomes of them.
final class AOFHistoryRun {
    let targets: AOFHistoryTargets
    let space: AOFKeyspace
    /// Where the MULTI without an end stands in the last file: servers drop what follows it.
    let openTransaction: UInt64?
    private let handle: (AOFHistoryEvent) -> Void
    private var part: AOFPart?
    private(set) var rules = AOFRecordRules(table: .known, range: AOFRange())
    private(set) var summaries: AOFKeySummaries
    private(set) var commands: UInt64 = 0

    /// A key that a command concerns.
    private struct Concern: Hashable {
        var database: UInt64?
        var name: [UInt8]
        var access: AOFKeyAccess

        static func == (left: Concern, right: Concern) -> Bool {
            left.database == right.database && left.name == right.name
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(database)
            hasher.combine(name)
        }
    }

    init(
        _ targets: AOFHistoryTargets, memory: Int, openTransaction: UInt64?,
        _ handle: @escaping (AOFHistoryEvent) -> Void
    ) {
        self.targets = targets
        self.openTransaction = openTransaction
        self.handle = handle
        space = AOFKeyspace(memory: memory / 3 * 2) { targets.tracks($0) }
        summaries = AOFKeySummaries(memory: memory / 3)
    }

    // MARK: Commands

    /// Whether the current command concerns a key that is followed.
    func concerns(_ reader: borrowing AOFReader, _ command: AOFCommand?) -> Bool {
        if let command, command.keySpecifications.isEmpty { return Self.wholeDatabases.contains(command.name) }
        return reader.hasKey(of: command) { targets.tracks($0) }
    }

    private static let wholeDatabases: Set<String> = ["flushdb", "flushall", "swapdb"]

    /// Carries out a command and tells what it did.
    func take(_ reader: borrowing AOFReader, _ command: AOFCommand?, _ context: AOFContext) {
        let words = (0..<reader.argumentCount).prefix(while: { reader.argumentLength($0) > 0 || !reader.isCut }).map {
            reader.argument($0)
        }
        var execution = AOFExecution(
            space: space, database: context.database ?? 0, words: words, isCut: reader.isCut, seconds: context.seconds)
        let place = AOFHistoryEvent(
            file: part?.name ?? "", offset: reader.recordOffset, seconds: context.seconds, database: nil,
            transaction: context.transaction, key: [], words: words, effect: .changed)
        let concerned = concerned(reader, command, execution, in: context.database)
        let before = concerned.map(entry)
        if !isDropped(context) {
            if context.database == nil && command?.name != "flushall" && command?.name != "swapdb" {
                for concern in concerned { doubtEverywhere(concern.name) }
            } else {
                execution.database = context.database ?? 0
                execution.run(command)
            }
        }
        for (concern, before) in zip(concerned, before) {
            tell(place, concern, before, context)
        }
    }

    private func isDropped(_ context: AOFContext) -> Bool {
        guard let openTransaction, part?.isLast == true else { return false }
        return context.transaction == openTransaction
    }

    private func entry(_ concern: Concern) -> AOFKeyspace.Entry {
        concern.database.map { space[$0, concern.name] } ?? AOFKeyspace.Entry(presence: .unsure)
    }

    private func concerned(
        _ reader: borrowing AOFReader, _ command: AOFCommand?, _ execution: AOFExecution, in database: UInt64?
    ) -> [Concern] {
        switch command?.name {
        case "flushdb": return all(in: [execution.database], .remove)
        case "flushall": return all(in: summaries.databases.union(space.databases.keys), .remove)
        case "swapdb":
            let swapped = [1, 2].compactMap { execution.number($0).flatMap { UInt64(exactly: $0) } }
            return all(in: Set(swapped), .overwrite)
        default: break
        }
        var concerned: [Concern] = []
        for key in reader.keys(of: command) {
            let name = reader.argument(key.index)
            guard targets.tracks(name) else { continue }
            var there = database
            if command?.name == "copy", key.index == 2, let option = execution.place(of: "db", from: 3) {
                there = execution.number(option + 1).flatMap { UInt64(exactly: $0) }
            }
            concerned.append(Concern(database: there, name: name, access: key.access))
            if command?.name == "move", let target = execution.number(2).flatMap({ UInt64(exactly: $0) }) {
                concerned.append(Concern(database: target, name: name, access: .overwrite))
            }
        }
        return Self.unique(concerned)
    }

    private static func unique(_ concerned: [Concern]) -> [Concern] {
        guard concerned.count > 1 else { return concerned }
        var seen: Set<Concern> = []
        return concerned.filter { seen.insert($0).inserted }
    }

    /// All keys that these databases hold, as far as they are followed.
    private func all(in databases: Set<UInt64>, _ access: AOFKeyAccess) -> [Concern] {
        let names = Set(databases.flatMap { space.names(in: $0) })
        let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
        return databases.sorted().flatMap { database in
            sorted.map { Concern(database: database, name: $0, access: access) }
        }
    }

    private func doubtEverywhere(_ name: [UInt8]) {
        for database in space.databases.keys { space.doubt(database, name) }
    }

    // MARK: Telling

    private func tell(
        _ place: AOFHistoryEvent, _ concern: Concern, _ before: AOFKeyspace.Entry, _ context: AOFContext
    ) {
        guard targets.tells(concern.name, concern.database, at: context.commands) else { return }
        let after = entry(concern)
        var event = place
        event.database = concern.database
        event.key = concern.name
        event.expiredMs = before.expiresMs
        event.expiresMs = after.expiresMs
        event.effect =
            isDropped(context)
            ? .dropped : Self.effect(concern.access, before.presence.exists, after.presence.exists)
        // A key that a whole database was flushed or swapped without.
        if concern.access != .read, event.effect == .nothing, place.isOfDatabases { return }
        summaries.note(event)
        if context.hasBegun { handle(event) }
    }

    private static func effect(_ access: AOFKeyAccess, _ before: Bool?, _ after: Bool?) -> AOFHistoryEvent.Effect {
        switch (before, after) {
        case (_, nil): .uncertain
        case (false, true): .created
        case (false, false): .nothing
        case (true, false), (nil, false): .deleted
        case (true, true), (nil, true): access == .read ? .read : access == .overwrite ? .replaced : .changed
        }
    }

    /// All keys that were met, as they are at the end.
    var keys: [AOFKeySummary] { summaries.all(in: space) }

    func count(_ context: AOFContext) {
        commands = context.commands
    }
}

extension AOFHistoryEvent {
    /// Whether the command names databases, not keys.
    fileprivate var isOfDatabases: Bool {
        guard let name = words.first else { return false }
        return ["flushdb", "flushall", "swapdb"].contains(String(decoding: name, as: UTF8.self).lowercased())
    }
}

extension AOFHistoryRun: AOFSetPass.Delegate {
    func beginFile(_ part: AOFPart, _ rules: AOFRecordRules) {
        self.part = part
        self.rules = rules
    }

    /// Looks for the keys in a base file.
    func readRDB(_ input: AOFInput, of part: AOFPart, _ context: AOFContext) throws(RDBError) {
        var reader = try RDBReader(preambleOf: input)
        while let record = try reader.next() {
            guard record == .entry, reader.isKeyWhole, targets.tracks(reader.key.span) else { continue }
            let name = reader.keyBytes
            let (database, expiresMs, offset) = (reader.database, reader.metadata.expiresMs, reader.recordOffset)
            var visitor = KeyValueVisitor(space)
            try reader.decodeValue(into: &visitor)
            space.put(database, name, visitor.value(of: reader.objectType.valueType), expiresMs: expiresMs)
            guard targets.tells(name, database, at: context.commands) else { continue }
            let event = AOFHistoryEvent(
                file: part.name, offset: offset, database: database, key: name, words: [], effect: .base,
                expiresMs: expiresMs)
            summaries.note(event)
            if context.hasBegun { handle(event) }
        }
        reader.values.input.settle()
    }

    func passGap(in part: AOFPart, at offset: UInt64, _ context: AOFContext) {
        let place = AOFHistoryEvent(
            file: part.name, offset: offset, seconds: context.seconds, key: [], words: [], effect: .gap)
        for concern in all(in: Set(space.databases.keys), .update) {
            guard targets.tells(concern.name, concern.database, at: context.commands) else { continue }
            var event = place
            (event.database, event.key) = (concern.database, concern.name)
            summaries.note(event)
            if context.hasBegun { handle(event) }
        }
        space.enterGap()
    }
}
