/// Walks over the commands of one file and keeps account of what it sees.
///
/// Its memory does not grow with the file.
struct AOFPartScanner {
    private let table: AOFCommandTable
    private let options: AOFCheckOptions
    var report = AOFPartReport()
    var findings: FindingCollector
    /// The database that commands go to; nil where it cannot be known, behind damage.
    var database: UInt64? = 0
    /// Each MULTI without EXEC so far, in order; commands are those in front of what follows it.
    private var multis: [AOFOpenMulti] = []
    private var counts: [UInt64]
    /// What was read since the last damage.
    var stretch = AOFStretch()
    /// How many MULTI the stretch begins with: what follows them decides whether the database is known.
    private var leadingMultis: UInt64 = 0
    private var records: AOFRecordScanner

    init(_ table: AOFCommandTable, _ options: AOFCheckOptions) {
        self.table = table
        self.options = options
        findings = FindingCollector(limit: options.rdb.maximumFindings)
        counts = [UInt64](repeating: 0, count: table.commands.count)
        records = AOFRecordScanner(table, options)
    }

    /// Reads all records.
    ///
    /// - Throws: What ended the reading; the reader stands at the record that could not be read.
    mutating func scan(
        _ reader: inout AOFReader, _ progress: (@Sendable (UInt64) -> Void)?
    ) throws(RDBError) {
        // What was read in front of damage counts, too.
        defer { takeRecords() }
        while true {
            let start = reader.offset
            _ = try records.scan(&reader, upTo: start + Self.step)
            takeRecords()
            progress?(reader.offset)
            if reader.offset == start { return }
        }
    }

    /// Bytes between two looks at what the records mean.
    private static var step: UInt64 { 4 << 20 }

    private mutating func takeRecords() {
        take(records)
        records.clear()
    }

    /// Takes in records that follow those that were taken in before.
    mutating func take(_ records: borrowing AOFRecordScanner) {
        let before = report.commands
        for event in records.events {
            report.commands = before + event.commandsBefore
            take(event)
        }
        report.commands = before + records.commands
        report.annotations += records.annotations
        stretch.deletions += records.deletions
        for (index, count) in records.counts.enumerated() { counts[index] += count }
        for (code, count) in records.omitted { findings.countMore(code, count) }
    }

    /// Takes in an event; commands are counted up to the one in front of it.
    private mutating func take(_ event: AOFScanEvent) {
        switch event.what {
        case .select(let number): select(number, event)
        case .multi: beginMulti(event)
        case .exec: endMulti(event)
        case .timestamp(let seconds): takeTimestamp(seconds, event)
        case .finding(let code, let found, let detail): add(code, event, found: found, detail: detail)
        }
    }

    /// Whether the stretch begins with the command of the event, but for MULTI.
    private var isAtStartOfStretch: Bool { report.commands - stretch.commands == leadingMultis }

    private mutating func select(_ number: UInt64?, _ event: AOFScanEvent) {
        if isAtStartOfStretch { stretch.beginsWithSelect = true }
        guard let number else { return add(.selectArgument, event) }
        if number >= options.databases {
            return add(.databaseNumber, event, found: number, detail: "the database stays what it was")
        }
        if let last = multis.indices.last {
            let isFirst = report.commands == multis[last].commands
            multis[last].takeSelect(at: event.start, isFirst: isFirst, isRepeated: number == database)
        }
        database = number
    }

    private mutating func beginMulti(_ event: AOFScanEvent) {
        if isAtStartOfStretch { leadingMultis += 1 }
        if let last = multis.indices.last {
            multis[last].takeMulti(at: event.start)
            add(.multiNested, event)
        }
        guard multis.count < AOFOpenMulti.most else { return }
        multis.append(AOFOpenMulti(start: event.start, end: event.end, commands: report.commands + 1))
    }

    private mutating func endMulti(_ event: AOFScanEvent) {
        if multis.isEmpty {
            if stretch.strayExecEnd == nil { stretch.strayExecEnd = event.end }
            add(.execAlone, event)
        }
        multis.removeAll()
    }

    private mutating func takeTimestamp(_ seconds: Int64, _ event: AOFScanEvent) {
        if let last = report.lastTimestamp, seconds < last { add(.timestampBack, event) }
        report.firstTimestamp = report.firstTimestamp ?? seconds
        report.lastTimestamp = seconds
    }

    private mutating func add(
        _ code: RDBError.Code, _ event: AOFScanEvent, found: UInt64? = nil, detail: String? = nil
    ) {
        guard findings.count(code) else { return }
        let error = RDBError(code, at: event.start, length: event.end - event.start, found: found)
        // A server that is newer than this tool may know it.
        let isJudged = code != .unknownCommand || options.server != nil
        findings.keep(
            RDBFinding(error, severity: isJudged ? nil : .warning, database: database, detail: detail))
    }

    /// Each open MULTI, with commands counted up to here.
    var closedMultis: [AOFOpenMulti] {
        multis.map { open in
            var open = open
            open.commands = report.commands - open.commands
            return open
        }
    }

    /// Begins a new stretch of records behind damage.
    mutating func beginStretch() {
        stretch = AOFStretch()
        stretch.commands = report.commands
        leadingMultis = 0
        multis.removeAll()
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
