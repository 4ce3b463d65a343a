/// Random keys for digests that nobody sees and that live no longer than this run.
///
/// Who makes a file cannot know them, so a fast hash of 128 bits serves where SHA-256 would be needed for digests that
/// are published.
struct DigestKeys: Sendable {
    /// The state of a hash of nothing.
    static let start = SIMD2<UInt64>(1, 1)

    let first: KeyedHash
    let second: KeyedHash

    init() {
        var generator = SystemRandomNumberGenerator()
        first = KeyedHash(using: &generator)
        second = KeyedHash(using: &generator)
    }

    /// The state behind `count` more bytes.
    @inline(__always)
    func chain(_ state: SIMD2<UInt64>, _ base: UnsafeRawPointer, _ count: Int) -> SIMD2<UInt64> {
        // A salt of 0 would take text for numbers.
        unsafe SIMD2(
            first.hash(base, count, salt: state[0] | 1), second.hash(base, count, salt: state[1] | 1))
    }
}
