/// Hands the commands of a log to an ``AOFHistoryRun``, one after the other.
struct AOFHistoryWorker: AOFBatchWorker, ~Copyable {
    var context = AOFContext()
    private let run: AOFHistoryRun
    private var hasEnded = false

    init(_ run: AOFHistoryRun) {
        self.run = run
    }

    mutating func beginTurn(_ sequence: UInt64) {}
    mutating func endTurn() -> Bool { !hasEnded }
    mutating func handleFailure() {}

    mutating func handleRecord(_ reader: inout AOFReader) throws(RDBError) -> Bool {
        guard !hasEnded else { return false }
        switch try reader.next() {
        case .command: handleCommand(reader)
        case .timestamp(let seconds):
            context.seconds = seconds
            hasEnded = run.rules.range.endsBefore(seconds: seconds)
        case .annotation: break
        case nil: return false
        }
        return !hasEnded
    }

    private mutating func handleCommand(_ reader: borrowing AOFReader) {
        let rules = run.rules
        guard !rules.range.endsBefore(context, reader.offset) else {
            hasEnded = true
            return
        }
        let role = rules.role(rules.index(reader))
        rules.range.begin(&context, at: reader.recordOffset)
        context.enter(role, at: reader.recordOffset)
        let command = reader.command(in: rules.table)
        if run.concerns(reader, command) { run.take(reader, command, context) }
        context.leave(role, reader)
        run.count(context)
    }
}
