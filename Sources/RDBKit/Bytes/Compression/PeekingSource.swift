/// A source whose next bytes can be looked at before they are read.
final class PeekingSource: ByteSource {
    private let source: any ByteSource
    private var peeked: [UInt8] = []
    private var atEnd = false

    /// The bytes of `source`, from where it stands.
    init(_ source: any ByteSource) {
        self.source = source
    }

    var size: UInt64? { source.size }

    /// The next `count` bytes, or as many as there are.
    func peek(_ count: Int) throws(RDBError) -> [UInt8] {
        let buffer = RawBuffer(capacity: count)
        while peeked.count < count && !atEnd {
            let room = unsafe UnsafeMutableRawBufferPointer(start: buffer.base, count: count - peeked.count)
            let got = try unsafe source.read(into: room)
            atEnd = got == 0
            unsafe peeked.append(contentsOf: room[..<got])
        }
        return Array(peeked.prefix(count))
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        if peeked.isEmpty { return atEnd ? 0 : try unsafe source.read(into: buffer) }
        let count = min(peeked.count, buffer.count)
        unsafe buffer.copyBytes(from: peeked[..<count])
        peeked.removeFirst(count)
        return count
    }

    /// Whoever can move over bytes need not read them, and keys are found again by that.
    @discardableResult
    func discard(_ count: UInt64) throws(RDBError) -> UInt64 {
        let held = Int(min(count, UInt64(peeked.count)))
        peeked.removeFirst(held)
        if UInt64(held) == count || atEnd { return UInt64(held) }
        return UInt64(held) + (try source.discard(count - UInt64(held)))
    }
}
