/// What a record means for those behind it: the one place that framing and writing share.
struct AOFRecordRules: Sendable {
    let table: AOFCommandTable
    /// The range of the file that is wanted.
    let range: AOFRange
    /// The largest command that is kept in memory, in bytes.
    let wholeLimit: Int
    /// A server writes on: a last line without its line feed is not whole yet.
    var expectsMore = false

    init(table: AOFCommandTable, range: AOFRange, wholeLimit: Int = 16 << 20) {
        self.table = table
        self.range = range
        self.wholeLimit = wholeLimit
    }

    /// The index of the current command; -1 where nobody knows it.
    @inline(__always)
    func index(_ reader: borrowing AOFReader) -> Int {
        if reader.isCut { return table.index(of: reader.argument(0)) ?? -1 }
        let name = reader.arguments.place(0)
        return unsafe table.index(reader.base + name.start, name.length)
    }

    @inline(__always)
    func role(_ index: Int) -> AOFCommand.Role {
        index < 0 ? .plain : table.limits[index].role
    }

    /// Takes in a record that nothing else is done with.
    @inline(__always)
    func pass(_ record: AOFRecord, _ reader: borrowing AOFReader, _ context: inout AOFContext) {
        switch record {
        case .command:
            let role = role(index(reader))
            range.begin(&context, at: reader.recordOffset)
            context.enter(role, at: reader.recordOffset)
            context.leave(role, reader)
        case .timestamp(let seconds): context.seconds = seconds
        case .annotation: break
        }
    }
}
