/// Whole records that lie in memory, with all that is needed to decode them on any thread.
@safe
struct RDBBatch: ~Copyable {
    var buffer = RawBuffer(capacity: InputWindow.standardCapacity)
    var count = 0
    var offset: UInt64 = 0
    var recordCount = 0
    /// Its number in the order of the file.
    var sequence: UInt64 = 0
    /// What follows the whole records cannot be read.
    var isDamaged = false
    var context = RDBContext()

    /// A reader that ends with the batch.
    func reader(_ header: RDBHeader, _ scratch: RDBScratch, nodeLimit: UInt64) -> RDBReader {
        let input = unsafe ByteReader(base: UnsafeRawPointer(buffer.base), count: count, offset: offset)
        return RDBReader(input, header: header, scratch: scratch, nodeLimit: nodeLimit, context: context)
    }
}

/// Works on records, each thread with a worker of its own.
protocol RDBBatchWorker: ~Copyable {
    /// Handles all records that `reader` holds in memory, values included.
    mutating func handleRecords(_ reader: inout RDBReader) throws(RDBError)
    /// Handles the record at which `reader` stands, value included.
    mutating func handleRecord(_ reader: inout RDBReader) throws(RDBError)
    /// Records follow that belong to the turn with this number, in the order of the file.
    mutating func beginTurn(_ sequence: UInt64)
    /// All records of the turn were handled; false when nothing behind them is wanted.
    mutating func endTurn() -> Bool
    /// A record starts that may have to be forgotten.
    mutating func beginRecord()
    /// The record that was begun turned out to be incomplete: it will be handled once more.
    mutating func forgetRecord()
    /// Nothing behind this can be read; `reader` stands in the record that is damaged.
    mutating func handleFailure(_ error: RDBError, _ reader: borrowing RDBReader)
}

extension RDBBatchWorker where Self: ~Copyable {
    @inline(__always)
    mutating func beginTurn(_ sequence: UInt64) {}

    @inline(__always)
    mutating func endTurn() -> Bool { true }
}
