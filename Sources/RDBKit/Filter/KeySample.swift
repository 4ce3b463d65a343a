/// A share of all keys, chosen by a hash of the key.
///
/// The hash has a fixed seed and sees nothing but the bytes of the key. So a key is chosen or not in every run, in
/// every file and database, with any number of threads and whatever other conditions there are; and the keys of a
/// smaller share are among those of a larger one.
public struct KeySample: Equatable, Sendable {
    /// Digits of pi; a change would choose other keys.
    private static let hash = KeyedHash(fixed: 0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0)

    /// The greatest hash of a key that is chosen.
    private let greatest: UInt64

    /// A share of more than 0 and at most 1; nil for any other.
    public init?(share: Double) {
        guard share > 0, share <= 1 else { return nil }
        greatest = UInt64(exactly: (share * 0x1p64).rounded(.down)).map { $0 == 0 ? 0 : $0 - 1 } ?? .max
    }

    /// Whether `key` is chosen.
    public func contains(_ key: Span<UInt8>) -> Bool {
        let hash = unsafe key.withUnsafeBytes { unsafe Self.hash.hash($0.baseAddress, $0.count, salt: 0) }
        return Self.mix(hash) <= greatest
    }

    /// Spreads what differs over all bits (the last steps of SplitMix64).
    @inline(__always)
    private static func mix(_ hash: UInt64) -> UInt64 {
        var mixed = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
