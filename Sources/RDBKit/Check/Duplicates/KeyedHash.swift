#if canImport(Glibc)
    internal import Glibc
#endif

/// A fast hash of bytes under a random key, so that nobody can prepare collisions.
///
/// Two 64-bit multiplications fold the input 16 bytes at a time. Integers and their decimal text hash alike,
/// because both are the same string to a server.
struct KeyedHash: Sendable {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64

    /// Hashes the same in every run.
    init(fixed first: UInt64, _ second: UInt64, _ third: UInt64) {
        self.first = first | 1
        self.second = second | 1
        self.third = third | 1
    }

    init(using generator: inout some RandomNumberGenerator) {
        first = generator.next() | 1
        second = generator.next() | 1
        third = generator.next() | 1
    }

    /// The hash of a string of a value.
    @inline(__always)
    func hash(_ value: borrowing RDBScalar) -> UInt64 {
        switch value {
        case .integer(let integer): return hash(integer)
        case .bytes(let bytes):
            return unsafe bytes.withUnsafeBytes { unsafe hash($0.baseAddress, $0.count, salt: 0) }
        }
    }

    /// The hash of `count` bytes, different for each `salt`.
    @inline(__always)
    func hash(_ base: UnsafeRawPointer?, _ count: Int, salt: UInt64) -> UInt64 {
        guard let base = unsafe base else { return finish(salt, 0, 0) }
        if count <= 20, salt == 0, let integer = unsafe Self.canonicalInteger(base, count) {
            return hash(integer)
        }
        if count > 16 { return unsafe hashLong(base, count, salt) }
        let ends = unsafe Self.ends(base, count)
        return finish(salt ^ ends.low, ends.high, count)
    }

    /// All of up to 16 bytes: where they are fewer, the same bytes more than once.
    @inline(__always)
    static func ends(_ base: UnsafeRawPointer, _ count: Int) -> (low: UInt64, high: UInt64) {
        if count >= 8 {
            return unsafe (
                base.loadUnaligned(as: UInt64.self), base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            )
        }
        if count >= 4 {
            return unsafe (
                UInt64(base.loadUnaligned(as: UInt32.self)),
                UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            )
        }
        if count == 0 { return (0, 0) }
        let bytes =
            unsafe UInt64(base.load(as: UInt8.self))
            | UInt64(base.load(fromByteOffset: count >> 1, as: UInt8.self)) << 8
            | UInt64(base.load(fromByteOffset: count - 1, as: UInt8.self)) << 16
        return (bytes, 0)
    }

    @inline(__always)
    private func hash(_ integer: Int64) -> UInt64 {
        finish(UInt64(bitPattern: integer), 0, 255)
    }

    @inline(__always)
    private func hashLong(_ base: UnsafeRawPointer, _ count: Int, _ salt: UInt64) -> UInt64 {
        var state = salt ^ third
        var done = 0
        while done < count - 16 {
            state = unsafe Self.fold(
                base.loadUnaligned(fromByteOffset: done, as: UInt64.self) ^ first,
                base.loadUnaligned(fromByteOffset: done + 8, as: UInt64.self) ^ state)
            done += 16
        }
        return unsafe finish(
            state ^ base.loadUnaligned(fromByteOffset: count - 16, as: UInt64.self),
            base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self), count)
    }

    @inline(__always)
    private func finish(_ low: UInt64, _ high: UInt64, _ count: Int) -> UInt64 {
        Self.fold(low ^ first, high ^ second ^ UInt64(truncatingIfNeeded: count) &* third)
    }

    @inline(__always)
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    /// The integer whose decimal text these bytes are, if they are exactly that.
    @inline(__always)
    static func canonicalInteger(_ base: UnsafeRawPointer, _ count: Int) -> Int64? {
        guard count > 0 else { return nil }
        let byte = unsafe base.load(as: UInt8.self)
        guard byte <= 0x39, byte >= 0x30 || byte == UInt8(ascii: "-") else { return nil }
        return unsafe parseInteger(base, count)
    }

    /// Up to 18 digits cannot overflow; the few longer texts go another way.
    @inline(never)
    private static func parseInteger(_ base: UnsafeRawPointer, _ count: Int) -> Int64? {
        let start = unsafe base.load(as: UInt8.self) == UInt8(ascii: "-") ? 1 : 0
        guard count > start else { return nil }
        if unsafe base.load(fromByteOffset: start, as: UInt8.self) == 0x30 { return count == 1 ? 0 : nil }
        guard count - start <= 18 else { return unsafe parseLongInteger(base, count) }
        var magnitude: Int64 = 0
        var index = start
        while count - index >= 8 {
            guard let digits = unsafe DecimalDigits.eight(base + index) else { return nil }
            magnitude = magnitude &* 100_000_000 &+ digits
            index += 8
        }
        while index < count {
            let digit = unsafe base.load(fromByteOffset: index, as: UInt8.self) &- 0x30
            if digit > 9 { return nil }
            magnitude = magnitude &* 10 &+ Int64(digit)
            index += 1
        }
        return start == 0 ? magnitude : -magnitude
    }

    private static func parseLongInteger(_ base: UnsafeRawPointer, _ count: Int) -> Int64? {
        let text = unsafe UnsafeRawBufferPointer(start: base, count: count)
        return unsafe text.allSatisfy { $0 == UInt8(ascii: "-") || ($0 >= 0x30 && $0 <= 0x39) }
            ? unsafe Int64(String(decoding: text, as: UTF8.self)) : nil
    }
}
