/// The way over a stretch of a log that cannot be read.
struct AOFPassage {
    /// What is wrong, with the bytes that are lost.
    private(set) var error: RDBError
    /// Where records go on, or the end of the file.
    private(set) var end: UInt64
    /// Whether nothing follows that could be read.
    let reachesEnd: Bool
    /// The stretch in words.
    let detail: String

    /// Looks for records behind `error`, in the record at `start`.
    ///
    /// - Parameter givesUp: Nothing behind it is looked at any more.
    init(
        behind error: RDBError, at start: UInt64, in input: AOFInput, _ table: AOFCommandTable, givesUp: Bool = false
    ) throws(RDBError) {
        let next = givesUp ? nil : try Self.place(behind: start, error, input, table)
        end = if let next { next } else { try Self.fileEnd(behind: error, input) }
        reachesEnd = next == nil
        self.error = error
        if error.offset == start || error.length == 0 { self.error.length = end - error.offset }
        let detail = Self.detail(start, end, reachesEnd, input)
        self.detail = givesUp ? detail + "; so often damaged, it is not looked at" : detail
    }

    private static func place(
        behind start: UInt64, _ error: RDBError, _ input: AOFInput, _ table: AOFCommandTable
    ) throws(RDBError) -> UInt64? {
        if error.code == .nulPadding, let size = input.size, error.offset + error.length >= size { return nil }
        return try AOFResync(input: input, table: table).place(behind: start, isTorn: error.code == .truncated)
    }

    private static func fileEnd(behind error: RDBError, _ input: AOFInput) throws(RDBError) -> UInt64 {
        if let size = input.size { return size }
        guard let window = try input.window(from: error.offset) else { return error.offset + error.length }
        repeat {
            window.consume(window.filled)
            try window.fill()
        } while window.filled > 0
        return window.offset
    }

    private static func detail(_ start: UInt64, _ end: UInt64, _ reachesEnd: Bool, _ input: AOFInput) -> String {
        if input.reopen == nil { return "what follows in a pipe is not looked at" }
        return reachesEnd
            ? "the record at \(start), \((end - start).counted("byte")) to the end"
            : "the record at \(start); records go on at \(end), \((end - start).counted("byte")) later"
    }
}
