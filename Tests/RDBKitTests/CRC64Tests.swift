import Testing

@testable import RDBKit

/// The checksum against a plain table implementation.
struct CRC64Tests {
    /// Bytewise, with the bit-reversed polynomial of CRC-64/Jones.
    private static let table: [UInt64] = (0..<256).map { index in
        (0..<8).reduce(UInt64(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x95AC_9329_AC4B_C9B5 : crc >> 1 }
    }

    private func plain(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0) { crc, byte in Self.table[Int((crc ^ UInt64(byte)) & 255)] ^ crc >> 8 }
    }

    @Test func checkValue() {
        #expect(Bytes.crc(Array("123456789".utf8)) == 0xE9C6_D914_C4B8_D9CA)
        #expect(plain(Array("123456789".utf8)) == 0xE9C6_D914_C4B8_D9CA)
    }

    @Test func sumOfNothing() {
        #expect(CRC64().value == 0)
        #expect(Bytes.crc([]) == 0)
    }

    @Test func sizes() {
        var random = TestRandom(1)
        for size in Array(0...300) + [1000, 4095, 4096, 4097, 70000] {
            let bytes = random.bytes(size)
            #expect(Bytes.crc(bytes) == plain(bytes), "\(size) bytes")
        }
    }

    @Test func pieces() {
        var random = TestRandom(2)
        let bytes = random.bytes(10_000)
        var crc = CRC64()
        var done = 0
        while done < bytes.count {
            let count = min(Int(random.next() % 700), bytes.count - done)
            unsafe bytes[done..<done + count].withUnsafeBytes { unsafe crc.add($0) }
            done += count
        }
        #expect(crc.value == plain(bytes))
        #expect(CRC64(crc.value) == crc)
    }

    @Test(arguments: [
        "00 C0 07 0C 00 | BF BB 7C 62 79 81 50 DB", "00 C0 07 50 00 | BB E7 81 33 1D F9 A9 66",
        "00 C0 07 09 00 | A4 3F 19 6E D7 2D AD 23", "00 C0 07 0A 00 | 74 CD 48 A2 83 AB CE 92",
    ])
    func footersOfRealServers(_ hex: String) {
        let payload = Bytes.hex(hex)
        #expect(Bytes.u64(Bytes.crc(payload.dropLast(8))) == Array(payload.suffix(8)))
    }
}
