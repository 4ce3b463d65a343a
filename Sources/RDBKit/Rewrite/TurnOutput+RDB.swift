/// Bytes of records as they are.
extension TurnOutput {
    /// Appends key opcodes, type and name of the record that `reader` holds in memory.
    mutating func appendHead(_ head: borrowing EntryHead, of reader: borrowing RDBReader) {
        guard let record = reader.values.input.again(from: reader.recordOffset) else { return }
        unsafe append(head, of: reader, at: record.position)
    }

    /// Appends the bytes from `start` to `end` of what `reader` holds in memory.
    @inline(__always)
    mutating func appendBytes(of reader: borrowing RDBReader, from start: UInt64, to end: UInt64) {
        guard let bytes = reader.values.input.again(from: start) else { return }
        unsafe appendPadded(bytes.position, Int(end - start))
    }
}
