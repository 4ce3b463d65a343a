/// Converts the records of a log for one thread.
struct AOFConvertWorker<Writer: AOFRecordWriter & ~Copyable>: AOFBatchWorker, ~Copyable {
    var writer: Writer
    var context = AOFContext()
    private(set) var filter: AOFCommandFilter
    /// Commands that were written.
    private(set) var commands: UInt64 = 0
    /// Commands that were left out because nobody knows their database.
    private(set) var misplaced: UInt64 = 0
    /// A part of a command that could not be read is in the output.
    private(set) var isTorn = false
    private let rules: AOFRecordRules
    private var left: UInt64
    private var hasEnded = false

    init(_ writer: consuming Writer, _ options: AOFConvertOptions, _ rules: AOFRecordRules, left: UInt64) {
        self.writer = writer
        self.rules = rules
        self.left = left
        filter = AOFCommandFilter(options, rules.table)
        hasEnded = left == 0
    }

    mutating func beginTurn(_ sequence: UInt64) {
        writer.output.beginTurn(sequence)
    }

    mutating func endTurn() -> Bool {
        writer.output.endTurn(keys: 0, isLast: hasEnded)
    }

    @inline(__always)
    mutating func handleRecord(_ reader: inout AOFReader) throws(RDBError) -> Bool {
        guard !hasEnded else { return false }
        writer.output.beginRecord()
        switch try reader.find() {
        case .record(.command): handleCommand(reader)
        case .record(let line): try handleLine(line, reader)
        case .pieces: try handlePieces(&reader)
        case nil: return false
        }
        return !hasEnded
    }

    private mutating func handleLine(_ line: AOFRecord, _ reader: borrowing AOFReader) throws(RDBError) {
        if reader.isUnended && rules.expectsMore { throw RDBError(.truncated, at: reader.recordOffset) }
        if context.hasBegun { writer.writeLine(line, reader) }
        guard case .timestamp(let seconds) = line else { return }
        context.seconds = seconds
        if rules.range.endsBefore(seconds: seconds) { end() }
    }

    @inline(__always)
    private mutating func handleCommand(_ reader: borrowing AOFReader) {
        let index = rules.index(reader)
        let role = rules.role(index)
        guard !rules.range.endsBefore(context, reader.offset) else { return end() }
        begin(role, reader)
        let isWanted = isWanted(reader, index, role)
        if isWanted { writer.write(reader, index, context) }
        context.leave(role, reader)
        if isWanted { count() }
    }

    /// Handles a command that is not in memory whole; where it goes on is known only behind it.
    @inline(never)
    private mutating func handlePieces(_ reader: inout AOFReader) throws(RDBError) {
        reader.peekPieces()
        let index = rules.index(reader)
        let role = rules.role(index)
        guard !rules.range.endsBefore(context, reader.recordOffset + 1) else { return end() }
        begin(role, reader)
        let isWanted = isWanted(reader, index, role)
        var after = context
        after.leave(role, reader)
        if isWanted {
            writer.beginPieces(reader, index, context)
            try reader.readPieces(into: &writer)
            writer.endPieces()
            writer.reset()
        } else {
            var nothing = AOFPieceSkipper()
            try reader.readPieces(into: &nothing)
        }
        context = after
        if isWanted { count() }
    }

    @inline(__always)
    private mutating func begin(_ role: AOFCommand.Role, _ reader: borrowing AOFReader) {
        if !context.hasBegun {
            rules.range.begin(&context, at: reader.recordOffset)
            if context.hasBegun, let database = context.database { writer.select(database) }
        }
        context.enter(role, at: reader.recordOffset)
    }

    @inline(__always)
    private mutating func isWanted(
        _ reader: borrowing AOFReader, _ index: Int, _ role: AOFCommand.Role
    ) -> Bool {
        guard context.hasBegun else { return false }
        if Writer.makesLog && (role != .plain || context.database == nil) { return isWantedInLog(reader, index, role) }
        return filter.matches(reader, index, context)
    }

    @inline(never)
    private mutating func isWantedInLog(
        _ reader: borrowing AOFReader, _ index: Int, _ role: AOFCommand.Role
    ) -> Bool {
        switch role {
        case .select: return true
        case .multi, .exec: return context.transaction != nil
        default:
            guard context.database == nil else { return filter.matches(reader, index, context) }
            misplaced += 1
            return false
        }
    }

    @inline(__always)
    private mutating func count() {
        commands &+= 1
        left &-= 1
        if left == 0 { end() }
    }

    /// Nothing behind this is wanted.
    @inline(never)
    private mutating func end() {
        hasEnded = true
        closeTransaction(context)
    }

    /// Writes what ends a transaction of which the end is missing.
    mutating func closeTransaction(_ context: AOFContext) {
        if context.transaction != nil && context.hasBegun { writer.discard() }
    }

    mutating func handleFailure() {
        isTorn = isTorn || !writer.output.canDropRecord
        writer.output.cutRecord()
        writer.reset()
    }
}

/// Moves over a command.
private struct AOFPieceSkipper: AOFPieceVisitor {
    mutating func beginCommand(_ count: Int) {}
    mutating func beginArgument(length: UInt64, at offset: UInt64) {}
    mutating func piece(_ base: UnsafeRawPointer, _ size: Int) {}
    mutating func endArgument() {}
}
