/// Growable raw memory with slack behind it.
///
/// Readers and decoders copy in wide steps past the end of what they need; the slack makes that safe.
@safe
struct RawBuffer: ~Copyable {
    /// Bytes that may be read or written behind `capacity`.
    static let slack = 64

    private(set) var base: UnsafeMutableRawPointer
    private(set) var capacity: Int

    init(capacity: Int) {
        unsafe base = .allocate(byteCount: capacity + Self.slack, alignment: 16)
        self.capacity = capacity
    }

    /// A copy of `bytes`, as large as they are.
    init(_ bytes: [UInt8]) {
        self.init(capacity: bytes.count)
        unsafe UnsafeMutableRawBufferPointer(start: base, count: capacity).copyBytes(from: bytes)
    }

    deinit {
        unsafe base.deallocate()
    }

    /// Makes room for `wanted` bytes, keeping the first `count`.
    mutating func grow(to wanted: Int, keeping count: Int) {
        guard wanted > capacity else { return }
        let larger = UnsafeMutableRawPointer.allocate(byteCount: wanted + Self.slack, alignment: 16)
        unsafe larger.copyMemory(from: base, byteCount: count)
        unsafe base.deallocate()
        unsafe base = larger
        capacity = wanted
    }

    /// Gives memory back when an unusual value made the buffer much larger than `usual`.
    mutating func shrink(to usual: Int) {
        guard capacity > usual else { return }
        self = RawBuffer(capacity: usual)
    }
}
