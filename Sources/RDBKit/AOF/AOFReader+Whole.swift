/// The hot path: a command that is in memory whole.
///
/// Headers are two to four bytes long, so a plain loop over digits is the fastest way to read them. Behind the bytes
/// in memory stand zeros, which are no digits: the loop needs no test for the end.
extension AOFReader {
    /// A carriage return and a line feed, loaded at once.
    static var lineEnd: UInt16 { UInt16(littleEndian: 0x0A0D) }

    /// Puts zeros behind the bytes that are in memory.
    func closeWindow() {
        guard let window = input.window else { return }
        unsafe (window.buffer.base + window.filled).initializeMemory(as: UInt64.self, repeating: 0, count: 8)
    }

    /// Parses the next command if it is written as servers write it and all of it is in memory.
    ///
    /// Nothing is consumed otherwise.
    @inline(__always)
    mutating func parseWhole() -> Bool {
        let base = unsafe input.position
        let available = input.available
        guard available > 0, unsafe base.load(as: UInt8.self) == 0x2A else { return false }
        var place = 1
        guard let count = unsafe Self.number(base, &place), count > 0, count <= available / 6 else { return false }
        arguments.begin(count)
        for index in 0..<count {
            guard unsafe base.load(fromByteOffset: place, as: UInt8.self) == 0x24 else { return false }
            place &+= 1
            guard let length = unsafe Self.number(base, &place), length &+ 2 <= available &- place else {
                return false
            }
            arguments.set(index, start: place, length: length)
            place &+= length
            guard unsafe base.loadUnaligned(fromByteOffset: place, as: UInt16.self) == Self.lineEnd else {
                return false
            }
            place &+= 2
        }
        argumentCount = count
        input.advance(place)
        return true
    }

    /// Whether ``parseWhole()`` failed because the bytes in memory end too early, and not because of what they are.
    var lacksBytes: Bool {
        let base = unsafe input.position
        let available = input.available
        var place = 1
        guard available > 0 else { return true }
        guard let count = unsafe Self.number(base, &place) else { return place + 1 >= available }
        guard count > 0 else { return false }
        for _ in 0..<count {
            guard place < available else { return true }
            guard unsafe base.load(fromByteOffset: place, as: UInt8.self) == 0x24 else { return false }
            place += 1
            guard let length = unsafe Self.number(base, &place) else { return place + 1 >= available }
            guard length + 2 <= available - place else { return true }
            place += length
            guard unsafe base.loadUnaligned(fromByteOffset: place, as: UInt16.self) == Self.lineEnd else {
                return false
            }
            place += 2
        }
        return false
    }

    /// Reads digits and the end of their line; nil where something else stands there.
    @inline(__always)
    private static func number(_ base: UnsafeRawPointer, _ place: inout Int) -> Int? {
        let start = place
        var value = 0
        var digit = unsafe Int(base.load(fromByteOffset: place, as: UInt8.self)) &- 0x30
        while UInt(bitPattern: digit) <= 9 {
            value = value &* 10 &+ digit
            place &+= 1
            digit = unsafe Int(base.load(fromByteOffset: place, as: UInt8.self)) &- 0x30
        }
        let digits = place &- start
        guard digits > 0, digits < 18,
            unsafe base.loadUnaligned(fromByteOffset: place, as: UInt16.self) == lineEnd
        else { return nil }
        place &+= 2
        return value
    }
}
