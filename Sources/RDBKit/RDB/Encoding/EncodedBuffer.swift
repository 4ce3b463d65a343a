/// Encoded bytes of one thread, in memory or on their way to a sink.
///
/// The current record can be taken back as long as all of it is in memory.
@safe
struct EncodedBuffer: RDBOutput, ~Copyable {
    /// With a sink, more than this is handed over when a record is complete.
    private static let usualCapacity = 1 << 18
    /// With a sink, a record larger than this is handed over before it is complete.
    private static let largestRecord = 32 << 20

    private var buffer = RawBuffer(capacity: 1 << 12)
    private(set) var count = 0
    private var recordStart = 0
    /// Whether all of the current record is still in memory.
    private(set) var canTakeBack = true
    private let sink: (any ByteSink)?
    /// What went wrong in the sink; nothing is written after it.
    private(set) var failure: OutputError?

    /// - Parameter sink: Where the bytes go when there are many; without one all stay in memory.
    init(_ sink: (any ByteSink)? = nil) {
        self.sink = sink
    }

    /// What is in memory.
    var bytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: buffer.base, count: count)
    }

    @inline(__always)
    mutating func reserve(_ size: Int) -> UnsafeMutablePointer<UInt8> {
        if buffer.capacity - count < size { makeRoom(size) }
        return unsafe (buffer.base + count).assumingMemoryBound(to: UInt8.self)
    }

    @inline(__always)
    mutating func advance(to end: UnsafeMutablePointer<UInt8>) {
        count = unsafe UnsafeMutableRawPointer(end) - buffer.base
    }

    @inline(never)
    private mutating func makeRoom(_ size: Int) {
        if sink != nil && count - recordStart + size > Self.largestRecord {
            canTakeBack = false
            flush()
        }
        buffer.grow(to: max(count + size, 2 * buffer.capacity), keeping: count)
    }

    /// Starts a record that can be taken back.
    mutating func beginRecord() {
        if sink != nil && count > Self.usualCapacity { flush() }
        recordStart = count
        canTakeBack = true
    }

    /// Takes the current record back, as far as it is in memory.
    mutating func takeBack() {
        count = recordStart
    }

    /// Hands everything to the sink.
    mutating func flush() {
        guard let sink else { return }
        if failure == nil {
            do throws(OutputError) {
                try unsafe sink.write(bytes)
            } catch {
                failure = error
            }
        }
        clear()
    }

    /// Forgets everything in memory, and gives back what an unusual record needed.
    mutating func clear() {
        count = 0
        recordStart = 0
        buffer.shrink(to: 1 << 20)
    }
}
