/// All commands of a server, found by their names in any case.
///
/// The hot path of reading a log: the name's first and last eight bytes, in lower case, are the key of an open table.
@safe
public final class AOFCommandTable: Sendable {
    /// The commands; the position of each is its index.
    public let commands: [AOFCommand]
    private let slots: [Slot]
    private static let slotCount = 2048

    /// What the hot path needs to know of each command.
    let limits: [Limits]

    /// Fewest and most words, and what the command means for the log.
    struct Limits {
        var fewest: Int
        var most: Int
        var role: AOFCommand.Role
    }

    /// Eight bytes from the start and from the end of a name.
    private struct Slot: Equatable {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        var length: Int32 = 0
        var index: Int32 = -1
    }

    /// The commands of all servers.
    public static let known = AOFCommandTable(for: nil)

    /// The commands of `server`; those of all servers where it is nil.
    public init(for server: ServerTarget?) {
        commands = AOFCommandData.text.split(separator: ";").compactMap {
            AOFCommand(text: $0.drop { $0 == " " || $0 == "\n" }, server: server)
        }
        limits = commands.map {
            Limits(fewest: $0.arguments.lowerBound, most: $0.arguments.upperBound, role: $0.role)
        }
        var slots = [Slot](repeating: Slot(), count: Self.slotCount)
        for (index, command) in commands.enumerated() {
            let name = Array(command.name.utf8) + [UInt8](repeating: 0, count: 8)
            var slot = unsafe name.withUnsafeBytes { unsafe Self.key($0, command.name.utf8.count) }
            slot.index = Int32(index)
            var place = Self.place(slot)
            while slots[place].index >= 0 { place = (place + 1) % Self.slotCount }
            slots[place] = slot
        }
        self.slots = slots
    }

    /// The index of the command called `name`.
    public func index(of name: some Sequence<UInt8>) -> Int? {
        let bytes = Array(name)
        let padded = bytes + [UInt8](repeating: 0, count: 8)
        let found = unsafe padded.withUnsafeBytes { unsafe index($0.baseAddress, bytes.count) }
        return found < 0 ? nil : found
    }

    /// The index of the command with the `length` bytes at `base`; eight bytes behind them can be read. -1: none.
    @inline(__always)
    func index(_ base: UnsafeRawPointer?, _ length: Int) -> Int {
        guard let base = unsafe base, length > 0, length < 64 else { return -1 }
        let wanted = unsafe Self.key(UnsafeRawBufferPointer(start: base, count: length + 8), length)
        var place = Self.place(wanted)
        while true {
            let slot = slots[place]
            if slot.index < 0 { return -1 }
            if slot.head == wanted.head && slot.tail == wanted.tail && slot.length == wanted.length {
                return Int(slot.index)
            }
            place = (place + 1) % Self.slotCount
        }
    }

    @inline(__always)
    private static func key(_ name: UnsafeRawBufferPointer, _ length: Int) -> Slot {
        let lower: UInt64 = 0x2020_2020_2020_2020
        let head = unsafe UInt64(littleEndian: name.loadUnaligned(as: UInt64.self))
        if length < 8 {
            let mask: UInt64 = (1 << UInt64(length * 8)) - 1
            return Slot(head: (head | lower) & mask, tail: 0, length: Int32(length))
        }
        let tail = unsafe UInt64(littleEndian: name.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self))
        return Slot(head: head | lower, tail: tail | lower, length: Int32(length))
    }

    @inline(__always)
    private static func place(_ slot: Slot) -> Int {
        let mixed = (slot.head ^ (slot.tail &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(slot.length)) &* 0xBF58_476D_1CE4_E5B9
        return Int(mixed >> 53)
    }
}
