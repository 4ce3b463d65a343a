/// Expands an LZF block of any size in bounded memory, handing it out in chunks.
///
/// Back references reach at most 8 KiB back, so the last 8 KiB of output are kept in front of each chunk:
///
/// ```
///   history (8 KiB)   chunk being filled
/// |-----------------|---------------------|
///                   handed out when full
/// ```
@safe
struct LZFStream: ~Copyable {
    static let history = 8192
    private static let chunk = 512 << 10
    /// The longest operation: a control byte and 32 literals.
    private static let longestInput = 33
    /// The longest output of one operation.
    private static let longestOutput = 264

    private var stored: UInt64
    private var left: UInt64
    private let scratch: RDBScratch
    private var filled = 0
    private var kept = 0

    init(stored: UInt64, length: UInt64, buffer: RDBScratch) {
        self.stored = stored
        left = length
        scratch = buffer
        buffer.node.grow(to: Self.history + Self.chunk, keeping: 0)
    }

    /// Expands all of it; the input ends behind the block in any case.
    ///
    /// - Returns: Whether the block was sound and had the promised length.
    mutating func expand<V: RDBValueVisitor & ~Copyable>(
        _ input: inout ByteReader, into visitor: inout V
    ) throws(RDBError) -> Bool {
        while stored > 0 {
            let wanted = Int(min(stored, UInt64(Self.longestInput)))
            try input.require(wanted)
            if filled > Self.history + Self.chunk - Self.longestOutput { handOut(&visitor) }
            guard let used = unsafe step(input.position, wanted) else {
                try input.skip(stored)
                handOut(&visitor)
                return false
            }
            input.advance(used)
            stored -= UInt64(used)
        }
        handOut(&visitor)
        return left == 0
    }

    /// Does one operation; returns the input bytes it took, or nil where it is corrupt.
    private mutating func step(_ source: UnsafeRawPointer, _ count: Int) -> Int? {
        let base = unsafe scratch.node.base
        let control = Int(unsafe source.load(as: UInt8.self))
        let header = control < 32 ? 1 : control < 0xE0 ? 2 : 3
        let length =
            control < 32
            ? control + 1
            : (control < 0xE0 ? control >> 5 : 7 + Int(unsafe source.load(fromByteOffset: 1, as: UInt8.self))) + 2
        let used = control < 32 ? 1 + length : header
        guard used <= count, UInt64(length) <= left else { return nil }
        if control < 32 {
            unsafe (base + filled).copyMemory(from: source + 1, byteCount: length)
        } else {
            let low = Int(unsafe source.load(fromByteOffset: header - 1, as: UInt8.self))
            let distance = (control & 31) << 8 | low
            guard distance < filled else { return nil }
            unsafe copyMatch(base + filled, distance + 1, length)
        }
        filled += length
        left -= UInt64(length)
        return used
    }

    private func copyMatch(_ target: UnsafeMutableRawPointer, _ distance: Int, _ length: Int) {
        for index in 0..<length {
            let byte = unsafe target.load(fromByteOffset: index - distance, as: UInt8.self)
            unsafe target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        }
    }

    /// Hands out what was not handed out yet and keeps the history that references may need.
    private mutating func handOut<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) {
        let base = unsafe scratch.node.base
        if filled > kept {
            visitor.largeChunk(unsafe RawSpan(_unsafeStart: base + kept, byteCount: filled - kept))
        }
        let history = min(filled, Self.history)
        unsafe base.copyMemory(from: base + (filled - history), byteCount: history)
        filled = history
        kept = history
    }
}
