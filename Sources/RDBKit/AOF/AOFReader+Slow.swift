/// Everything but a command in memory: the end, more bytes, other lines, large commands, damage.
extension AOFReader {
    /// Largest number of bytes that is asked for at once.
    private static var step: Int { InputWindow.standardCapacity }

    /// Where ``find()`` has come to.
    enum Found {
        /// A record that was read.
        case record(AOFRecord)
        /// A command that was not read: it is too large for memory, or written in an odd way, or it ends nowhere.
        case pieces
    }

    @inline(never)
    mutating func nextSlowly() throws(RDBError) -> AOFRecord? {
        switch try findSlowly() {
        case nil: return nil
        case .record(let record): return record
        case .pieces:
            isCut = true
            var pieces = AOFPieceReader()
            defer { (hasOddNumber, hasOddEnd) = (pieces.hasOddNumber, pieces.hasOddEnd) }
            argumentCount = try pieces.read(&input, into: &arguments)
            closeWindow()
            return .command
        }
    }

    /// Hands the command that ``find()`` stopped at to `visitor`.
    mutating func readPieces<V: AOFPieceVisitor & ~Copyable>(into visitor: inout V) throws(RDBError) {
        var pieces = AOFPieceReader()
        _ = try pieces.read(&input, into: &visitor)
        closeWindow()
    }

    /// Looks at the command that ``find()`` stopped at without moving: the arguments are the starts of those that
    /// are in memory.
    mutating func peekPieces() {
        isCut = true
        arguments.beginCommand(0)
        var memory = unsafe ByteReader(base: input.position, count: input.available, offset: input.offset)
        var pieces = AOFPieceReader()
        _ = try? pieces.read(&memory, into: &arguments)
        arguments.dropIncomplete()
        argumentCount = arguments.wanted
    }

    /// What stands next; nil at the end of the file.
    @inline(never)
    mutating func findSlowly() throws(RDBError) -> Found? {
        isCut = false
        hasOddNumber = false
        hasOddEnd = false
        arguments.forgetCut()
        while true {
            if parseWhole() { return .record(.command) }
            if input.available > 0 {
                let first = unsafe input.position.load(as: UInt8.self)
                if first == 0x23 { return .record(try readAnnotation()) }
                if first != 0x2A { throw try strayByte(first) }
            }
            guard lacksBytes, input.available < wholeLimit else { break }
            let isMore = try input.extend(to: min(wholeLimit, max(Self.step, input.available * 2)))
            closeWindow()
            if !isMore { break }
        }
        return input.available == 0 ? nil : .pieces
    }

    /// Reads a line that begins with `#`; the last one may lack its line feed.
    private mutating func readAnnotation() throws(RDBError) -> AOFRecord {
        if input.available < Self.longestLine {
            _ = try input.extend(to: Self.step)
            closeWindow()
        }
        let bytes = unsafe UnsafeRawBufferPointer(
            start: input.position, count: min(input.available, Self.longestLine))
        let end = unsafe bytes.firstIndex(of: 0x0A)
        guard end != nil || input.available < Self.longestLine else {
            throw RDBError(.annotationLong, at: recordOffset, expected: UInt64(Self.longestLine))
        }
        let line = unsafe Array(bytes[..<(end ?? bytes.count)])
        input.advance(end.map { $0 + 1 } ?? line.count)
        argumentCount = 0
        isUnended = end == nil
        return Self.timestamp(line).map(AOFRecord.timestamp) ?? .annotation
    }

    /// The number of a `#TS:` line that is written as servers write it.
    static func timestamp(_ line: [UInt8]) -> Int64? {
        guard line.starts(with: "#TS:".utf8), line.last == 0x0D else { return nil }
        return Int64(String(decoding: line.dropFirst(4).dropLast(), as: UTF8.self))
    }

    /// What stands where a record should begin. Zeros are counted: a power loss leaves them behind.
    private mutating func strayByte(_ byte: UInt8) throws(RDBError) -> RDBError {
        guard byte == 0 else {
            return RDBError(.aofFormat, at: recordOffset, found: UInt64(byte))
        }
        var zeros: UInt64 = 0
        repeat {
            let bytes = unsafe UnsafeRawBufferPointer(start: input.position, count: input.available)
            let count = unsafe bytes.firstIndex { $0 != 0 } ?? bytes.count
            zeros += UInt64(count)
            input.advance(count)
            if input.available > 0 { break }
        } while try input.extend(to: Self.step)
        return RDBError(.nulPadding, at: recordOffset, length: zeros, found: zeros)
    }
}
