/// Builds an intset: `u32 width · u32 count · integers`, ascending, in the least width that holds them all.
enum IntsetBuilder {
    /// The bytes of the intset of `members`, which are sorted on the way.
    static func build(_ members: inout [Int64]) -> [UInt8] {
        members.sort()
        let width = width(members)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + width * members.count + RawBuffer.slack)
        append(UInt64(width), 4, to: &bytes)
        append(UInt64(members.count), 4, to: &bytes)
        for member in members { append(UInt64(bitPattern: member), width, to: &bytes) }
        return bytes
    }

    private static func width(_ sorted: [Int64]) -> Int {
        guard let least = sorted.first, let greatest = sorted.last else { return 2 }
        if Int16(exactly: least) != nil && Int16(exactly: greatest) != nil { return 2 }
        return Int32(exactly: least) != nil && Int32(exactly: greatest) != nil ? 4 : 8
    }

    private static func append(_ value: UInt64, _ width: Int, to bytes: inout [UInt8]) {
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
}
