/// Walks over the commands of one file and keeps account of what it sees.
///
/// Its memory does not grow with the file. Most commands leave it after a look into a table.
struct AOFPartScanner {
    private let table: AOFCommandTable
    private let options: AOFCheckOptions
    var report = AOFPartReport()
    var findings: FindingCollector
    /// The database that commands go to; nil where it cannot be known, behind damage.
    var database: UInt64? = 0
    var multi: AOFOpenMulti?
    private var counts: [UInt64]
    /// What was read since the last damage.
    var stretch = AOFStretch()
    private var isAtStartOfStretch = true

    init(_ table: AOFCommandTable, _ options: AOFCheckOptions) {
        self.table = table
        self.options = options
        findings = FindingCollector(limit: options.rdb.maximumFindings)
        counts = [UInt64](repeating: 0, count: table.commands.count)
    }

    /// Reads all records.
    ///
    /// - Throws: What ended the reading; the reader stands at the record that could not be read.
    mutating func scan(
        _ reader: inout AOFReader, _ progress: (@Sendable (UInt64) -> Void)?
    ) throws(RDBError) {
        while let record = try reader.next() {
            if record == .command {
                handleCommand(reader)
                if report.commands & 0xFFFF == 0 { progress?(reader.offset) }
            } else {
                handleLine(record, reader)
            }
        }
    }

    @inline(__always)
    private mutating func handleCommand(_ reader: borrowing AOFReader) {
        report.commands &+= 1
        guard !reader.isCut else { return handleCut(reader) }
        let name = reader.arguments.place(0)
        let index = unsafe table.index(reader.base + name.start, name.length)
        if index >= 0 {
            counts[index] &+= 1
            let limits = table.limits[index]
            let count = reader.argumentCount
            if limits.role == .plain && count >= limits.fewest && count <= limits.most {
                isAtStartOfStretch = false
                return
            }
        }
        handleUnusual(index, reader)
    }

    @inline(never)
    private mutating func handleCut(_ reader: borrowing AOFReader) {
        let index = table.index(of: reader.argument(0)) ?? -1
        if index >= 0 { counts[index] &+= 1 }
        if reader.hasOddNumber { add(.oddNumber, reader) }
        handleUnusual(index, reader)
    }

    @inline(never)
    private mutating func handleUnusual(_ index: Int, _ reader: borrowing AOFReader) {
        let isFirst = isAtStartOfStretch
        isAtStartOfStretch = false
        guard index >= 0 else { return handleUnknown(reader) }
        let limits = table.limits[index]
        if reader.argumentCount < limits.fewest || reader.argumentCount > limits.most {
            return add(.wrongArity, reader, found: UInt64(reader.argumentCount), detail: table.commands[index].name)
        }
        switch limits.role {
        case .plain: break
        case .deletion: stretch.deletions += 1
        case .select:
            stretch.beginsWithSelect = stretch.beginsWithSelect || isFirst
            select(reader)
        case .multi: beginMulti(reader, isFirst: isFirst)
        case .exec: endMulti(reader)
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

    private mutating func select(_ reader: borrowing AOFReader) {
        guard let number = UInt64(String(decoding: reader.argument(1), as: UTF8.self)) else {
            return add(.selectArgument, reader)
        }
        if number >= options.databases {
            return add(.databaseNumber, reader, found: number, detail: "the database stays what it was")
        }
        // Right behind its MULTI a SELECT is the transaction's own.
        if let open = multi, open.restart == nil, number == database, report.commands - open.commands > 1 {
            multi?.restart = reader.recordOffset
            multi?.commandsSinceRestart = report.commands - 1
        }
        database = number
    }

    private mutating func beginMulti(_ reader: borrowing AOFReader, isFirst: Bool) {
        // What follows the MULTI decides whether the database is known.
        isAtStartOfStretch = isFirst
        guard multi == nil else { return add(.multiNested, reader) }
        multi = AOFOpenMulti(start: reader.recordOffset, end: reader.offset, commands: report.commands)
    }

    private mutating func endMulti(_ reader: borrowing AOFReader) {
        if multi == nil {
            if stretch.strayExecEnd == nil { stretch.strayExecEnd = reader.offset }
            add(.execAlone, reader)
        }
        multi = nil
    }

    private mutating func handleLine(_ record: AOFRecord, _ reader: borrowing AOFReader) {
        report.annotations += 1
        if reader.isUnended { add(.annotationUnended, reader) }
        guard case .timestamp(let seconds) = record else { return }
        if let last = report.lastTimestamp, seconds < last { add(.timestampBack, reader) }
        report.firstTimestamp = report.firstTimestamp ?? seconds
        report.lastTimestamp = seconds
    }

    private mutating func add(
        _ code: RDBError.Code, _ reader: borrowing AOFReader, found: UInt64? = nil, detail: String? = nil
    ) {
        guard findings.count(code) else { return }
        let error = RDBError(
            code, at: reader.recordOffset, length: reader.offset - reader.recordOffset, found: found)
        // A server that is newer than this tool may know it.
        let isJudged = code != .unknownCommand || options.server != nil
        findings.keep(
            RDBFinding(error, severity: isJudged ? nil : .warning, database: database, detail: detail))
    }

    /// The open MULTI, with commands counted up to here.
    var closedMulti: AOFOpenMulti? {
        guard var open = multi else { return nil }
        open.commands = report.commands - open.commands
        if open.restart != nil { open.commandsSinceRestart = report.commands - open.commandsSinceRestart }
        return open
    }

    /// Begins a new stretch of records behind damage.
    mutating func beginStretch() {
        stretch = AOFStretch()
        stretch.commands = report.commands
        isAtStartOfStretch = true
        multi = nil
        database = nil
    }

    /// Commands by name, when all were read.
    mutating func finish() {
        for (index, count) in counts.enumerated() where count > 0 {
            report.commandCounts[table.commands[index].name] = count
        }
        report.take(findings)
    }
}
