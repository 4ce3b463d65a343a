/// The hashes of names and values, under keys of this run.
struct DiffHashes: Sendable {
    let keys = DigestKeys()

    /// The hash of a key's name in a database.
    @inline(__always)
    func name(_ key: RDBKey, in database: UInt64) -> SIMD2<UInt64> {
        let salt = KeySalt.of(database, keys.second)
        guard let base = unsafe key.base else { return SIMD2(salt, 0) }
        return unsafe keys.chain(SIMD2(salt, ~salt), base, key.count)
    }

    /// What stands for a value: never all zero.
    @inline(__always)
    func value(_ digest: ContentDigest) -> SIMD2<UInt64> { SIMD2(digest.words[0] | 1, digest.words[1]) }
}
