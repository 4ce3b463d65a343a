internal import CISAL

/// CRC-64/Jones as Redis and Valkey compute it (reflected, initial value 0, no final xor).
///
/// The check value of the nine bytes `123456789` is `0xE9C6D914C4B8D9CA`.
public struct CRC64: Equatable, Sendable {
    /// The sum of all bytes so far.
    public private(set) var value: UInt64

    /// Starts with the sum of nothing, or goes on from a known sum.
    public init(_ value: UInt64 = 0) {
        self.value = value
    }

    /// Adds bytes. ISA-L's function inverts its seed and its result, Redis' does neither.
    public mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        value = unsafe ~crc64_jones_refl(~value, base.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    }
}
