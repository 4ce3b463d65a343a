/// Writes the commands of a log in one format.
protocol AOFRecordWriter: AOFPieceVisitor, ~Copyable {
    /// Where the text goes.
    var output: TurnOutput { get set }
    /// Whether what is written is a log again: SELECT, MULTI and EXEC pass all filters then, and a command whose
    /// database nobody knows does not.
    static var makesLog: Bool { get }

    /// Writes the current command of `reader`, which is the one with this index in the table, or -1.
    mutating func write(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext)
    /// A command follows that arrives in pieces; `reader` has the starts of its first arguments.
    mutating func beginPieces(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext)
    /// The command that arrived in pieces is complete.
    mutating func endPieces()
    /// Writes a line of the log that is no command.
    mutating func writeLine(_ record: AOFRecord, _ reader: borrowing AOFReader)
    /// Writes what stands in the place of records: an RDB in front of them, or what cannot be read.
    mutating func writeGap(_ bytes: Range<UInt64>, _ text: String)
    /// What follows goes to this database.
    mutating func select(_ database: UInt64)
    /// The transaction that is open does not end.
    mutating func discard()
    /// What was kept for the current command is needed no more.
    mutating func reset()
}

extension AOFRecordWriter where Self: ~Copyable {
    static var makesLog: Bool { false }
    mutating func writeLine(_ record: AOFRecord, _ reader: borrowing AOFReader) {}
    mutating func writeGap(_ bytes: Range<UInt64>, _ text: String) {}
    mutating func select(_ database: UInt64) {}
    mutating func discard() {}
    mutating func reset() {}
}
