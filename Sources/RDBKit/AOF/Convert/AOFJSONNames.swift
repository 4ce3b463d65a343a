/// `,"command":"set","args":[` for each command of a table, ready to be copied in wide steps.
@safe
struct AOFJSONNames: ~Copyable {
    private static let cell = 64

    /// Each has a cell of its own: its length, then its bytes.
    private let cells: RawBuffer

    init(_ table: AOFCommandTable) {
        cells = RawBuffer(capacity: table.commands.count * Self.cell)
        for (index, command) in table.commands.enumerated() {
            let bytes = Array(",\"command\":\"\(command.name)\",\"args\":[".utf8)
            let place = unsafe cells.base + index * Self.cell
            // Of a name that finds no room the length is 0.
            let count = bytes.count < Self.cell ? bytes.count : 0
            unsafe place.storeBytes(of: UInt8(count), as: UInt8.self)
            unsafe UnsafeMutableRawBufferPointer(start: place + 1, count: count).copyBytes(from: bytes[..<count])
        }
    }

    /// Appends the text of the command with this index; false where there is none.
    @inline(__always)
    func append(_ index: Int, to output: inout TurnOutput) -> Bool {
        guard index >= 0 else { return false }
        let place = unsafe UnsafeRawPointer(cells.base) + index * Self.cell
        let count = unsafe Int(place.load(as: UInt8.self))
        unsafe output.appendPadded(place + 1, count)
        return count > 0
    }
}
