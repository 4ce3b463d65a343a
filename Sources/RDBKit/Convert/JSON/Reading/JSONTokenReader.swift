#if canImport(Glibc)
    internal import Glibc
#endif

/// Reads JSON (RFC 8259) piece by piece, in bounded memory and wherever the input is split.
///
/// The string or number that was read last lies in ``text``, where the next one replaces it.
@safe
struct JSONTokenReader: ~Copyable {
    /// Usual size of the buffer; a larger one is given back.
    static let usualCapacity = 1 << 18

    var input: ByteReader
    var text = RawBuffer(capacity: usualCapacity)
    var count = 0
    /// Bytes that a string, or a group of a stream, may take.
    let memory: Int
    /// Whether line breaks are blanks; they are not where each line is an object.
    var spansLines = false
    /// The number of the line in which the reader stands.
    private(set) var line: UInt64 = 1
    let base64 = Base64Table()
    /// A number of a module was no number since ``forgetDoubts()``.
    var hasMetNaN = false
    /// A stream had groups since ``forgetDoubts()``.
    var hasMetGroups = false

    init(_ input: consuming ByteReader, memory: Int) {
        self.input = input
        self.memory = min(memory, .max / 4)
    }

    /// A value follows of which it matters what it holds.
    mutating func forgetDoubts() {
        hasMetNaN = false
        hasMetGroups = false
    }

    // MARK: Bytes

    /// The next byte; nil at the end.
    @inline(__always)
    mutating func peek() throws(RDBError) -> UInt8? {
        if input.available == 0 {
            guard try input.extend(to: 1) else { return nil }
        }
        return unsafe input.position.load(as: UInt8.self)
    }

    /// The next byte that is no blank; nil at the end.
    @inline(__always)
    mutating func next() throws(RDBError) -> UInt8? {
        while let byte = try peek() {
            if byte > 0x20 { return byte }
            switch byte {
            case 0x20, 0x09, 0x0D: input.advance(1)
            case 0x0A where spansLines: advanceLine()
            default: return byte
            }
        }
        return nil
    }

    /// Moves over a line break.
    mutating func advanceLine() {
        input.advance(1)
        line += 1
    }

    /// Moves behind the next line break; false where there is none.
    mutating func skipLine() throws(RDBError) -> Bool {
        while try peek() != nil {
            let start = unsafe input.position
            if let end = unsafe memchr(start, 0x0A, input.available) {
                input.advance(unsafe UnsafeRawPointer(end) - start)
                advanceLine()
                return true
            }
            input.advance(input.available)
        }
        return false
    }

    /// Moves over blanks and `byte`.
    @inline(__always)
    mutating func expect(_ byte: UInt8, _ expectation: JSONExpectation) throws(RDBError) {
        guard try next() == byte else { throw failure(expectation) }
        input.advance(1)
    }

    /// Something else stands here.
    func failure(_ expectation: JSONExpectation) -> RDBError {
        let found = input.available == 0 ? JSONExpectation.end : unsafe UInt64(input.position.load(as: UInt8.self))
        return RDBError(.json, at: input.offset, expected: expectation.rawValue, found: found)
    }

    /// What has just been read is not that.
    func failure(_ expectation: JSONExpectation, at offset: UInt64) -> RDBError {
        RDBError(.json, at: offset, length: input.offset - offset, expected: expectation.rawValue)
    }

    // MARK: Objects and arrays

    mutating func beginObject() throws(RDBError) { try expect(UInt8(ascii: "{"), .object) }

    mutating func beginArray() throws(RDBError) { try expect(UInt8(ascii: "["), .array) }

    /// Reads the name of an object's next member into ``text`` and stands in front of its value; false behind the object.
    ///
    /// A member that is null counts as one that is not there: other programs write them so.
    @inline(__always)
    mutating func nextMember(_ isFirst: inout Bool) throws(RDBError) -> Bool {
        repeat {
            let byte = try next()
            if byte == UInt8(ascii: "}") {
                input.advance(1)
                return false
            }
            if !isFirst { try expect(UInt8(ascii: ","), .memberEnd) }
            isFirst = false
            try readString(.memberName)
            try expect(UInt8(ascii: ":"), .colon)
        } while try skipNull()
        return true
    }

    @inline(__always)
    private mutating func skipNull() throws(RDBError) -> Bool {
        guard try next() == UInt8(ascii: "n") else { return false }
        try skipWord("null")
        return true
    }

    /// Stands in front of an array's next element; false behind the array.
    @inline(__always)
    mutating func nextElement(_ isFirst: inout Bool) throws(RDBError) -> Bool {
        let byte = try next()
        if byte == UInt8(ascii: "]") {
            input.advance(1)
            return false
        }
        if !isFirst { try expect(UInt8(ascii: ","), .elementEnd) }
        isFirst = false
        return true
    }

    /// Whether ``text`` is this.
    @inline(__always)
    func textIs(_ name: StaticString) -> Bool {
        unsafe count == name.utf8CodeUnitCount && memcmp(text.base, name.utf8Start, count) == 0
    }

    /// Notes that a known member of an object was met.
    @inline(__always)
    func meet(_ member: JSONMembers, _ members: inout JSONMembers) throws(RDBError) {
        guard members.insert(member).inserted else { throw failure(.once) }
    }

    /// Makes sure that an object that has just ended had these members.
    @inline(__always)
    func require(
        _ wanted: JSONMembers, _ members: JSONMembers, _ expectation: JSONExpectation
    ) throws(RDBError) {
        guard members.isSuperset(of: wanted) else { throw failure(expectation, at: input.offset - 1) }
    }
}
