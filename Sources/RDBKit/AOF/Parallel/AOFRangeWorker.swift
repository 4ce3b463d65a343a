/// Handles the commands of a range of a log.
protocol AOFRangeWorker: AOFBatchWorker, ~Copyable {
    /// The rules of the file that is read.
    var rules: AOFRecordRules { get }
    /// Whether the range has ended.
    var hasEnded: Bool { get set }

    /// Handles a command up to the end of the range; its place in the table of commands is -1 where nobody knows it.
    mutating func handle(_ reader: borrowing AOFReader, _ index: Int, _ role: AOFCommand.Role)
}

extension AOFRangeWorker where Self: ~Copyable {
    mutating func handleFailure() {}

    @inline(__always)
    mutating func handleRecord(_ reader: inout AOFReader) throws(RDBError) -> Bool {
        guard !hasEnded else { return false }
        switch try reader.next() {
        case .command: handleCommand(reader)
        case .timestamp(let seconds):
            context.seconds = seconds
            hasEnded = rules.range.endsBefore(seconds: seconds)
        case .annotation: break
        case nil: return false
        }
        return !hasEnded
    }

    @inline(__always)
    private mutating func handleCommand(_ reader: borrowing AOFReader) {
        guard !rules.range.endsBefore(context, reader.offset) else {
            hasEnded = true
            return
        }
        let index = rules.index(reader)
        let role = rules.role(index)
        rules.range.begin(&context, at: reader.recordOffset)
        context.enter(role, at: reader.recordOffset)
        handle(reader, index, role)
        context.leave(role, reader)
    }
}
