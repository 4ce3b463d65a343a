/// The hashes of names and values, under keys of this run.
struct DiffHashes: Sendable {
    private let first: KeyedHash
    private let second: KeyedHash

    init() {
        var generator = SystemRandomNumberGenerator()
        first = KeyedHash(using: &generator)
        second = KeyedHash(using: &generator)
    }

    /// The hash of a key's name in a database.
    @inline(__always)
    func name(_ key: RDBKey, in database: UInt64) -> SIMD2<UInt64> {
        let salt = KeySalt.of(database, second)
        return unsafe SIMD2(
            first.hash(key.base, key.count, salt: salt), second.hash(key.base, key.count, salt: salt &+ 2))
    }

    /// The hash of a value's digest.
    @inline(__always)
    func value(_ digest: ContentDigest) -> SIMD2<UInt64> {
        unsafe withUnsafeBytes(of: digest.words) { bytes in
            unsafe SIMD2(
                first.hash(bytes.baseAddress, bytes.count, salt: 1) | 1,
                second.hash(bytes.baseAddress, bytes.count, salt: 1))
        }
    }
}
