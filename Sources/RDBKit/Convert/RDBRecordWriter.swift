/// Writes records in one format: keys with their values, which it visits, and what stands beside the keys.
protocol RDBRecordWriter: RDBValueVisitor, ~Copyable {
    /// Where the text goes.
    var output: TurnOutput { get set }
    /// What is wrong with the current value, where its end is known.
    var damages: [RDBError] { get set }
    /// What the format or its target cannot say, and how often it was left out.
    var losses: [RDBConvertLoss: UInt64] { get set }

    /// Writes the key at which `reader` stands, with its value; the reader is behind it then.
    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError)
    /// Writes what stands in front of all records.
    mutating func writeHeader(_ header: RDBHeader)
    /// The keys that follow are in this database.
    mutating func writeDatabase(_ database: UInt64)
    /// Writes an AUX field; the reader stands in front of its name.
    mutating func writeAux(_ reader: inout RDBReader) throws(RDBError)
    /// Writes a function library; the reader stands in front of its source.
    mutating func writeFunction(_ reader: inout RDBReader) throws(RDBError)
    /// Writes a module's AUX data; the reader stands in front of its id.
    mutating func writeModuleAux(_ reader: inout RDBReader) throws(RDBError)
    /// What was kept for the current record is needed no more, because the record ends here in any case.
    mutating func reset()
}

extension RDBRecordWriter where Self: ~Copyable {
    mutating func writeHeader(_ header: RDBHeader) {}
    mutating func writeDatabase(_ database: UInt64) {}

    mutating func writeAux(_ reader: inout RDBReader) throws(RDBError) {
        try reader.skipPayload(of: .aux)
    }

    mutating func writeFunction(_ reader: inout RDBReader) throws(RDBError) {
        try reader.skipPayload(of: .function)
    }

    mutating func writeModuleAux(_ reader: inout RDBReader) throws(RDBError) {
        try reader.skipPayload(of: .moduleAux)
    }

    mutating func reset() {}

    mutating func damage(_ error: RDBError) {
        damages.append(error)
    }

    /// Counts something that is not in the output.
    mutating func lose(_ loss: RDBConvertLoss, _ count: UInt64 = 1) {
        losses[loss, default: 0] += count
    }
}
