/// Reads one command piece by piece, and lines of counts and lengths that are not in the form servers write.
struct AOFPieceReader {
    /// Servers refuse or break on anything longer (`proto-max-bulk-len` is 512 MiB by default, 4 GiB fit a header).
    private static var largestNumber: UInt64 { 1 << 40 }
    /// Servers read at most so much of a line.
    private static var longestNumberLine: Int { 127 }

    /// A count or length was written as servers read it but never write it (`$+4`).
    private(set) var hasOddNumber = false
    /// Two other bytes stand where the end of a line belongs behind an argument: servers do not look at them.
    private(set) var hasOddEnd = false

    /// Reads the command in front of which `input` stands.
    ///
    /// - Returns: Its words.
    mutating func read<V: AOFPieceVisitor & ~Copyable>(
        _ input: inout ByteReader, into visitor: inout V
    ) throws(RDBError) -> Int {
        let count = Int(try readNumber(&input, .aofCount, minimum: 1))
        visitor.beginCommand(count)
        for index in 0..<count { try readArgument(&input, &visitor, isLast: index == count - 1) }
        return count
    }

    private mutating func readArgument<V: AOFPieceVisitor & ~Copyable>(
        _ input: inout ByteReader, _ visitor: inout V, isLast: Bool
    ) throws(RDBError) {
        try input.require(1)
        let place = input.offset
        let byte = unsafe input.position.load(as: UInt8.self)
        guard byte == 0x24 else { throw RDBError(.aofFormat, at: place, expected: 0x24, found: UInt64(byte)) }
        let length = try readNumber(&input, .aofLength, minimum: 0)
        visitor.beginArgument(length: length, at: place)
        try input.requireInFile(length + 2)
        try readBytes(length, &input, &visitor)
        try input.require(2)
        if unsafe input.position.loadUnaligned(as: UInt16.self) != AOFReader.lineEnd {
            guard isFollowedBySign(&input, isLast: isLast) else {
                throw RDBError(.aofLineEnd, at: input.offset, length: 2)
            }
            hasOddEnd = true
        }
        input.advance(2)
        visitor.endArgument()
    }

    /// Whether behind the next two bytes stands what belongs behind an argument: then the length was right, and only
    /// the end of the line is not.
    private func isFollowedBySign(_ input: inout ByteReader, isLast: Bool) -> Bool {
        input.lookAhead(3)
        // Zeros are what a power loss leaves behind a record that it tore.
        guard unsafe input.position.load(fromByteOffset: 1, as: UInt8.self) != 0 else { return false }
        guard input.available > 2 else { return isLast }
        let next = unsafe input.position.load(fromByteOffset: 2, as: UInt8.self)
        return isLast ? next == 0x2A || next == 0x23 || next == 0 : next == 0x24
    }

    private func readBytes<V: AOFPieceVisitor & ~Copyable>(
        _ length: UInt64, _ input: inout ByteReader, _ visitor: inout V
    ) throws(RDBError) {
        let start = input.offset
        var left = length
        while left > 0 {
            do throws(RDBError) {
                try input.require(1)
            } catch {
                guard error.code == .truncated else { throw error }
                throw RDBError(.truncated, at: start, expected: length, found: length - left)
            }
            let part = Int(min(left, UInt64(input.available)))
            unsafe visitor.piece(input.position, part)
            input.advance(part)
            left -= UInt64(part)
        }
    }

    /// Reads `*` or `$`, a number and the end of its line.
    ///
    /// Servers read a line up to its line feed, and of that a number as `atoi` does, whatever follows: a sign, leading
    /// zeros, blanks and other bytes are what they read but do not write.
    private mutating func readNumber(
        _ input: inout ByteReader, _ code: RDBError.Code, minimum: Int64
    ) throws(RDBError) -> UInt64 {
        let place = input.offset
        let line = try readNumberLine(&input, at: place)
        guard let number = number(line) else { throw RDBError(.aofNumber, at: place) }
        guard number >= minimum, number <= Int64(Self.largestNumber) else {
            throw RDBError(code, at: place, found: UInt64(bitPattern: number))
        }
        return UInt64(number)
    }

    /// The number that a line begins with; nil where it begins with none.
    private mutating func number(_ line: [UInt8]) -> Int64? {
        let digits = line.prefix { (0x30...0x39).contains($0) }
        if Array(line.dropFirst(digits.count)) == [0x0D], digits.first != 0x30 || digits.count == 1 {
            return Int64(String(decoding: digits, as: UTF8.self))
        }
        hasOddNumber = true
        let number = ManifestEntryReader.leadingNumber(line)
        return number != 0 || line.contains(0x30) ? number : nil
    }

    /// What stands between the first byte and the line feed.
    private func readNumberLine(_ input: inout ByteReader, at place: UInt64) throws(RDBError) -> [UInt8] {
        try input.require(1)
        input.advance(1)
        var line: [UInt8] = []
        while true {
            let byte = try readByte(&input, of: place)
            if byte == 0x0A { return line }
            guard line.count < Self.longestNumberLine else { throw RDBError(.aofNumber, at: place) }
            line.append(byte)
        }
    }

    private func readByte(_ input: inout ByteReader, of line: UInt64) throws(RDBError) -> UInt8 {
        do throws(RDBError) {
            return try input.readByte()
        } catch {
            guard error.code == .truncated else { throw error }
            throw RDBError(.truncated, at: line)
        }
    }
}
