/// Reads one command piece by piece, and lines of counts and lengths that are not in the form servers write.
struct AOFPieceReader {
    /// Servers refuse or break on anything longer (`proto-max-bulk-len` is 512 MiB by default, 4 GiB fit a header).
    private static var largestNumber: UInt64 { 1 << 40 }
    /// Servers read at most so much of a line.
    private static var longestNumberLine: Int { 127 }

    /// A count or length was written as servers read it but never write it (`$+4`).
    private(set) var hasOddNumber = false

    /// Reads the command in front of which `input` stands.
    ///
    /// - Returns: Its words.
    mutating func read<V: AOFPieceVisitor & ~Copyable>(
        _ input: inout ByteReader, into visitor: inout V
    ) throws(RDBError) -> Int {
        let count = Int(try readNumber(&input, .aofCount, minimum: 1))
        visitor.beginCommand(count)
        for _ in 0..<count { try readArgument(&input, &visitor) }
        return count
    }

    private mutating func readArgument<V: AOFPieceVisitor & ~Copyable>(
        _ input: inout ByteReader, _ visitor: inout V
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
        let end = unsafe input.position.loadUnaligned(as: UInt16.self)
        guard UInt16(littleEndian: end) == 0x0A0D else { throw RDBError(.aofLineEnd, at: input.offset, length: 2) }
        input.advance(2)
        visitor.endArgument()
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
    /// A sign, leading zeros and blanks are what servers read but do not write.
    private mutating func readNumber(
        _ input: inout ByteReader, _ code: RDBError.Code, minimum: Int64
    ) throws(RDBError) -> UInt64 {
        let place = input.offset
        let line = try readNumberLine(&input, at: place)
        guard let number = Int64(plain(line)) else { throw RDBError(.aofNumber, at: place) }
        guard number >= minimum, number <= Int64(Self.largestNumber) else {
            throw RDBError(code, at: place, found: UInt64(bitPattern: number))
        }
        return UInt64(number)
    }

    /// The digits of a line; a plus sign in front is remembered as odd.
    private mutating func plain(_ line: [UInt8]) -> String {
        if line.first == 0x2B || (line.first == 0x30 && line.count > 1) { hasOddNumber = true }
        return String(decoding: line, as: UTF8.self)
    }

    /// What stands between the first byte and the carriage return.
    private func readNumberLine(_ input: inout ByteReader, at place: UInt64) throws(RDBError) -> [UInt8] {
        try input.require(1)
        input.advance(1)
        var line: [UInt8] = []
        while true {
            let byte = try readByte(&input, of: place)
            if byte == 0x0D { break }
            guard byte != 0x0A, line.count < Self.longestNumberLine else { throw RDBError(.aofNumber, at: place) }
            line.append(byte)
        }
        guard try readByte(&input, of: place) == 0x0A else { throw RDBError(.aofNumber, at: place) }
        return line
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
