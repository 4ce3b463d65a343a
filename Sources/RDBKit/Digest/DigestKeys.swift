/// A hash of 128 bits under random keys, for what nobody sees and what lives no longer than this run.
///
/// Who makes a file cannot know the keys, so a fast hash serves where SHA-256 would be needed for digests that are
/// published. Each half folds 16 bytes at a time by a multiplication whose factors it hides under keys of its own:
/// inputs that differ meet in both with a chance of about 2^-126.
struct DigestKeys: Sendable {
    /// What was hashed so far.
    struct State: BitwiseCopyable {
        var low: UInt64 = 0
        var high: UInt64 = 0
    }

    /// What the last block of something is marked with; strings have their length and one.
    private enum Mark {
        static let within: UInt64 = 0
        static let number = UInt64.max
        static let integer = UInt64.max - 1
    }

    /// The keys of one half.
    private struct Half {
        let first: UInt64
        let mark: UInt64
        let last: UInt64
        let lastOther: UInt64

        init(_ generator: inout some RandomNumberGenerator) {
            first = generator.next()
            // Odd, so that each mark is another one.
            mark = generator.next() | 1
            last = generator.next()
            lastOther = generator.next()
        }

        @inline(__always)
        func fold(_ low: UInt64, _ high: UInt64, _ mark: UInt64, _ state: UInt64) -> UInt64 {
            KeyedHash.fold(low ^ first, high ^ state ^ (mark &* self.mark))
        }
    }

    private let low: Half
    private let high: Half

    init() {
        var generator = SystemRandomNumberGenerator()
        self.init(using: &generator)
    }

    init(using generator: inout some RandomNumberGenerator) {
        low = Half(&generator)
        high = Half(&generator)
    }

    @inline(__always)
    private func fold(_ one: UInt64, _ other: UInt64, _ mark: UInt64, into state: inout State) {
        state.low = low.fold(one, other, mark, state.low)
        state.high = high.fold(one, other, mark, state.high)
    }

    @inline(__always)
    func add(_ number: UInt64, to state: inout State) {
        fold(number, 0, Mark.number, into: &state)
    }

    /// Adds what was hashed elsewhere.
    @inline(__always)
    func add(_ digest: ContentDigest, to state: inout State) {
        fold(digest.words[0], digest.words[1], Mark.number, into: &state)
    }

    /// Adds a string that is stored as an integer, and hashes like its decimal digits.
    @inline(__always)
    func add(integer: Int64, to state: inout State) {
        fold(UInt64(bitPattern: integer), 0, Mark.integer, into: &state)
    }

    /// Adds a string: the last block says how long it is, so that no other begins with it.
    @inline(__always)
    func add(_ base: UnsafeRawPointer?, _ count: Int, to state: inout State) {
        guard let base = unsafe base else { return fold(0, 0, 1, into: &state) }
        if count <= 20, let integer = unsafe KeyedHash.canonicalInteger(base, count) {
            return add(integer: integer, to: &state)
        }
        if count > 16 { return unsafe addEnd(base, count, ofLength: UInt64(count), to: &state) }
        let ends = unsafe KeyedHash.ends(base, count)
        fold(ends.low, ends.high, UInt64(count) &+ 1, into: &state)
    }

    /// Adds blocks of 16 bytes with which a string begins or goes on.
    @inline(__always)
    func addBlocks(_ base: UnsafeRawPointer, _ count: Int, to state: inout State) {
        var now = state
        var done = 0
        while done < count {
            unsafe fold(
                base.loadUnaligned(fromByteOffset: done, as: UInt64.self),
                base.loadUnaligned(fromByteOffset: done + 8, as: UInt64.self), Mark.within, into: &now)
            done += 16
        }
        state = now
    }

    /// Adds the last bytes of a string, more than 16; the last 16 are a block, wherever the one before it ends.
    @inline(__always)
    func addEnd(_ base: UnsafeRawPointer, _ count: Int, ofLength length: UInt64, to state: inout State) {
        unsafe addBlocks(base, (count - 1) & ~15, to: &state)
        unsafe fold(
            base.loadUnaligned(fromByteOffset: count - 16, as: UInt64.self),
            base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self), length &+ 1, into: &state)
    }

    /// The hash of all that was added.
    ///
    /// Both halves are folded once more, so that nothing of what was hashed last shows in the difference of two hashes:
    /// they are added up.
    @inline(__always)
    func hash(_ state: State) -> ContentDigest {
        let one = KeyedHash.fold(state.low ^ low.last, state.high ^ low.lastOther)
        let other = KeyedHash.fold(state.high ^ high.last, state.low ^ high.lastOther)
        return ContentDigest(SIMD4(one, other, 0, 0))
    }
}
