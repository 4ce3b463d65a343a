/// Encoded bytes of one thread, in memory or on their way to a sink.
@safe
struct EncodedBuffer: RDBOutput, ~Copyable {
    /// With a sink, more than this is handed over.
    private static let largestCapacity = 1 << 20

    private var buffer = RawBuffer(capacity: 1 << 12)
    private(set) var count = 0
    private let sink: (any ByteSink)?
    /// What went wrong in the sink; nothing is written after it.
    private(set) var failure: OutputError?
    /// Nothing is handed over now, because it may be taken back.
    var isHeld = false

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
        if sink != nil && count + size > Self.largestCapacity && !isHeld { flush() }
        buffer.grow(to: max(count + size, 2 * buffer.capacity), keeping: count)
    }

    /// Hands everything to the sink.
    mutating func flush() {
        guard let sink, count > 0 else { return }
        if failure == nil {
            do throws(OutputError) {
                try unsafe sink.write(bytes)
            } catch {
                failure = error
            }
        }
        clear()
    }

    /// Forgets everything in memory, and gives back what an unusual value needed.
    mutating func clear() {
        count = 0
        buffer.shrink(to: 4 * Self.largestCapacity)
    }

    /// Takes back what was written behind `count` bytes.
    mutating func cut(to count: Int) {
        self.count = min(count, self.count)
    }
}
