import CLZF

@testable import RDBKit

/// An RDB file under construction.
struct RDBBytes {
    private(set) var bytes: [UInt8]

    /// Where the next record will stand.
    var offset: UInt64 { UInt64(bytes.count) }

    init(_ header: String = "REDIS0012") {
        bytes = Array(header.utf8)
    }

    /// The file that `body` writes, with EOF and checksum.
    static func file(_ header: String = "REDIS0012", _ body: (inout RDBBytes) -> Void) -> [UInt8] {
        var file = RDBBytes(header)
        body(&file)
        return file.ended()
    }

    mutating func append(_ more: [UInt8]) { bytes += more }

    mutating func opcode(_ opcode: UInt8, _ payload: [UInt8]...) {
        bytes.append(opcode)
        for part in payload { bytes += part }
    }

    mutating func aux(_ name: String, _ value: String) { opcode(250, Bytes.string(name), Bytes.string(value)) }

    mutating func selectDB(_ number: UInt64) { opcode(254, Bytes.length(number)) }

    mutating func resizeDB(_ keys: UInt64, _ expires: UInt64) {
        opcode(251, Bytes.length(keys), Bytes.length(expires))
    }

    mutating func expireMs(_ time: Int64) { opcode(252, Bytes.i64(time)) }

    /// Writes a key; returns where its value stands.
    @discardableResult
    mutating func entry(_ type: RDBObjectType, _ key: String, _ value: [UInt8]) -> UInt64 {
        bytes.append(type.byte)
        bytes += Bytes.string(key)
        defer { bytes += value }
        return offset
    }

    /// The file with the EOF opcode and, from version 5 on, the checksum.
    func ended() -> [UInt8] {
        let body = bytes + [255]
        let isOld = bytes.starts(with: Array("REDIS000".utf8)) && bytes[8] < UInt8(ascii: "5")
        return isOld ? body : body + Bytes.u64(Bytes.crc(body))
    }
}

/// The primitive encodings of RDB.
enum Bytes {
    static func u16(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }

    static func u32(_ value: UInt32) -> [UInt8] {
        u16(UInt16(truncatingIfNeeded: value)) + u16(UInt16(value >> 16))
    }

    static func u64(_ value: UInt64) -> [UInt8] {
        u32(UInt32(truncatingIfNeeded: value)) + u32(UInt32(value >> 32))
    }

    static func i64(_ value: Int64) -> [UInt8] { u64(UInt64(bitPattern: value)) }

    static func f64(_ value: Double) -> [UInt8] { u64(value.bitPattern) }

    /// The shortest form of a length.
    static func length(_ value: UInt64) -> [UInt8] {
        switch value {
        case ..<64: [UInt8(value)]
        case ..<16384: [0x40 | UInt8(value >> 8), UInt8(value & 255)]
        case ...0xFFFF_FFFF: [0x80] + u32(UInt32(value)).reversed()
        default: [0x81] + u64(value).reversed()
        }
    }

    static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

    static func string(_ bytes: [UInt8]) -> [UInt8] { length(UInt64(bytes.count)) + bytes }

    /// A string that is stored as an integer, as small as it may be.
    static func integer(_ value: Int32) -> [UInt8] {
        let bytes = u32(UInt32(bitPattern: value))
        if Int8(exactly: value) != nil { return [0xC0, bytes[0]] }
        if Int16(exactly: value) != nil { return [0xC1] + bytes.prefix(2) }
        return [0xC2] + bytes
    }

    /// A compressed string whose compressed bytes are given.
    static func lzf(_ compressed: [UInt8], length: UInt64) -> [UInt8] {
        [0xC3] + Self.length(UInt64(compressed.count)) + Self.length(length) + compressed
    }

    /// A compressed string of `bytes`, which must be compressible.
    static func lzf(of bytes: [UInt8]) -> [UInt8] {
        lzf(LZFReference.compress(bytes) ?? [], length: UInt64(bytes.count))
    }

    static func crc(_ bytes: [UInt8]) -> UInt64 {
        var crc = CRC64()
        unsafe bytes.withUnsafeBytes { unsafe crc.add($0) }
        return crc.value
    }

    /// Bytes written as hex digits, and as text in quotes; blanks and bars are ignored.
    static func hex(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var high: UInt8?
        var isQuoted = false
        for character in text {
            if character == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                bytes += Array(character.utf8)
            } else if let digit = character.hexDigitValue {
                bytes += high.map { [$0 << 4 | UInt8(digit)] } ?? []
                high = high == nil ? UInt8(digit) : nil
            }
        }
        return bytes
    }
}

/// liblzf, which the servers use.
enum LZFReference {
    /// The compressed form; nil where it would not be shorter.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 4 else { return nil }
        var output = [UInt8](repeating: 0, count: bytes.count + 64)
        let count = unsafe lzf_compress(bytes, UInt32(bytes.count), &output, UInt32(bytes.count + 32))
        return count == 0 ? nil : Array(output.prefix(Int(count)))
    }

    /// The expanded form; nil where liblzf calls the block corrupt or too long for `room`.
    static func expand(_ block: [UInt8], room: Int) -> [UInt8]? {
        // It reads the first byte before it looks at the length.
        guard !block.isEmpty else { return [] }
        var output = [UInt8](repeating: 0, count: room + 64)
        let count = unsafe lzf_decompress(block, UInt32(block.count), &output, UInt32(room))
        return count == 0 ? nil : Array(output.prefix(Int(count)))
    }
}
