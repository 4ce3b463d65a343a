#if canImport(Glibc)
    internal import Glibc
#endif

/// Names of keys to look for: any number of them costs one look at each key.
public struct KeyNames: Sendable {
    /// The names, each once, in the order in which they were given.
    public let names: [[UInt8]]
    private let hash: KeyedHash
    private let indices: [UInt64: [Int]]
    /// Bit n: some name has n bytes, or more than 62 for the last bit.
    private let lengths: UInt64

    /// Looks for these names.
    public init(_ names: [[UInt8]]) {
        var generator = SystemRandomNumberGenerator()
        let hash = KeyedHash(using: &generator)
        var unique: [[UInt8]] = []
        var indices: [UInt64: [Int]] = [:]
        var lengths: UInt64 = 0
        for name in names {
            let code = Self.code(name.span, hash)
            guard !(indices[code] ?? []).contains(where: { unique[$0] == name }) else { continue }
            indices[code, default: []].append(unique.count)
            lengths |= Self.lengthBit(name.count)
            unique.append(name)
        }
        self.names = unique
        self.hash = hash
        self.indices = indices
        self.lengths = lengths
    }

    /// Which of the names this key has; nil for none.
    @inline(__always)
    public func index(of key: Span<UInt8>) -> Int? {
        lengths & Self.lengthBit(key.count) == 0 ? nil : search(key)
    }

    @inline(never)
    private func search(_ key: Span<UInt8>) -> Int? {
        indices[Self.code(key, hash)]?.first { Self.isEqual(names[$0], key) }
    }

    private static func code(_ key: Span<UInt8>, _ hash: KeyedHash) -> UInt64 {
        unsafe key.withUnsafeBytes { unsafe hash.hash($0.baseAddress, $0.count, salt: 0) }
    }

    private static func lengthBit(_ count: Int) -> UInt64 { 1 << UInt64(min(count, 63)) }

    private static func isEqual(_ name: [UInt8], _ key: Span<UInt8>) -> Bool {
        guard name.count == key.count else { return false }
        return unsafe name.withUnsafeBytes { name in
            unsafe key.withUnsafeBytes { key in
                guard let left = name.baseAddress, let right = key.baseAddress else { return true }
                return unsafe memcmp(left, right, name.count) == 0
            }
        }
    }
}
