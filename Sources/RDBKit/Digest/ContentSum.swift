internal import CCrypto

/// A sum of digests in any order, which nobody can bring about with other digests (LtHash).
///
/// Each digest is the key of 2 KiB of ChaCha20's stream, taken as 1,024 numbers of 16 bits that are added up one by
/// one, modulo 2^16. A sum of 256 bits would not do: by the generalized birthday attack (Wagner 2002) many digests
/// with a given sum are found in about 2^32 steps or fewer. With 16,384 bits the same takes more than 2^200.
@safe
public final class ContentSum {
    /// Bytes of the state.
    static let byteCount = 2048

    private let cipher: OpaquePointer
    private let lanes = UnsafeMutablePointer<SIMD64<UInt16>>.allocate(capacity: laneGroups)
    private let stream = UnsafeMutablePointer<SIMD64<UInt16>>.allocate(capacity: laneGroups)
    private let zeros = UnsafeMutablePointer<SIMD64<UInt16>>.allocate(capacity: laneGroups)
    private static let laneGroups = byteCount / MemoryLayout<SIMD64<UInt16>>.stride

    /// Digests that were added.
    public private(set) var count: UInt64 = 0

    /// A sum of nothing.
    public init() {
        unsafe cipher = Self.makeCipher()
        unsafe lanes.initialize(repeating: SIMD64(), count: Self.laneGroups)
        unsafe stream.initialize(repeating: SIMD64(), count: Self.laneGroups)
        unsafe zeros.initialize(repeating: SIMD64(), count: Self.laneGroups)
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(cipher)
        unsafe lanes.deallocate()
        unsafe stream.deallocate()
        unsafe zeros.deallocate()
    }

    /// Adds a digest. It must be a hash: what anybody can choose bit by bit must be hashed first.
    public func add(_ digest: ContentDigest) {
        fillStream(digest)
        for index in 0..<Self.laneGroups { unsafe lanes[index] &+= stream[index] }
        count += 1
    }

    /// Adds all that was added to another sum.
    public func add(_ other: ContentSum) {
        for index in 0..<Self.laneGroups { unsafe lanes[index] &+= other.lanes[index] }
        count += other.count
    }

    /// Forgets everything.
    func reset() {
        unsafe lanes.update(repeating: SIMD64(), count: Self.laneGroups)
        count = 0
    }

    /// A digest of the sum, and of how many digests it has.
    public var digest: ContentDigest {
        var hash = DigestStream()
        hash.add(count)
        write(to: &hash)
        return hash.finish()
    }

    /// Adds the sum's numbers to `hash`, little-endian.
    func write<Stream: ContentStream & ~Copyable>(to hash: inout Stream) {
        for index in 0..<Self.laneGroups {
            for lane in 0..<64 { unsafe stream[index][lane] = lanes[index][lane].littleEndian }
        }
        unsafe hash.addPiece(RawSpan(_unsafeStart: UnsafeRawPointer(stream), byteCount: Self.byteCount))
    }

    private func fillStream(_ digest: ContentDigest) {
        var written: Int32 = 0
        let isDone = unsafe withUnsafeBytes(of: digest.littleEndianWords) { key in
            unsafe EVP_EncryptInit_ex(cipher, nil, nil, key.baseAddress, zeros) == 1
                && EVP_EncryptUpdate(cipher, stream, &written, zeros, Int32(Self.byteCount)) == 1
        }
        precondition(isDone && written == Self.byteCount, "libcrypto is out of memory")
    }

    /// A library context of its own: what the machine's configuration leaves of the default one is no matter.
    private nonisolated(unsafe) static let context = unsafe OSSL_LIB_CTX_new()

    private static func makeCipher() -> OpaquePointer {
        guard let context = unsafe EVP_CIPHER_CTX_new(),
            let algorithm = unsafe EVP_CIPHER_fetch(Self.context, "ChaCha20", nil)
        else { preconditionFailure("libcrypto lacks ChaCha20, or memory") }
        defer { unsafe EVP_CIPHER_free(algorithm) }
        precondition(unsafe EVP_EncryptInit_ex(context, algorithm, nil, nil, nil) == 1, "libcrypto is out of memory")
        return unsafe context
    }
}
