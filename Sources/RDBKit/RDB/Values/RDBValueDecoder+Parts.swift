/// Reading that tells a visitor which bytes were read, if it maps them; for all others this is nothing but the reading.
extension RDBValueDecoder {
    /// Where the part begins that is read next.
    struct PartStart {
        var offset: UInt64 = 0
        var bytes: [UInt8] = []
    }

    /// Notes where a part begins, and its first bytes, for reading on may drop them.
    @inline(__always)
    mutating func beginPart<V: RDBValueVisitor & ~Copyable>(_: borrowing V) {
        if V.mapsBytes { beginPart() }
    }

    @inline(never)
    private mutating func beginPart() {
        input.lookAhead(RDBPart.mostBytes)
        part = PartStart(offset: input.offset, bytes: input.peek(RDBPart.mostBytes))
    }

    /// Hands over the part that was begun; it ends where the input stands.
    @inline(__always)
    func endPart<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, role: RDBRole? = nil, node: RDBNode.Kind? = nil,
        _ value: @autoclosure () -> RDBPart.Value, _ visitor: inout V
    ) {
        if V.mapsBytes { endMappedPart(kind, role, node, value(), &visitor) }
    }

    @inline(never)
    private func endMappedPart<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ role: RDBRole?, _ node: RDBNode.Kind?, _ value: RDBPart.Value, _ visitor: inout V
    ) {
        let length = input.offset - part.offset
        guard length > 0 else { return }
        visitor.part(
            RDBPart(
                kind: kind, role: role, node: node, offset: part.offset, length: length,
                bytes: Array(part.bytes.prefix(Int(clamping: length))), value: value))
    }

    @inline(__always)
    mutating func readLength<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ visitor: inout V
    ) throws(RDBError) -> UInt64 {
        beginPart(visitor)
        let length = try input.readLength()
        endPart(kind, .unsigned(length), &visitor)
        return length
    }

    @inline(__always)
    mutating func readByte<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ visitor: inout V
    ) throws(RDBError) -> UInt8 {
        beginPart(visitor)
        let byte = try input.readByte()
        endPart(kind, .unsigned(UInt64(byte)), &visitor)
        return byte
    }

    @inline(__always)
    mutating func read<T: FixedWidthInteger & BitwiseCopyable, V: RDBValueVisitor & ~Copyable>(
        _: T.Type, _ kind: RDBPart.Kind, _ visitor: inout V
    ) throws(RDBError) -> T {
        beginPart(visitor)
        let number = try input.read(T.self)
        endPart(kind, T.isSigned ? .signed(Int64(number)) : .unsigned(UInt64(number)), &visitor)
        return number
    }

    @inline(__always)
    mutating func readDouble<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ visitor: inout V
    ) throws(RDBError) -> Double {
        beginPart(visitor)
        let number = Double(bitPattern: try input.read(UInt64.self))
        endPart(kind, .double(number), &visitor)
        return number
    }

    mutating func readFloat<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ visitor: inout V
    ) throws(RDBError) -> Float {
        beginPart(visitor)
        let number = Float(bitPattern: try input.read(UInt32.self))
        endPart(kind, .double(Double(number)), &visitor)
        return number
    }

    /// Reads an id of two lengths.
    mutating func readStreamID<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ visitor: inout V
    ) throws(RDBError) -> StreamID {
        beginPart(visitor)
        let id = try input.readStreamID()
        endPart(kind, .id(id), &visitor)
        return id
    }

    /// Reads an id of 16 raw bytes.
    mutating func readRawStreamID<V: RDBValueVisitor & ~Copyable>(
        _ kind: RDBPart.Kind, _ visitor: inout V
    ) throws(RDBError) -> StreamID {
        beginPart(visitor)
        let id = try input.readRawStreamID()
        endPart(kind, .id(id), &visitor)
        return id
    }

    /// Reads what stands in front of a string: its length or its encoding.
    @inline(__always)
    mutating func readStringHeader<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole?, node: RDBNode.Kind? = nil, _ visitor: inout V
    ) throws(RDBError) -> RDBLength {
        beginPart(visitor)
        let header = try input.readStringHeader()
        if V.mapsBytes {
            switch header {
            case .length(let length): endPart(.stringLength, role: role, node: node, .unsigned(length), &visitor)
            case .encoding(let encoding):
                endPart(.stringEncoding, role: role, node: node, .unsigned(UInt64(encoding)), &visitor)
            }
        }
        return header
    }

    /// Reads the integer behind the header of an integer-encoded string.
    @inline(__always)
    mutating func readIntegerString<V: RDBValueVisitor & ~Copyable>(
        _ encoding: UInt8, at start: UInt64, _ role: RDBRole?, _ visitor: inout V
    ) throws(RDBError) -> Int64 {
        beginPart(visitor)
        let integer = try input.readIntegerString(encoding, at: start)
        endPart(.integer, role: role, .signed(integer), &visitor)
        return integer
    }

    /// Moves over the rest of a string whose header has been read.
    mutating func skipString<V: RDBValueVisitor & ~Copyable>(
        _ header: RDBLength, at start: UInt64, _ visitor: inout V
    ) throws(RDBError) {
        beginPart(visitor)
        try input.skipString(header, at: start)
        endPart(.string, .none, &visitor)
    }

    /// Moves over bytes.
    mutating func skip<V: RDBValueVisitor & ~Copyable>(
        _ count: UInt64, _ kind: RDBPart.Kind, _ role: RDBRole?, _ visitor: inout V
    ) throws(RDBError) {
        beginPart(visitor)
        try input.skip(count)
        endPart(kind, role: role, .none, &visitor)
    }
}
