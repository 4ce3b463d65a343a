/// Hands the commands of a log to an ``AOFHistoryRun``, one after the other.
struct AOFHistoryWorker: AOFRangeWorker, ~Copyable {
    var context = AOFContext()
    var hasEnded = false
    private let run: AOFHistoryRun

    init(_ run: AOFHistoryRun) {
        self.run = run
    }

    var rules: AOFRecordRules { run.rules }

    mutating func beginTurn(_ sequence: UInt64) {}

    mutating func endTurn() -> Bool {
        run.count(context)
        return !hasEnded
    }

    mutating func handle(_ reader: borrowing AOFReader, _ index: Int, _ role: AOFCommand.Role) {
        let command = reader.command(in: run.rules.table)
        if run.concerns(reader, command) { run.take(reader, command, context) }
    }
}
