/// Everything but a command in memory: the end, more bytes, other lines, large commands, damage.
extension AOFReader {
    /// Largest number of bytes that is asked for at once.
    private static var step: Int { InputWindow.standardCapacity }

    @inline(never)
    mutating func nextSlowly() throws(RDBError) -> AOFRecord? {
        isCut = false
        hasOddNumber = false
        arguments.forgetCut()
        while true {
            if parseWhole() { return .command }
            if input.available > 0 {
                let first = unsafe input.position.load(as: UInt8.self)
                if first == 0x23 { return try readAnnotation() }
                if first != 0x2A { throw try strayByte(first) }
            }
            guard lacksBytes, input.available < wholeLimit else { break }
            let isMore = try input.extend(to: min(wholeLimit, max(Self.step, input.available * 2)))
            closeWindow()
            if !isMore { break }
        }
        if input.available == 0 { return nil }
        try readLarge()
        return .command
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

    /// Reads a command piece by piece: one that is too large, or odd, or that ends nowhere.
    private mutating func readLarge() throws(RDBError) {
        isCut = true
        arguments.beginCut()
        let count = try readNumber(.aofCount, minimum: 1)
        var left = count
        while left > 0 {
            try readLargeArgument()
            left -= 1
        }
        argumentCount = Int(count)
        closeWindow()
    }

    private mutating func readLargeArgument() throws(RDBError) {
        try require(1)
        let place = input.offset
        let byte = unsafe input.position.load(as: UInt8.self)
        guard byte == 0x24 else { throw RDBError(.aofFormat, at: place, expected: 0x24, found: UInt64(byte)) }
        let length = try readNumber(.aofLength, minimum: 0)
        let kept = Int(min(length, UInt64(AOFArguments.headBytes)))
        let head = unsafe arguments.addCut(length: length)
        try requireInFile(length + 2)
        try require(kept)
        if let head = unsafe head { unsafe head.copyMemory(from: input.position, byteCount: kept) }
        try input.skip(length)
        try require(2)
        let end = unsafe input.position.loadUnaligned(as: UInt16.self)
        guard UInt16(littleEndian: end) == 0x0A0D else { throw RDBError(.aofLineEnd, at: input.offset, length: 2) }
        input.advance(2)
    }

    /// Throws `truncated` where it is known before reading that the file ends too early.
    private func requireInFile(_ count: UInt64) throws(RDBError) {
        try input.requireInFile(count)
    }

    private mutating func require(_ count: Int) throws(RDBError) {
        try input.require(count)
    }
}
