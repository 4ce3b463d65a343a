/// Bytes that are already in memory, handed out in pieces of at most `step` bytes.
///
/// Small steps show that no result depends on how the input is split.
public final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private let step: Int
    private var position = 0
    public let size: UInt64?

    /// Reads `bytes`; with `hidesSize` the source looks like a pipe.
    public init(_ bytes: [UInt8], step: Int = .max, hidesSize: Bool = false) {
        self.bytes = bytes
        self.step = step
        size = hidesSize ? nil : UInt64(bytes.count)
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(step, buffer.count, bytes.count - position)
        unsafe buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }

    @discardableResult
    public func discard(_ count: UInt64) -> UInt64 {
        let moved = min(count, UInt64(bytes.count - position))
        position += Int(moved)
        return moved
    }
}
