/// One pass over all files of a set: base files as a whole, records by workers, going on behind damage.
struct AOFSetPass {
    let set: AOFSet
    var since: AOFPlace?
    var until: AOFPlace?
    /// Bytes that a decompressor may use.
    var windowMemory = CompressionFormat.standardMemory
    let table = AOFCommandTable.known
    /// What was found, in the order of the files.
    private(set) var findings: [AOFFinding]
    /// Bytes of all files that were read, expanded.
    private(set) var byteCount: UInt64 = 0
    /// Where a MULTI of the last file stands that no EXEC follows.
    private(set) var openTransaction: UInt64?

    /// What a pass tells besides records.
    protocol Delegate: AnyObject {
        /// A file begins.
        func beginFile(_ part: AOFPart, _ rules: AOFRecordRules)
        /// Reads the RDB that a file begins with, up to its end.
        func readRDB(_ input: AOFInput, of part: AOFPart, _ context: AOFContext) throws(RDBError)
        /// Commands are missing here.
        func passGap(in part: AOFPart, at offset: UInt64, _ context: AOFContext)
    }

    init(_ set: AOFSet) {
        self.set = set
        findings = set.findings
    }

    /// Lets the workers handle all records, or what of them is in the range; a worker for each thread.
    mutating func run<W: AOFBatchWorker & ~Copyable & SendableMetatype>(
        _ workers: UnsafeMutableBufferPointer<W>, _ delegate: some Delegate,
        _ progress: (@Sendable (UInt64) -> Void)? = nil
    ) {
        let turns = AOFTurns(progress: progress)
        var context = AOFContext(hasBegun: since == nil)
        for (index, part) in set.parts.enumerated() where !turns.isDone {
            do throws(RDBError) {
                guard part.isThere else {
                    delegate.passGap(in: part, at: 0, context)
                    continue
                }
                let range = AOFRange(since: since, until: until, in: set, part: index)
                let input = try AOFInput(path: part.path, memory: windowMemory)
                let rules = AOFRecordRules(table: table, range: range)
                delegate.beginFile(part, rules)
                try unsafe readFile(part, input, rules, turns, workers, delegate, &context)
            } catch {
                findings.append(AOFFinding(part.name, RDBFinding(error)))
                delegate.passGap(in: part, at: error.offset, context)
            }
        }
    }

    private mutating func readFile<W: AOFBatchWorker & ~Copyable & SendableMetatype>(
        _ part: AOFPart, _ input: AOFInput, _ rules: AOFRecordRules, _ turns: AOFTurns,
        _ workers: UnsafeMutableBufferPointer<W>, _ delegate: some Delegate, _ context: inout AOFContext
    ) throws(RDBError) {
        if try input.beginsWithRDB() { try delegate.readRDB(input, of: part, context) }
        var end: AOFPartPass.End?
        var found: [AOFFinding] = []
        defer {
            findings += found
            byteCount += end?.offset ?? input.first.offset
        }
        try requireLog(input.first)
        let pass = AOFPartPass(input: input, part: part, rules: rules)
        var open: UInt64?
        end = try unsafe pass.run(turns, workers, context) { error, detail in
            found.append(AOFFinding(part.name, RDBFinding(error, detail: detail)))
        } endStretch: { context, gap in
            open = context.transaction
            guard let gap, !(gap.reachesEnd && part.isLast) else { return }
            delegate.passGap(in: part, at: gap.bytes.lowerBound, context)
        }
        if let end { context = end.context }
        if part.isLast && until == nil { openTransaction = open }
    }

    /// A file that begins with neither a command nor a line is no log at all.
    private func requireLog(_ window: InputWindow) throws(RDBError) {
        guard window.offset == 0, window.filled > 0 else { return }
        let first = unsafe window.buffer.base.load(as: UInt8.self)
        guard first == 0x2A || first == 0x23 || first == 0 else { throw RDBError(.notAOF, at: 0) }
    }
}
