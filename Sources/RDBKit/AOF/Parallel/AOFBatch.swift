/// Whole records that lie in memory, with all that is needed to read them on any thread.
@safe
struct AOFBatch: ~Copyable {
    var buffer = RawBuffer(capacity: InputWindow.standardCapacity)
    var count = 0
    var offset: UInt64 = 0
    /// Its number in the order of the file.
    var sequence: UInt64 = 0
    /// What is known in front of it.
    var context = AOFContext()

    /// A reader that ends with the batch.
    func reader() -> AOFReader {
        unsafe (buffer.base + count).initializeMemory(as: UInt64.self, repeating: 0, count: 1)
        return unsafe AOFReader(base: UnsafeRawPointer(buffer.base), count: count, offset: offset)
    }
}

/// Works on records of a log, each thread with a worker of its own.
protocol AOFBatchWorker: ~Copyable {
    /// What is known in front of the next record.
    var context: AOFContext { get set }

    /// Handles the next record.
    ///
    /// - Returns: False at the end of what `reader` has.
    mutating func handleRecord(_ reader: inout AOFReader) throws(RDBError) -> Bool
    /// Records follow that belong to the turn with this number, in the order of the file.
    mutating func beginTurn(_ sequence: UInt64)
    /// All records of the turn were handled; false when nothing behind them is wanted.
    mutating func endTurn() -> Bool
    /// Nothing of the record that could not be read is wanted.
    mutating func handleFailure()
}
