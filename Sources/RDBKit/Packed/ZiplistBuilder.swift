/// Builds a ziplist: `u32 total bytes · u32 offset of the last entry · u16 count · entries · FF`.
///
/// Each entry starts with the size of the one before it.
@safe
struct ZiplistBuilder: PackedBuilder, ~Copyable {
    private static let headerBytes = 10
    /// Bytes of the longest size of a previous entry, and of the longest header of an entry.
    private static let entryBytes = 5 + 5

    private var buffer = RawBuffer(capacity: 1 << 13)
    private(set) var byteCount = headerBytes
    private(set) var count = 0
    private var lastEntry = headerBytes
    private var previousSize = 0

    init() {}

    mutating func removeAll() {
        byteCount = Self.headerBytes
        count = 0
        lastEntry = Self.headerBytes
        previousSize = 0
        buffer.shrink(to: 1 << 20)
    }

    mutating func append(_ base: UnsafeRawPointer, _ size: Int) {
        if let integer = unsafe IntegerText.parse(base, size) { return append(integer) }
        let place = unsafe begin(size)
        let header = unsafe Self.writeHeader(size, to: place)
        unsafe (place + header).copyMemory(from: base, byteCount: size)
        unsafe end(place + header + size)
    }

    mutating func append(_ integer: Int64) {
        let place = unsafe begin(8)
        unsafe end(place + Self.writeInteger(integer, to: place))
    }

    mutating func finish() -> UnsafeRawBufferPointer {
        reserve(0)
        unsafe buffer.base.storeBytes(of: 0xFF, toByteOffset: byteCount, as: UInt8.self)
        byteCount += 1
        unsafe buffer.base.storeBytes(of: UInt32(truncatingIfNeeded: byteCount).littleEndian, as: UInt32.self)
        unsafe buffer.base.storeBytes(
            of: UInt32(truncatingIfNeeded: lastEntry).littleEndian, toByteOffset: 4, as: UInt32.self)
        unsafe buffer.base.storeBytes(of: UInt16(clamping: count).littleEndian, toByteOffset: 8, as: UInt16.self)
        return unsafe UnsafeRawBufferPointer(start: buffer.base, count: byteCount)
    }

    private mutating func reserve(_ size: Int) {
        let wanted = byteCount + size + Self.entryBytes
        if wanted > buffer.capacity { buffer.grow(to: max(wanted, 2 * buffer.capacity), keeping: byteCount) }
    }

    /// Starts an entry with the size of the one before it; returns where the rest goes.
    private mutating func begin(_ size: Int) -> UnsafeMutableRawPointer {
        reserve(size)
        lastEntry = byteCount
        let place = unsafe buffer.base + byteCount
        if previousSize < 254 {
            unsafe place.storeBytes(of: UInt8(previousSize), as: UInt8.self)
            return unsafe place + 1
        }
        unsafe place.storeBytes(of: 254, as: UInt8.self)
        unsafe place.storeBytes(
            of: UInt32(truncatingIfNeeded: previousSize).littleEndian, toByteOffset: 1, as: UInt32.self)
        return unsafe place + 5
    }

    private mutating func end(_ end: UnsafeMutableRawPointer) {
        let size = unsafe end - buffer.base - byteCount
        byteCount += size
        previousSize = size
        count += 1
    }

    private static func writeHeader(_ size: Int, to place: UnsafeMutableRawPointer) -> Int {
        switch size {
        case ..<64:
            unsafe place.storeBytes(of: UInt8(size), as: UInt8.self)
            return 1
        case ..<16384:
            unsafe place.storeBytes(of: (0x4000 | UInt16(size)).bigEndian, as: UInt16.self)
            return 2
        default:
            unsafe place.storeBytes(of: 0x80, as: UInt8.self)
            unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: size).bigEndian, toByteOffset: 1, as: UInt32.self)
            return 5
        }
    }

    private static func writeInteger(_ integer: Int64, to place: UnsafeMutableRawPointer) -> Int {
        if integer >= 0 && integer <= 12 {
            unsafe place.storeBytes(of: 0xF1 + UInt8(integer), as: UInt8.self)
            return 1
        }
        let (byte, size): (UInt8, Int) =
            switch integer {
            case -(1 << 7)..<(1 << 7): (0xFE, 1)
            case -(1 << 15)..<(1 << 15): (0xC0, 2)
            case -(1 << 23)..<(1 << 23): (0xF0, 3)
            case -(1 << 31)..<(1 << 31): (0xD0, 4)
            default: (0xE0, 8)
            }
        unsafe place.storeBytes(of: byte, as: UInt8.self)
        unsafe place.storeBytes(of: integer.littleEndian, toByteOffset: 1, as: Int64.self)
        return 1 + size
    }
}
