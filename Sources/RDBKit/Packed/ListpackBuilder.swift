/// Builds a listpack: `u32 total bytes · u16 count · entries · FF`, each entry followed by its length backwards.
@safe
struct ListpackBuilder: PackedBuilder, ~Copyable {
    private static let headerBytes = 6
    /// Bytes of the longest header of an entry, and of its longest length backwards.
    private static let entryBytes = 5 + 5

    private var buffer = RawBuffer(capacity: 1 << 13)
    private(set) var byteCount = headerBytes
    private(set) var count = 0

    init() {}

    mutating func removeAll() {
        byteCount = Self.headerBytes
        count = 0
        buffer.shrink(to: 1 << 20)
    }

    @inline(__always)
    mutating func append(_ base: UnsafeRawPointer, _ size: Int) {
        if let integer = unsafe IntegerText.parse(base, size) { return append(integer) }
        reserve(size)
        let start = unsafe buffer.base + byteCount
        let header = unsafe Self.writeHeader(size, to: start)
        unsafe (start + header).copyMemory(from: base, byteCount: size)
        end(header + size)
    }

    @inline(__always)
    mutating func append(_ integer: Int64) {
        reserve(8)
        let start = unsafe buffer.base + byteCount
        if integer >= 0 && integer < 128 {
            unsafe start.storeBytes(of: UInt8(integer), as: UInt8.self)
            return end(1)
        }
        unsafe end(Self.writeInteger(integer, to: start))
    }

    mutating func finish() -> UnsafeRawBufferPointer {
        reserve(0)
        unsafe buffer.base.storeBytes(of: 0xFF, toByteOffset: byteCount, as: UInt8.self)
        byteCount += 1
        unsafe buffer.base.storeBytes(of: UInt32(truncatingIfNeeded: byteCount).littleEndian, as: UInt32.self)
        unsafe buffer.base.storeBytes(of: UInt16(clamping: count).littleEndian, toByteOffset: 4, as: UInt16.self)
        return unsafe UnsafeRawBufferPointer(start: buffer.base, count: byteCount)
    }

    @inline(__always)
    private mutating func reserve(_ size: Int) {
        let wanted = byteCount + size + Self.entryBytes
        if wanted > buffer.capacity { buffer.grow(to: max(wanted, 2 * buffer.capacity), keeping: byteCount) }
    }

    /// Writes the length backwards behind an entry of `size` bytes.
    @inline(__always)
    private mutating func end(_ size: Int) {
        count += 1
        let place = unsafe buffer.base + byteCount + size
        if size <= 127 {
            unsafe place.storeBytes(of: UInt8(size), as: UInt8.self)
            byteCount += size + 1
        } else {
            let bytes = ListpackCursor.backlenSize(size)
            for index in 0..<bytes {
                let group = UInt8(truncatingIfNeeded: size >> (7 * (bytes - 1 - index))) & 0x7F
                unsafe place.storeBytes(of: index == 0 ? group : group | 0x80, toByteOffset: index, as: UInt8.self)
            }
            byteCount += size + bytes
        }
    }

    @inline(__always)
    private static func writeHeader(_ size: Int, to place: UnsafeMutableRawPointer) -> Int {
        switch size {
        case ..<64:
            unsafe place.storeBytes(of: 0x80 | UInt8(size), as: UInt8.self)
            return 1
        case ..<4096:
            unsafe place.storeBytes(of: (0xE000 | UInt16(size)).bigEndian, as: UInt16.self)
            return 2
        default:
            unsafe place.storeBytes(of: 0xF0, as: UInt8.self)
            unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: size).littleEndian, toByteOffset: 1, as: UInt32.self)
            return 5
        }
    }

    private static func writeInteger(_ integer: Int64, to place: UnsafeMutableRawPointer) -> Int {
        if integer >= -4096 && integer < 4096 {
            let bits = 0xC000 | (UInt16(truncatingIfNeeded: integer) & 0x1FFF)
            unsafe place.storeBytes(of: bits.bigEndian, as: UInt16.self)
            return 2
        }
        let (byte, size): (UInt8, Int) =
            switch integer {
            case -(1 << 15)..<(1 << 15): (0xF1, 2)
            case -(1 << 23)..<(1 << 23): (0xF2, 3)
            case -(1 << 31)..<(1 << 31): (0xF3, 4)
            default: (0xF4, 8)
            }
        unsafe place.storeBytes(of: byte, as: UInt8.self)
        unsafe place.storeBytes(of: integer.littleEndian, toByteOffset: 1, as: Int64.self)
        return 1 + size
    }
}
