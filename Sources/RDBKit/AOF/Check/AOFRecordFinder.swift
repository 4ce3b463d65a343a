/// Finds whole commands among bytes of a log that cannot be read from their beginning.
///
/// It only moves forward, so all that it looks at costs one pass, whatever a file is made of. An argument that ends as
/// one does is passed over as a whole: a value that looks like commands is not taken for some. One that does not end
/// so hides nothing.
struct AOFRecordFinder: ~Copyable {
    /// Commands that follow one another.
    struct Row {
        /// The first byte, and the byte behind the last command.
        var start: UInt64
        var end: UInt64
        /// Those of them that servers know.
        var commands = 0
        var ending = Ending.open
    }

    /// What is behind a row.
    enum Ending {
        /// The end of the file.
        case exactly
        /// A record that runs past the end of the file, or zeros up to there.
        case torn
        /// An empty line and a record: the row was the content of a value.
        case content
        /// Something else.
        case broken
        /// It was not followed to its end.
        case open
    }

    /// What became of a command.
    private enum Pass { case whole(isKnown: Bool), broken }

    /// The end of an argument is looked for in memory up to so far.
    private static let nearBytes = 1 << 20
    /// Ends beyond that cost a call of the system each. So many are looked for.
    private static let mostFarLooks = 100_000
    private static let leastRead = 1 << 16

    private let input: AOFInput
    private let table: AOFCommandTable
    private let end: UInt64
    private var bytes: ByteReader
    private var farLooks = 0
    /// The byte in front of the reader where that is known.
    private var previous: UInt8 = 0
    /// What was passed last ends with the file before it is whole.
    private var isTorn = false

    /// A finder for rows that begin in `range`; nil where bytes can be read only once.
    init?(_ input: AOFInput, _ table: AOFCommandTable, in range: Range<UInt64>) throws(RDBError) {
        guard let window = try input.window(from: range.lowerBound, capacity: Self.leastRead) else { return nil }
        self.input = input
        self.table = table
        end = range.upperBound
        bytes = ByteReader(window)
    }

    /// The next row, followed for `most` commands; its first command is one that servers know.
    mutating func nextRow(upTo most: Int) throws(RDBError) -> Row? {
        while let sign = try moveToSign() {
            let start = bytes.offset
            if sign == 0x24 {
                if let length = try enterArgument(isStray: true) { try leaveArgument(length) }
            } else if case .whole(true) = try passCommand() {
                var row = Row(start: start, end: bytes.offset, commands: 1)
                try follow(&row, upTo: most)
                return row
            }
        }
        return nil
    }

    private mutating func follow(_ row: inout Row, upTo most: Int) throws(RDBError) {
        while row.commands < most, bytes.offset < end {
            row.end = bytes.offset
            switch try peek() {
            case nil:
                row.ending = .exactly
                return
            case 0x2A:
                guard case .whole(let isKnown) = try passCommand() else {
                    row.ending = isTorn ? .torn : .broken
                    return
                }
                if isKnown { row.commands += 1 }
            case 0x23:
                if try passLine() { continue }
                row.ending = .broken
                return
            default:
                row.ending = try endingHere()
                return
            }
        }
        row.end = bytes.offset
    }

    /// What ends a row where no record begins.
    private mutating func endingHere() throws(RDBError) -> Ending {
        while try peek() == 0 { move(1) }
        if try peek() == nil { return .torn }
        guard try peek(1) == 0x0A, try peek() == 0x0D else { return .broken }
        return try isSign(2) ? .content : .broken
    }

    /// Moves to where a command could begin, or an argument; nil at the end.
    private mutating func moveToSign() throws(RDBError) -> UInt8? {
        while bytes.offset < end, let byte = try peek() {
            if byte == 0x2A, let next = try peek(1), (0x31...0x39).contains(next) { return byte }
            if byte == 0x24, previous == 0x0A { return byte }
            move(1)
        }
        return nil
    }

    /// Moves over a command, or over as much of it as is one.
    private mutating func passCommand() throws(RDBError) -> Pass {
        isTorn = false
        guard let count = try passNumber(), count > 0 else { return .broken }
        var isKnown = false
        for index in 0..<count {
            guard try peek() == 0x24, let length = try enterArgument(isStray: false) else {
                if bytes.available == 0 { isTorn = true }
                return .broken
            }
            if index == 0 { isKnown = self.isKnown(length, count) }
            try leaveArgument(length)
        }
        return .whole(isKnown: isKnown)
    }

    /// Whether servers know the command that the reader stands at the name of.
    private func isKnown(_ length: UInt64, _ count: UInt64) -> Bool {
        guard length < 64 else { return false }
        let index = unsafe table.index(bytes.position, Int(length))
        guard index >= 0 else { return length < 40 && bytes.peek(Int(length)).contains(0x2E) }
        return table.commands[index].arguments.contains(Int(clamping: count))
    }
}

/// Arguments and lines: the finder never moves over a byte that may be the beginning of something else.
extension AOFRecordFinder {
    /// Moves over the first line of an argument.
    ///
    /// - Parameter isStray: It belongs to no command, so more is asked of it.
    /// - Returns: Its length; nil where it does not end as arguments do.
    private mutating func enterArgument(isStray: Bool) throws(RDBError) -> UInt64? {
        guard let length = try passNumber() else { return nil }
        let wanted = length + 2
        if let left = bytes.window?.bytesLeft(from: bytes.offset), left < wanted {
            isTorn = true
            return nil
        }
        guard wanted < UInt64(Self.nearBytes) else { return try endsFarAway(length) ? length : nil }
        let place = Int(length)
        guard try peek(place) == 0x0D, try peek(place + 1) == 0x0A else {
            if bytes.available < place + 2 { isTorn = true }
            return nil
        }
        if isStray, try !isSign(place + 2) { return nil }
        return length
    }

    private mutating func leaveArgument(_ length: UInt64) throws(RDBError) {
        try bytes.skip(length + 2)
        previous = 0x0A
    }

    /// Whether an argument ends as one does that is larger than what is held in memory. What is compressed would have
    /// to be expanded once more for that: there it does not.
    private mutating func endsFarAway(_ length: UInt64) throws(RDBError) -> Bool {
        farLooks += 1
        guard input.compression == .none, farLooks <= Self.mostFarLooks,
            let window = try input.window(from: bytes.offset + length, capacity: 2)
        else { return false }
        try window.fill()
        return unsafe window.filled == 2 && window.buffer.base.loadUnaligned(as: UInt16.self) == AOFReader.lineEnd
    }

    /// Moves over a sign, digits and the end of their line, as servers write them, or over as much of that as is there.
    private mutating func passNumber() throws(RDBError) -> UInt64? {
        move(1)
        var number: UInt64 = 0
        var digits = 0
        while digits < 13, let byte = try peek(), (0x30...0x39).contains(byte) {
            number = number * 10 + UInt64(byte - 0x30)
            digits += 1
            move(1)
        }
        guard digits > 0, try peek() == 0x0D, try peek(1) == 0x0A else {
            if bytes.available == 0 || (bytes.available == 1 && digits > 0) { isTorn = true }
            return nil
        }
        move(2)
        return number
    }

    /// Moves over a line that begins with `#`, if servers read it.
    private mutating func passLine() throws(RDBError) -> Bool {
        for place in 0..<AOFReader.longestLine {
            guard let byte = try peek(place) else {
                move(place)
                return true
            }
            if byte == 0x0A {
                move(place + 1)
                return true
            }
        }
        return false
    }

    /// Whether a record or an argument may begin `distance` bytes on, or the file ends there.
    private mutating func isSign(_ distance: Int) throws(RDBError) -> Bool {
        guard let byte = try peek(distance) else { return true }
        return byte == 0x2A || byte == 0x24 || byte == 0x23 || byte == 0
    }

    /// The byte so many bytes on; nil behind the end.
    @inline(__always)
    private mutating func peek(_ distance: Int = 0) throws(RDBError) -> UInt8? {
        if bytes.available <= distance {
            // Twice as much as is needed, so that what remains is not moved to the front again and again.
            _ = try bytes.extend(to: max(2 * distance, Self.leastRead))
            if bytes.available <= distance { return nil }
        }
        return unsafe bytes.position.load(fromByteOffset: distance, as: UInt8.self)
    }

    @inline(__always)
    private mutating func move(_ count: Int) {
        guard count > 0 else { return }
        previous = unsafe bytes.position.load(fromByteOffset: count - 1, as: UInt8.self)
        bytes.advance(count)
    }
}
