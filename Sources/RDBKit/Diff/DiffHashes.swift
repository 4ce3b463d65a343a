/// The hashes of names and values, under keys of this run.
struct DiffHashes: Sendable {
    let keys = DigestKeys()

    /// The hash of a key's name in a database.
    @inline(__always)
    func name(_ base: UnsafeRawPointer?, _ count: Int, in database: UInt64) -> SIMD2<UInt64> {
        var state = DigestKeys.State()
        keys.add(database, to: &state)
        unsafe keys.add(base, count, to: &state)
        let digest = keys.hash(state)
        return SIMD2(digest.words[0], digest.words[1])
    }

    /// What stands for a value: never all zero.
    @inline(__always)
    func value(_ digest: ContentDigest) -> SIMD2<UInt64> { SIMD2(digest.words[0] | 1, digest.words[1]) }
}
