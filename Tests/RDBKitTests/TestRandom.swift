/// Random numbers that are the same in each run (SplitMix64).
struct TestRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Bytes without any pattern.
    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { bytes += Bytes.u64(next()) }
        return Array(bytes.prefix(count))
    }

    /// Bytes that repeat themselves at all distances, with some that do not.
    mutating func compressibleBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 400)
        while bytes.count < count {
            let length = Int(next() % (next() % 4 == 0 ? 400 : 24)) + 1
            switch bytes.isEmpty ? 0 : next() % 4 {
            case 0: bytes += self.bytes(length % 40)
            case 1: bytes += [UInt8](repeating: UInt8(truncatingIfNeeded: next()), count: length)
            default:
                let distance = Int(next() % UInt64(min(bytes.count, next() % 3 == 0 ? 12000 : 20))) + 1
                for _ in 0..<length { bytes.append(bytes[bytes.count - distance]) }
            }
        }
        return Array(bytes.prefix(count))
    }
}
