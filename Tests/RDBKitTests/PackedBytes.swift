/// An element of a packed node under construction.
enum PackedItem: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case text([UInt8])
    case integer(Int64)
    /// Encoding and data as they are to be written.
    case raw([UInt8])

    init(stringLiteral value: String) { self = .text(Array(value.utf8)) }
    init(integerLiteral value: Int64) { self = .integer(value) }
    init(_ text: String) { self = .text(Array(text.utf8)) }
}

/// Builds listpacks, ziplists, zipmaps and intsets.
enum PackedBytes {
    /// A listpack; `count` and `total` replace what the header would say.
    static func listpack(_ items: [PackedItem], count: UInt16? = nil, total: UInt32? = nil) -> [UInt8] {
        var body: [UInt8] = []
        for item in items {
            let entry = listpackEntry(item)
            body += entry + backlen(entry.count)
        }
        let declared = count ?? UInt16(min(items.count, 65535))
        return Bytes.u32(total ?? UInt32(body.count + 7)) + Bytes.u16(declared) + body + [0xFF]
    }

    private static func listpackEntry(_ item: PackedItem) -> [UInt8] {
        switch item {
        case .raw(let bytes): return bytes
        case .integer(let value): return listpackInteger(value)
        case .text(let text):
            let count = text.count
            if count < 64 { return [0x80 | UInt8(count)] + text }
            if count < 4096 { return [0xE0 | UInt8(count >> 8), UInt8(count & 255)] + text }
            return [0xF0] + Bytes.u32(UInt32(count)) + text
        }
    }

    private static func listpackInteger(_ value: Int64) -> [UInt8] {
        let bytes = Bytes.i64(value)
        switch value {
        case 0...127: return [UInt8(value)]
        case -4096...4095: return [0xC0 | (bytes[1] & 0x1F), bytes[0]]
        case -32768...32767: return [0xF1] + bytes.prefix(2)
        case -8_388_608...8_388_607: return [0xF2] + bytes.prefix(3)
        case -2_147_483_648...2_147_483_647: return [0xF3] + bytes.prefix(4)
        default: return [0xF4] + bytes
        }
    }

    /// The length of an entry, to be read backwards.
    static func backlen(_ size: Int) -> [UInt8] {
        let count =
            switch size {
            case ...127: 1
            case ...16382: 2
            case ...2_097_150: 3
            case ...268_435_454: 4
            default: 5
            }
        return (0..<count).map { index in
            UInt8(size >> (7 * (count - 1 - index)) & 127) | (index == 0 ? 0 : 0x80)
        }
    }

    /// A ziplist; `widePrevlens` stores every previous length in five bytes.
    static func ziplist(
        _ items: [PackedItem], count: UInt16? = nil, tail: UInt32? = nil, widePrevlens: Bool = false
    ) -> [UInt8] {
        var body: [UInt8] = []
        var previous = 0
        for item in items {
            let prevlen =
                previous < 254 && !widePrevlens ? [UInt8(previous)] : [0xFE] + Bytes.u32(UInt32(previous))
            let entry = prevlen + ziplistEntry(item)
            body += entry
            previous = entry.count
        }
        let declared = count ?? UInt16(min(items.count, 65535))
        let header = Bytes.u32(UInt32(body.count + 11)) + Bytes.u32(tail ?? UInt32(10 + body.count - previous))
        return header + Bytes.u16(declared) + body + [0xFF]
    }

    private static func ziplistEntry(_ item: PackedItem) -> [UInt8] {
        switch item {
        case .raw(let bytes): return bytes
        case .integer(let value): return ziplistInteger(value)
        case .text(let text):
            let count = text.count
            if count < 64 { return [UInt8(count)] + text }
            if count < 16384 { return [0x40 | UInt8(count >> 8), UInt8(count & 255)] + text }
            return [0x80] + Bytes.u32(UInt32(count)).reversed() + text
        }
    }

    private static func ziplistInteger(_ value: Int64) -> [UInt8] {
        let bytes = Bytes.i64(value)
        switch value {
        case 0...12: return [0xF1 + UInt8(value)]
        case -128...127: return [0xFE, bytes[0]]
        case -32768...32767: return [0xC0] + bytes.prefix(2)
        case -8_388_608...8_388_607: return [0xF0] + bytes.prefix(3)
        case -2_147_483_648...2_147_483_647: return [0xD0] + bytes.prefix(4)
        default: return [0xE0] + bytes
        }
    }

    /// An intset of integers of `width` bytes.
    static func intset(_ width: Int, _ values: [Int64], count: UInt32? = nil) -> [UInt8] {
        Bytes.u32(UInt32(width)) + Bytes.u32(count ?? UInt32(values.count))
            + values.flatMap { Bytes.i64($0).prefix(width) }
    }

    /// A zipmap of keys and values, each value with `free` unused bytes behind it.
    static func zipmap(_ pairs: [(String, String)], count: UInt8? = nil, free: UInt8 = 0) -> [UInt8] {
        var bytes = [count ?? UInt8(min(pairs.count, 254))]
        for (key, value) in pairs {
            bytes += zipmapLength(key.utf8.count) + Array(key.utf8)
            bytes += zipmapLength(value.utf8.count) + [free] + Array(value.utf8)
            bytes += [UInt8](repeating: 0x2E, count: Int(free))
        }
        return bytes + [0xFF]
    }

    private static func zipmapLength(_ count: Int) -> [UInt8] {
        count < 254 ? [UInt8(count)] : [254] + Bytes.u32(UInt32(count))
    }
}
