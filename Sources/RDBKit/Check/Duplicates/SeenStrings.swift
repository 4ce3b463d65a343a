/// Where each string was met first: by its bytes, or by 128 bits of hash once the bytes take too much room.
struct SeenStrings {
    private struct Identity: Hashable {
        var group: UInt64
        var bytes: [UInt8]
    }

    /// Bytes that are kept; strings beyond are told apart by their hashes.
    private static let mostBytes = 16 << 20
    /// Strings that are noted; what comes after them is compared with these only.
    private static let mostStrings = 1 << 20

    private let hashes: [KeyedHash]
    private var offsets: [Identity: UInt64] = [:]
    private var bytesKept = 0

    /// Whether strings may have been left out.
    var isFull: Bool { offsets.count >= Self.mostStrings }

    init(_ hashes: [KeyedHash]) {
        self.hashes = hashes
    }

    /// Notes a string; strings of different groups are different.
    ///
    /// - Returns: Where it was met before, if it was.
    mutating func insert(_ bytes: [UInt8], of group: UInt64, at offset: UInt64) -> UInt64? {
        let exact = Identity(group: group, bytes: bytes)
        if let known = offsets[exact] ?? offsets[hashed(exact)] { return known }
        guard offsets.count < Self.mostStrings else { return nil }
        if bytesKept + bytes.count <= Self.mostBytes {
            bytesKept += bytes.count
            offsets[exact] = offset
        } else {
            offsets[hashed(exact)] = offset
        }
        return nil
    }

    private func hashed(_ identity: Identity) -> Identity {
        let sums = hashes.map { hash in
            unsafe identity.bytes.withUnsafeBytes { unsafe hash.hash($0.baseAddress, $0.count, salt: 1) }
        }
        let digest = sums.flatMap { sum in unsafe withUnsafeBytes(of: sum) { unsafe Array($0) } }
        return Identity(group: ~identity.group, bytes: digest)
    }
}
