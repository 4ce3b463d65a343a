/// How a string that is not plain is stored (`RDB_ENC_*`): the low six bits of a `11eeeeee` length byte.
enum RDBStringEncoding {
    /// `RDB_ENC_INT8`
    static let int8: UInt8 = 0
    /// `RDB_ENC_INT16`, little-endian
    static let int16: UInt8 = 1
    /// `RDB_ENC_INT32`, little-endian
    static let int32: UInt8 = 2
    /// `RDB_ENC_LZF`: compressed length, length, compressed bytes
    static let lzf: UInt8 = 3
    /// A reference into a dictionary that only Redis Enterprise has.
    static let dictionary: UInt8 = 4
}

extension ByteReader {
    /// Moves over one string, whatever its encoding.
    @inline(__always)
    mutating func skipString() throws(RDBError) {
        if available > 64 {
            let byte = unsafe position.load(as: UInt8.self)
            if byte < 64 {
                advance(1 + Int(byte))
                return
            }
        }
        try skipLongString()
    }

    /// The length of the plain string at the position, if it takes two bytes and all of the string is there.
    var mediumStringLength: Int? {
        @inline(__always) get {
            guard available > 64 else { return nil }
            let header = unsafe UInt16(bigEndian: position.loadUnaligned(as: UInt16.self))
            guard header >> 14 == 1 else { return nil }
            let length = Int(header & 0x3FFF)
            return length + 2 <= available ? length : nil
        }
    }

    @inline(never)
    private mutating func skipLongString() throws(RDBError) {
        if let length = mediumStringLength { return advance(2 + length) }
        let start = offset
        try skipString(try readStringHeader(), at: start)
    }

    /// Moves over the rest of a string whose header has been read.
    mutating func skipString(_ header: RDBLength, at start: UInt64) throws(RDBError) {
        switch header {
        case .length(let length): try skip(length)
        case .encoding(RDBStringEncoding.lzf):
            let compressed = try readLength()
            _ = try readLength()
            try skip(compressed)
        case .encoding(let encoding): _ = try readIntegerString(encoding, at: start)
        }
    }

    /// Reads the integer behind the header of an integer-encoded string.
    @inline(__always)
    mutating func readIntegerString(_ encoding: UInt8, at start: UInt64) throws(RDBError) -> Int64 {
        switch encoding {
        case RDBStringEncoding.int8: return Int64(try read(Int8.self))
        case RDBStringEncoding.int16: return Int64(try read(Int16.self))
        case RDBStringEncoding.int32: return Int64(try read(Int32.self))
        case RDBStringEncoding.dictionary: throw RDBError(.dictionaryString, at: start, length: 1)
        default: throw RDBError(.unknownStringEncoding, at: start, length: 1, found: UInt64(encoding))
        }
    }
}
