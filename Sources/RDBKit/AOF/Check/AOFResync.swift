/// Finds where records go on behind damage.
///
/// Servers write no checksums into logs, so it is a matter of evidence: commands that follow one another to the end of
/// the file, or to the next damage, but some of them. Commands that are the content of a value whose length is lost are
/// known by the empty line that a value ends with.
struct AOFResync {
    /// So many commands in a row between two damages are taken.
    private static let leastRow = 3
    /// The record in front runs past the end of the file: it may as well be torn, and all that follows its value.
    private static let leastRowInTorn = 8
    private static let leastWholeRowInTorn = 2
    /// So many commands in a row are no accident, whatever follows.
    private static let longestRow = 10_000

    let input: AOFInput
    let table: AOFCommandTable

    /// The first place behind `start` where records go on; nil where there is none.
    ///
    /// - Parameter isTorn: The record at `start` runs past the end of the file.
    func place(behind start: UInt64, isTorn: Bool) throws(RDBError) -> UInt64? {
        guard var finder = try AOFRecordFinder(input, table, in: start + 1..<UInt64.max) else { return nil }
        while let row = try finder.nextRow(upTo: Self.longestRow) {
            if isTrusted(row, isTorn: isTorn) { return row.start }
        }
        return nil
    }

    private func isTrusted(_ row: AOFRecordFinder.Row, isTorn: Bool) -> Bool {
        switch row.ending {
        case .open: true
        case .content: false
        case .exactly: row.commands >= (isTorn ? Self.leastWholeRowInTorn : 1)
        case .torn: row.commands >= (isTorn ? Self.leastRowInTorn : 1)
        case .broken: row.commands >= (isTorn ? Self.leastRowInTorn : Self.leastRow)
        }
    }
}
