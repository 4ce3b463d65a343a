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
                delegate.beginFile(part, AOFRecordRules(table: table, range: range))
                try unsafe readFile(part, input, range, turns, workers, delegate, &context)
            } catch {
                findings.append(AOFFinding(part.name, RDBFinding(error)))
                delegate.passGap(in: part, at: error.offset, context)
            }
        }
    }

    private mutating func readFile<W: AOFBatchWorker & ~Copyable & SendableMetatype>(
        _ part: AOFPart, _ input: AOFInput, _ range: AOFRange, _ turns: AOFTurns,
        _ workers: UnsafeMutableBufferPointer<W>, _ delegate: some Delegate, _ context: inout AOFContext
    ) throws(RDBError) {
        if try input.beginsWithRDB() { try delegate.readRDB(input, of: part, context) }
        var window = input.first
        var start: UInt64 = 0
        defer { byteCount += window.offset - start }
        try requireLog(window, input)
        context.enterStretch(behindDamage: false)
        while true {
            let framer = AOFFramer(window, context, AOFRecordRules(table: table, range: range))
            unsafe turns.run(framer, workers)
            context = framer.context
            if turns.isDone { return }
            guard let next = try passDamage(framer, part, input, delegate) else { break }
            byteCount += window.offset - start
            window = next
            start = next.offset
            context.enterStretch(behindDamage: true)
        }
    }

    /// A file that begins with neither a command nor a line is no log at all.
    private func requireLog(_ window: InputWindow, _ input: AOFInput) throws(RDBError) {
        guard window.offset == 0, window.filled > 0 else { return }
        let first = unsafe window.buffer.base.load(as: UInt8.self)
        guard first == 0x2A || first == 0x23 || first == 0 else { throw RDBError(.notAOF, at: 0) }
    }

    /// Reports what ended a stretch; the window on the next one, or nil where there is none.
    private mutating func passDamage(
        _ framer: AOFFramer, _ part: AOFPart, _ input: AOFInput, _ delegate: some Delegate
    ) throws(RDBError) -> InputWindow? {
        guard let (error, start) = framer.failure else {
            noteOpenTransaction(framer, part, input)
            return nil
        }
        guard error.code.isAOFDamage else { throw error }
        let passage = try AOFPassage(behind: error, at: start, in: input, table)
        if passage.reachesEnd && part.isLast {
            noteOpenTransaction(framer, part, input)
            let isGrowing = error.code == .truncated && part.isGrowing(beyond: passage.end, input.compression)
            add(isGrowing ? RDBError(.beingWritten, at: start) : passage.error, part, isGrowing ? nil : passage.detail)
            return nil
        }
        add(passage.error, part, passage.detail)
        delegate.passGap(in: part, at: start, framer.context)
        return passage.reachesEnd ? nil : try input.window(from: passage.end)
    }

    private mutating func noteOpenTransaction(_ framer: AOFFramer, _ part: AOFPart, _ input: AOFInput) {
        guard let start = framer.context.transaction else { return }
        let end = framer.failure?.start ?? framer.window.offset
        if part.isLast && until == nil { openTransaction = start }
        let isGrowing = part.isLast && part.isGrowing(beyond: framer.window.offset, input.compression)
        add(isGrowing ? RDBError(.beingWritten, at: start) : RDBError(.multiOpen, at: start, length: end - start), part)
    }

    private mutating func add(_ error: RDBError, _ part: AOFPart, _ detail: String? = nil) {
        findings.append(AOFFinding(part.name, RDBFinding(error, detail: detail)))
    }
}
