/// The part of a source that is in memory, with the checksum of all that went before it.
///
/// ```
///   summed in `crc`        buffer                      still in the source
/// |------------------|--------------------|----------|--------------------
/// 0               offset             + filled    + capacity
/// ```
/// Only consumed bytes enter the checksum, because it ends where the EOF opcode is found.
final class InputWindow {
    private let source: any ByteSource
    private(set) var buffer: RawBuffer
    private(set) var filled = 0
    private(set) var offset: UInt64 = 0
    private(set) var crc = CRC64()
    private(set) var atEnd = false
    /// Whether a checksum is wanted: logs have none.
    var sums: Bool
    /// Sees all bytes that are consumed.
    var follower: (any WindowFollower)?

    /// Reads `source`, the next byte of which stands at `offset` in the file.
    init(_ source: any ByteSource, capacity: Int, offset: UInt64 = 0, summing sums: Bool = true) {
        self.source = source
        self.offset = offset
        self.sums = sums
        buffer = RawBuffer(capacity: capacity)
    }

    /// Starts behind the first `skipped` bytes of the source; the checksum is of no use then.
    convenience init(_ source: any ByteSource, capacity: Int, skipping skipped: UInt64) throws(RDBError) {
        self.init(source, capacity: capacity)
        try source.discard(skipped)
        offset = skipped
    }

    /// Bytes from `position` to the end of the source, where its size is known.
    func bytesLeft(from position: UInt64) -> UInt64? {
        if atEnd { return offset + UInt64(filled) - min(position, offset + UInt64(filled)) }
        guard let size = source.size else { return nil }
        return size > position ? size - position : 0
    }

    /// Reads until the buffer is full or the source has ended.
    func fill() throws(RDBError) {
        try fill(atLeast: buffer.capacity)
    }

    /// Reads until `count` bytes are there or the source has ended; the buffer must have room for them.
    func fill(atLeast count: Int) throws(RDBError) {
        while filled < count && !atEnd {
            let room = unsafe UnsafeMutableRawBufferPointer(
                start: buffer.base + filled, count: min(buffer.capacity, max(count, Self.standardCapacity)) - filled)
            do throws(RDBError) {
                let got = try unsafe source.read(into: room)
                atEnd = got == 0
                filled += got
            } catch {
                var placed = error
                placed.offset = offset + UInt64(filled)
                throw placed
            }
        }
    }

    /// Sums and drops the first `count` bytes.
    func consume(_ count: Int) {
        sum(count)
        filled -= count
        unsafe buffer.base.copyMemory(from: buffer.base + count, byteCount: filled)
        offset += UInt64(count)
    }

    /// Gives back what an unusually large value needed.
    func shrink() {
        let usual = max(filled, Self.standardCapacity)
        guard buffer.capacity > 8 * usual else { return }
        let smaller = RawBuffer(capacity: usual)
        unsafe smaller.base.copyMemory(from: buffer.base, byteCount: filled)
        buffer = smaller
    }

    /// Makes room for `capacity` bytes in all.
    func grow(to capacity: Int) {
        buffer.grow(to: capacity, keeping: filled)
    }

    /// Hands the buffer over with its first `count` bytes whole, and goes on with `spare` and the rest.
    func exchange(_ spare: inout RawBuffer, handingOver count: Int) {
        sum(count)
        let rest = filled - count
        spare.grow(to: max(rest, InputWindow.standardCapacity), keeping: 0)
        unsafe spare.base.copyMemory(from: buffer.base + count, byteCount: rest)
        swap(&spare, &buffer)
        filled = rest
        offset += UInt64(count)
    }

    private func sum(_ count: Int) {
        let consumed = unsafe UnsafeRawBufferPointer(start: buffer.base, count: count)
        unsafe follower?.follow(consumed)
        if sums { unsafe crc.add(consumed) }
    }
}

/// Whoever wants the bytes of a record that streams through a window.
protocol WindowFollower: AnyObject {
    /// The next bytes were consumed.
    func follow(_ bytes: UnsafeRawBufferPointer)
}

extension InputWindow {
    /// 512 KiB: a batch of this size still lies in a core's second-level cache when it is decoded. Measured on 2 cores with
    /// 1 MiB of it each, 1 MiB took 2 to 5 % longer.
    static let standardCapacity = 1 << 19
}
