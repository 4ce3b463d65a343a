/// A string that is needed once more after the visit in which it came, or whose turn in a command comes later.
@safe
struct HeldString: ~Copyable {
    private var buffer = RawBuffer(capacity: 256)
    private(set) var count = 0

    /// Its first byte; slack follows behind its last.
    var base: UnsafeRawPointer {
        @inline(__always) get { unsafe UnsafeRawPointer(buffer.base) }
    }

    /// Holds this string.
    @inline(__always)
    mutating func hold(_ value: borrowing RDBScalar) {
        count = 0
        switch value {
        case .bytes(let bytes): add(bytes)
        case .integer(let integer): hold(integer)
        }
    }

    /// Holds a text.
    mutating func hold(_ text: String) {
        count = 0
        var text = text
        text.withUTF8 {
            if let base = $0.baseAddress { unsafe add(UnsafeRawPointer(base), $0.count) }
        }
    }

    /// Holds the digits of a number.
    mutating func hold(_ integer: Int64) {
        var target = unsafe digits
        if integer < 0 {
            unsafe target.pointee = UInt8(ascii: "-")
            unsafe target += 1
        }
        unsafe end(at: DecimalText.write(integer.magnitude, to: target))
    }

    /// Holds `milliseconds-sequence`.
    mutating func hold(_ id: StreamID) {
        let middle = unsafe DecimalText.write(id.milliseconds, to: digits)
        unsafe middle.pointee = UInt8(ascii: "-")
        unsafe end(at: DecimalText.write(id.sequence, to: middle + 1))
    }

    private var digits: UnsafeMutablePointer<UInt8> { unsafe buffer.base.assumingMemoryBound(to: UInt8.self) }

    private mutating func end(at end: UnsafeMutablePointer<UInt8>) {
        count = unsafe UnsafeMutableRawPointer(end) - buffer.base
    }

    /// Holds a score as commands give it.
    mutating func hold(_ score: Double) {
        guard score.isFinite else {
            count = 0
            let text: StaticString = score < 0 ? "-inf" : "inf"
            return unsafe add(UnsafeRawPointer(text.utf8Start), text.utf8CodeUnitCount)
        }
        unsafe end(at: DecimalText.write(score, marksFraction: false, to: digits))
    }

    /// Starts a string that arrives in pieces.
    mutating func begin() {
        count = 0
    }

    /// Adds a piece.
    @inline(__always)
    mutating func add(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes {
            if let base = $0.baseAddress { unsafe add(base, $0.count) }
        }
    }

    /// Adds bytes.
    mutating func add(_ base: UnsafeRawPointer, _ size: Int) {
        if count + size > buffer.capacity { buffer.grow(to: max(count + size, 2 * count), keeping: count) }
        unsafe (buffer.base + count).copyMemory(from: base, byteCount: size)
        count += size
    }

    /// Gives back what an unusually large string needed.
    mutating func clear() {
        buffer.shrink(to: 1 << 16)
        count = 0
    }
}
