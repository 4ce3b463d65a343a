#if canImport(Glibc)
    internal import Glibc
#endif

/// Expands one LZF block (the format of liblzf) that is wholly in memory.
///
/// | control byte | meaning |
/// |---|---|
/// | `000nnnnn` | copy the next n + 1 bytes |
/// | `LLLooooo`, byte | copy L + 2 bytes from distance `ooooo:byte` + 1 |
/// | `111ooooo`, l, byte | copy l + 9 bytes from that distance |
///
/// The processor cannot guess whether literals or a match come next, so nothing branches on it: an operation is
/// taken apart by masks, and both kinds are copied alike, 32 bytes at once past what they need, into the slack behind
/// both buffers.
enum LZF {
    /// Bytes of slack that the input and the output need behind their ends.
    static let slack = 40

    /// Most bytes that one compressed byte can expand to: three bytes give at most 264.
    static let maximumExpansion: UInt64 = 88

    /// Expands `count` bytes at `source` into `room` bytes at `target`.
    ///
    /// - Returns: The number of bytes written, or nil where the block is corrupt or would overrun `room`.
    static func expand(
        _ source: UnsafeRawPointer, _ count: Int, into target: UnsafeMutableRawPointer, _ room: Int
    ) -> Int? {
        var input = unsafe source
        let inputEnd = unsafe source + count
        var written = 0
        while unsafe input < inputEnd {
            let step = unsafe Step(at: input)
            guard written >= step.distance & step.matchMask, room &- written >= step.length else { return nil }
            let output = unsafe target + written
            let back = unsafe (UnsafeRawPointer(output) - input) &- step.distance &- 1
            let start = unsafe input + (1 &+ (back & step.matchMask))
            unsafe input += step.inputLength
            written = written &+ step.length
            if step.isOverlapping {
                unsafe copyOverlapping(start, output, step.length, step.distance)
            } else {
                unsafe copy16(start, output, 0)
                unsafe copy16(start, output, 16)
                if step.length > 32 { unsafe copyLongMatch(start, output, step.length) }
            }
        }
        return unsafe input == inputEnd ? written : nil
    }

    /// Checks `count` bytes at `source` without expanding them: all that a check of an unneeded string takes.
    ///
    /// - Returns: The number of bytes that ``expand(_:_:into:_:)`` would write, or nil.
    static func measure(_ source: UnsafeRawPointer, _ count: Int, _ room: Int) -> Int? {
        var input = unsafe source
        let inputEnd = unsafe source + count
        var written = 0
        while unsafe input < inputEnd {
            let step = unsafe Step(at: input)
            guard written >= step.distance & step.matchMask, room &- written >= step.length else { return nil }
            unsafe input += step.inputLength
            written = written &+ step.length
        }
        return unsafe input == inputEnd ? written : nil
    }

    /// One operation, taken apart without a branch.
    private struct Step {
        /// All ones for a match, 0 for literals.
        let matchMask: Int
        /// Bytes that it writes.
        let length: Int
        /// How far back a match starts; without meaning for literals.
        let distance: Int
        /// Bytes that it takes from the input.
        let inputLength: Int

        @inline(__always)
        init(at input: UnsafeRawPointer) {
            let control = Int(unsafe input.load(as: UInt8.self))
            let isLong = (control &+ 0x20) >> 8
            let next = Int(unsafe input.load(fromByteOffset: 1, as: UInt8.self))
            let low = Int(unsafe input.load(fromByteOffset: 1 &+ isLong, as: UInt8.self))
            let literals = control &+ 1
            let match = (control >> 5) &+ 2 &+ (next & (0 &- isLong))
            matchMask = 0 &- ((control &+ 0xE0) >> 8)
            length = literals &+ ((match &- literals) & matchMask)
            distance = ((control & 31) << 8 | low) &+ 1
            inputLength = 1 &+ literals &+ ((1 &+ isLong &- literals) & matchMask)
        }

        /// A match that reaches into its own output before a wide copy has written it.
        var isOverlapping: Bool {
            @inline(__always) get { distance | (~matchMask & 16) < 16 }
        }
    }

    @inline(never)
    private static func copyLongMatch(
        _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ length: Int
    ) {
        var done = 32
        repeat {
            unsafe copy16(source, target, done)
            done += 16
        } while done < length
    }

    /// Distances below 16: a run of one byte, steps of 8, or single bytes.
    @inline(never)
    private static func copyOverlapping(
        _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ length: Int, _ distance: Int
    ) {
        if distance == 1 {
            unsafe memset(target, Int32(source.load(as: UInt8.self)), length)
        } else if distance >= 8 {
            for done in stride(from: 0, to: length, by: 8) { unsafe copy8(source, target, done) }
        } else {
            for index in 0..<length {
                let byte = unsafe source.load(fromByteOffset: index, as: UInt8.self)
                unsafe target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
            }
        }
    }

    @inline(__always)
    private static func copy16(_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ offset: Int) {
        let step = unsafe source.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self)
        unsafe target.storeBytes(of: step, toByteOffset: offset, as: SIMD2<UInt64>.self)
    }

    @inline(__always)
    private static func copy8(_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ offset: Int) {
        let step = unsafe source.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        unsafe target.storeBytes(of: step, toByteOffset: offset, as: UInt64.self)
    }
}
