/// What a worker has written for one turn and nobody has written out yet.
///
/// ```
///   turn's earlier records     current record          (pinned part)
/// |--------------------------|----------------------|---------------|
/// 0                     recordStart             pinStart          count
/// ```
/// All of it leaves in one piece when the turn is over. When it grows beyond ``largestCapacity`` before that, the
/// worker waits for its place in the file and writes it out early, all but the pinned part.
@safe
struct TurnOutput: ~Copyable {
    static let usualCapacity = 1 << 20
    /// More than this is written out before the turn is over.
    static let largestCapacity = 4 << 20

    private(set) var buffer = RawBuffer(capacity: usualCapacity)
    /// Bytes in the buffer.
    var count = 0
    private var recordStart = 0
    /// Bytes of the current record that have been written out.
    private var recordWritten: UInt64 = 0
    /// Bytes in front of the buffer's that were written out when the record was handled before.
    private var repeated: UInt64 = 0
    /// Where a part starts that must stay in the buffer; nil for none.
    private var pinStart: Int?
    private(set) var sequence: UInt64 = 0
    private let order: OrderedOutput

    init(_ order: OrderedOutput) {
        self.order = order
    }

    /// Room for `size` bytes at the end of what was written; slack follows behind it.
    @inline(__always)
    mutating func reserve(_ size: Int) -> UnsafeMutablePointer<UInt8> {
        if buffer.capacity &- count < size { makeRoom(size) }
        return unsafe (buffer.base + count).assumingMemoryBound(to: UInt8.self)
    }

    /// Notes that bytes were written up to `end` into reserved room.
    @inline(__always)
    mutating func advance(to end: UnsafeMutablePointer<UInt8>) {
        count = unsafe UnsafeMutableRawPointer(end) - buffer.base
    }

    /// The bytes from `start` to the end.
    @inline(__always)
    func bytes(from start: Int) -> UnsafeMutableRawPointer {
        unsafe buffer.base + start
    }

    /// The byte that was written last; there must be one in the current record.
    var lastByte: UInt8 {
        @inline(__always) get { unsafe buffer.base.load(fromByteOffset: count - 1, as: UInt8.self) }
    }

    /// Takes back what was written behind `count` bytes.
    @inline(__always)
    mutating func cut(to count: Int) {
        self.count = count
    }

    @inline(never)
    private mutating func makeRoom(_ size: Int) {
        if count + size > Self.largestCapacity { writeOut() }
        if buffer.capacity - count < size {
            let doubled = min(buffer.capacity * 2, max(Self.largestCapacity, count + size))
            buffer.grow(to: max(count + size, doubled), keeping: count)
        }
    }

    /// Writes out all but the pinned part and the last byte, which may still be taken back.
    private mutating func writeOut() { writeOut(pinStart ?? max(0, count - 1)) }

    /// Writes out all there is, so that somebody else can go on behind it; nothing may be pinned.
    mutating func writeOutAll() { writeOut(count) }

    private mutating func writeOut(_ ready: Int) {
        guard ready > 0 else { return }
        unsafe order.writeEarly(unread(ready), of: sequence)
        recordWritten += UInt64(ready - min(ready, recordStart))
        repeated -= min(repeated, UInt64(ready))
        unsafe buffer.base.copyMemory(from: buffer.base + ready, byteCount: count - ready)
        count -= ready
        if pinStart != nil { pinStart = 0 }
        recordStart = 0
    }

    /// The first `ready` bytes without those that were written out before.
    private func unread(_ ready: Int) -> UnsafeRawBufferPointer {
        let skipped = Int(min(repeated, UInt64(ready)))
        return unsafe UnsafeRawBufferPointer(start: buffer.base + skipped, count: ready - skipped)
    }
}

/// Turns and records.
extension TurnOutput {
    /// Starts the turn with this number.
    mutating func beginTurn(_ sequence: UInt64) {
        self.sequence = sequence
    }

    /// Hands over what the turn has written; false when nothing more is wanted.
    mutating func endTurn(keys: UInt64, isLast: Bool) -> Bool {
        let skipped = Int(min(repeated, UInt64(count)))
        let isWanted = order.submit(&buffer, skipped..<count, of: sequence, keys: keys, isLast: isLast)
        count = 0
        recordStart = 0
        repeated -= UInt64(skipped)
        buffer.shrink(to: Self.largestCapacity)
        return isWanted
    }

    /// Starts a record that can be taken back.
    @inline(__always)
    mutating func beginRecord() {
        recordStart = count
        recordWritten = 0
    }

    /// Takes the current record back; it will be handled once more and begin with the same bytes.
    mutating func forgetRecord() {
        count = recordStart
        pinStart = nil
        repeated += recordWritten
        recordWritten = 0
    }

    /// Whether nothing of the current record has been written out.
    var canDropRecord: Bool { recordWritten + repeated == 0 }

    /// Takes the current record back for good, if nothing of it has been written out; else leaves it as it is.
    ///
    /// - Returns: Whether it was taken back.
    mutating func dropRecord() -> Bool {
        guard canDropRecord else { return false }
        cutRecord()
        return true
    }

    /// Takes back what of the current record has not been written out.
    mutating func cutRecord() {
        pinStart = nil
        count = recordStart
        repeated = 0
    }

    /// From here on bytes stay in the buffer until ``unpin()``.
    mutating func pin() {
        pinStart = count
    }

    mutating func unpin() {
        pinStart = nil
    }

    /// Where the pinned part starts.
    var pinned: Int { pinStart ?? count }
}
