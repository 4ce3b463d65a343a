/// Looks at records one by one, as far as that needs no knowledge of those in front: what does becomes an event.
///
/// Most commands leave it after a look into a table. Its memory does not grow with the file.
struct AOFRecordScanner {
    /// So many events are kept before they must be taken.
    private static let mostEvents = 1 << 14

    private let table: AOFCommandTable
    private let longestFindings: Int
    /// Commands, and how many of each; FLUSHALL, FLUSHDB, DEL, UNLINK and SWAPDB among them.
    private(set) var commands: UInt64 = 0
    private(set) var counts: [UInt64]
    private(set) var deletions: UInt64 = 0
    /// Lines that begin with `#`.
    private(set) var annotations: UInt64 = 0
    private(set) var events: [AOFScanEvent] = []
    /// Findings of each code, and those of them that are no events any more.
    private var found: [RDBError.Code: Int] = [:]
    private(set) var omitted: [RDBError.Code: Int] = [:]
    /// What is known of transactions here: nothing, that none is open, or that one was opened when none was.
    private enum Transaction { case unknown, closed, opened }
    private var transaction = Transaction.unknown

    init(_ table: AOFCommandTable, _ options: AOFCheckOptions) {
        self.table = table
        longestFindings = options.rdb.maximumFindings
        counts = [UInt64](repeating: 0, count: table.commands.count)
    }

    /// Forgets what was taken.
    mutating func clear() {
        (commands, deletions, annotations) = (0, 0, 0)
        for index in counts.indices { counts[index] = 0 }
        events.removeAll(keepingCapacity: true)
        omitted = [:]
    }

    /// Reads records up to the first that begins at `end` or later.
    ///
    /// - Returns: Whether it came so far; else it has no room for more events.
    /// - Throws: What ended the reading; the reader stands at the record that could not be read.
    mutating func scan(_ reader: inout AOFReader, upTo end: UInt64) throws(RDBError) -> Bool {
        while reader.offset < end, let record = try reader.next() {
            if record == .command { handleCommand(reader) } else { handleLine(record, reader) }
            if events.count >= Self.mostEvents { return false }
        }
        return true
    }

    @inline(__always)
    private mutating func handleCommand(_ reader: borrowing AOFReader) {
        commands &+= 1
        guard !reader.isCut else { return handleCut(reader) }
        let name = reader.arguments.place(0)
        let index = unsafe table.index(reader.base + name.start, name.length)
        if index >= 0 {
            counts[index] &+= 1
            let limits = table.limits[index]
            let count = reader.argumentCount
            if limits.role == .plain && count >= limits.fewest && count <= limits.most { return }
        }
        handleUnusual(index, reader)
    }

    @inline(never)
    private mutating func handleCut(_ reader: borrowing AOFReader) {
        let index = table.index(of: reader.argument(0)) ?? -1
        if index >= 0 { counts[index] &+= 1 }
        if reader.hasOddNumber { add(.oddNumber, reader) }
        if reader.hasOddEnd { add(.oddLineEnd, reader) }
        handleUnusual(index, reader)
    }

    @inline(never)
    private mutating func handleUnusual(_ index: Int, _ reader: borrowing AOFReader) {
        guard index >= 0 else { return handleUnknown(reader) }
        let limits = table.limits[index]
        if reader.argumentCount < limits.fewest || reader.argumentCount > limits.most {
            add(.wrongArity, reader, found: UInt64(reader.argumentCount), detail: table.commands[index].name)
            // Most servers do not count the words of a log, and these do not look at them.
            if limits.role == .multi { noteMulti(reader) }
            if limits.role == .exec { noteExec(reader) }
            return
        }
        switch limits.role {
        case .plain: break
        case .deletion: deletions += 1
        case .select: note(.select(UInt64(String(decoding: reader.argument(1), as: UTF8.self))), reader)
        case .multi: noteMulti(reader)
        case .exec: noteExec(reader)
        case .container: checkSubcommand(index, reader)
        }
    }

    private mutating func handleUnknown(_ reader: borrowing AOFReader) {
        let name = Array(reader.argument(0).prefix(64))
        let isModule = name.contains(0x2E)
        add(isModule ? .moduleCommand : .unknownCommand, reader, detail: ManifestWords.quoted(name))
    }

    private mutating func checkSubcommand(_ index: Int, _ reader: borrowing AOFReader) {
        guard reader.argumentCount > 1 else { return }
        let name = Array(table.commands[index].name.utf8) + [0x7C] + reader.argument(1).prefix(64)
        guard let found = table.index(of: name) else {
            return add(.unknownCommand, reader, detail: ManifestWords.quoted(name))
        }
        if !table.commands[found].arguments.contains(reader.argumentCount) {
            add(.wrongArity, reader, found: UInt64(reader.argumentCount), detail: table.commands[found].name)
        }
    }

    private mutating func handleLine(_ record: AOFRecord, _ reader: borrowing AOFReader) {
        annotations += 1
        if reader.isUnended { add(.annotationUnended, reader) }
        guard case .timestamp(let seconds) = record else { return }
        events.append(event(.timestamp(seconds), reader, before: commands))
    }

    private mutating func noteMulti(_ reader: borrowing AOFReader) {
        transaction = transaction == .closed ? .opened : .unknown
        note(.multi, reader)
    }

    /// A whole transaction in which nothing else was noted means nothing for what follows.
    private mutating func noteExec(_ reader: borrowing AOFReader) {
        if transaction == .opened, case .multi = events.last?.what {
            events.removeLast()
        } else {
            note(.exec, reader)
        }
        transaction = .closed
    }

    private mutating func note(_ what: AOFScanEvent.What, _ reader: borrowing AOFReader) {
        events.append(event(what, reader, before: commands - 1))
    }

    private func event(_ what: AOFScanEvent.What, _ reader: borrowing AOFReader, before: UInt64) -> AOFScanEvent {
        AOFScanEvent(what: what, start: reader.recordOffset, end: reader.offset, commandsBefore: before)
    }

    private mutating func add(
        _ code: RDBError.Code, _ reader: borrowing AOFReader, found number: UInt64? = nil,
        detail: String? = nil
    ) {
        found[code, default: 0] += 1
        guard found[code, default: 0] <= longestFindings else {
            omitted[code, default: 0] += 1
            return
        }
        events.append(event(.finding(code, found: number, detail: detail), reader, before: commands))
    }
}
