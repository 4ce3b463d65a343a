internal import CCrypto

/// SHA-256, by libcrypto.
@safe
struct SHA256 {
    private var state = SHA256_CTX()

    init() {
        unsafe SHA256_Init(&state)
    }

    @inline(__always)
    mutating func add(_ bytes: UnsafeRawPointer, _ count: Int) {
        unsafe SHA256_Update(&state, bytes, count)
    }

    /// The hash of all that was added; begin anew afterwards.
    mutating func finish() -> ContentDigest {
        unsafe withUnsafeTemporaryAllocation(byteCount: ContentDigest.byteCount, alignment: 8) { output in
            guard let base = output.baseAddress else { return ContentDigest(SIMD4()) }
            unsafe SHA256_Final(base.assumingMemoryBound(to: UInt8.self), &state)
            return unsafe ContentDigest(at: base)
        }
    }

    /// The hash of `digest`'s bytes.
    static func hash(of digest: ContentDigest) -> ContentDigest {
        var hash = SHA256()
        unsafe withUnsafeBytes(of: digest.littleEndianWords) { bytes in
            if let base = bytes.baseAddress { unsafe hash.add(base, ContentDigest.byteCount) }
        }
        return hash.finish()
    }
}

extension ContentDigest {
    /// Its words as they lie in memory when their bytes are the digest's.
    var littleEndianWords: SIMD4<UInt64> {
        SIMD4(words[0].littleEndian, words[1].littleEndian, words[2].littleEndian, words[3].littleEndian)
    }
}
