/// What a line of a dump begins with: `appendonly.aof:23  2026-01-01T00:00:00Z  db0  multi:23  `.
struct LinePlace: ~Copyable {
    /// `appendonly.aof:`
    private var file = HeldString()
    /// `  2026-01-01T00:00:00Z  db0  ` for the time and the database of the last line.
    private var middle = HeldString()
    private var seconds: Int64?
    private var database: UInt64?

    init(file name: String) {
        file.hold(name + ":")
        hold(nil, nil)
    }

    private mutating func hold(_ seconds: Int64?, _ database: UInt64?) {
        self.seconds = seconds
        self.database = database
        let time = seconds.map(UTCTime.text) ?? "-"
        middle.hold("  \(time)  db\(database.map { "\($0)" } ?? "?")  ")
    }

    /// Writes the beginning of a line; what is not known is a hyphen.
    mutating func write(
        _ offset: UInt64, seconds: Int64?, database: UInt64?, transaction: UInt64?, to output: inout TurnOutput
    ) {
        unsafe output.appendPadded(file.base, file.count)
        output.append(offset)
        if seconds != self.seconds || database != self.database { hold(seconds, database) }
        unsafe output.appendPadded(middle.base, middle.count)
        if let transaction {
            output.append("multi:")
            output.append(transaction)
            output.append("  ")
        } else {
            output.append("-  ")
        }
    }
}
