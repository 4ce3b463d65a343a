/// Lines of counts and lengths that are not in the form servers write.
extension AOFReader {
    /// Servers refuse or break on anything longer (`proto-max-bulk-len` is 512 MiB by default, 4 GiB fit a header).
    private static var largestNumber: UInt64 { 1 << 40 }
    /// Servers read at most so much of a line.
    private static var longestNumberLine: Int { 127 }

    /// Reads `*` or `$`, a number and the end of its line.
    ///
    /// A sign, leading zeros and blanks are what servers read but do not write.
    mutating func readNumber(_ code: RDBError.Code, minimum: Int64) throws(RDBError) -> UInt64 {
        let place = input.offset
        let line = try readNumberLine(at: place)
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
    private mutating func readNumberLine(at place: UInt64) throws(RDBError) -> [UInt8] {
        try input.require(1)
        input.advance(1)
        var line: [UInt8] = []
        while true {
            let byte = try readByte(of: place)
            if byte == 0x0D { break }
            guard byte != 0x0A, line.count < Self.longestNumberLine else { throw RDBError(.aofNumber, at: place) }
            line.append(byte)
        }
        guard try readByte(of: place) == 0x0A else { throw RDBError(.aofNumber, at: place) }
        return line
    }

    private mutating func readByte(of line: UInt64) throws(RDBError) -> UInt8 {
        do throws(RDBError) {
            return try input.readByte()
        } catch {
            guard error.code == .truncated else { throw error }
            throw RDBError(.truncated, at: line)
        }
    }
}
