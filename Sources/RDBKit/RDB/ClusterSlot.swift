/// The cluster slot of a key: CRC-16/XMODEM of the key, or of the part between the first `{` and the next `}`.
public enum ClusterSlot {
    /// Slots of a cluster.
    public static let count = 16384

    /// What the polynomial 0x1021 makes of each first byte.
    private static let table = InlineArray<256, UInt16> { byte in
        var crc = UInt16(byte) << 8
        for _ in 0..<8 { crc = crc & 0x8000 != 0 ? (crc << 1) ^ 0x1021 : crc << 1 }
        return crc
    }

    /// The slot of `key`.
    public static func of(_ key: Span<UInt8>) -> UInt64 {
        var crc: UInt16 = 0
        for index in hashTag(key) { crc = crc << 8 ^ table[Int(crc >> 8 ^ UInt16(key[index]))] }
        return UInt64(crc) % UInt64(count)
    }

    private static func hashTag(_ key: Span<UInt8>) -> Range<Int> {
        let all = 0..<key.count
        guard let open = all.first(where: { key[$0] == UInt8(ascii: "{") }),
            let close = (open + 1..<key.count).first(where: { key[$0] == UInt8(ascii: "}") }),
            close > open + 1
        else { return all }
        return open + 1..<close
    }
}
