/// The id of a stream entry: `milliseconds-sequence`.
public struct StreamID: Comparable, Hashable, Sendable {
    /// Unix time in milliseconds.
    public var milliseconds: UInt64
    /// Number within the millisecond.
    public var sequence: UInt64

    /// The id `milliseconds-sequence`.
    public init(_ milliseconds: UInt64, _ sequence: UInt64) {
        self.milliseconds = milliseconds
        self.sequence = sequence
    }

    /// The id that follows this one; the greatest has none and stays.
    var next: StreamID {
        if sequence < .max { return StreamID(milliseconds, sequence + 1) }
        return milliseconds < .max ? StreamID(milliseconds + 1, 0) : self
    }

    public static func < (left: StreamID, right: StreamID) -> Bool {
        (left.milliseconds, left.sequence) < (right.milliseconds, right.sequence)
    }
}

extension ByteReader {
    /// Reads an id of 16 raw bytes: milliseconds and sequence, each big-endian.
    mutating func readRawStreamID() throws(RDBError) -> StreamID {
        try require(16)
        return StreamID(
            UInt64(bigEndian: try read(UInt64.self)), UInt64(bigEndian: try read(UInt64.self)))
    }

    /// Reads an id of two lengths.
    mutating func readStreamID() throws(RDBError) -> StreamID {
        StreamID(try readLength(), try readLength())
    }
}
