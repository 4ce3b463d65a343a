/// Reads the JSON that `rdbtool convert --to ndjson` or `--to json` writes, key by key.
///
/// ```swift
/// var reader = try JSONKeyReader(FileSource(path: "dump.ndjson"))
/// var digester = ContentDigester()
/// while let record = try reader.next() {
///     guard record == .key else { continue }
///     print(reader.database, reader.keyBytes, try digester.digestValue(of: &reader))
/// }
/// ```
/// A value goes to an ``RDBValueVisitor`` as that of an RDB file does; of its size only one string, or one group of a
/// stream, is in memory. The grammar is that of RFC 8259. Members that the shape does not know are passed over; members
/// that are null count as missing. `type` stands in front of the value; ``database``, ``keyBytes`` and ``metadata`` are
/// certain only behind it.
public struct JSONKeyReader: ~Copyable {
    /// What an object is.
    public enum Record: Sendable {
        /// A key.
        case key
        /// A function library; its value is handed over as ``RDBRole/functionCode``.
        case function
        /// The header, an AUX field or the AUX data of a module; there is nothing to decode.
        case other
    }

    /// Longest name of a key.
    private static let longestKey = 16 << 20

    /// The database of the current key.
    public private(set) var database: UInt64 = 0
    /// Expiry, idle time and frequency of the current key.
    public private(set) var metadata = KeyMetadata()
    /// Offset of the current object.
    public private(set) var recordOffset: UInt64 = 0
    /// Bytes of the current key's value in its RDB file, where that was written.
    public private(set) var valueBytes: UInt64?
    /// The type of the current key.
    public var type: RDBValueType? { recordType?.valueType }
    /// The name of the current key.
    public var keyBytes: [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: keyBuffer.base, count: keyCount))
    }
    /// The number of the line in which the reader stands, from 1.
    public var line: UInt64 { tokens.line }

    /// What the current object is, once that was read.
    private(set) var recordType: JSONRecordType?
    /// The current key is a stream of a layout that may hold refused entries.
    private var mayHoldRefusals = false
    private var tokens: JSONTokenReader
    private var members = JSONMembers()
    private var isFirstMember = true
    private var hasUnreadValue = false
    private var keyBuffer = RawBuffer(capacity: 4096)
    private var keyCount = 0
    /// All objects are elements of one array.
    private let isArray: Bool
    /// An element of the array was read, and no other may follow without a comma.
    private var isBehindElement = false

    /// Reads `source`, from its start.
    ///
    /// - Parameter memory: Bytes that a string, or a group of a stream, may take.
    /// - Throws: `io-error`, `compressed-...`.
    public init(_ source: any ByteSource, memory: Int = 512 << 20) throws(RDBError) {
        let window = InputWindow(source, capacity: InputWindow.standardCapacity, summing: false)
        var tokens = JSONTokenReader(ByteReader(window), memory: memory)
        tokens.spansLines = true
        isArray = try tokens.next() == UInt8(ascii: "[")
        if isArray { tokens.input.advance(1) }
        tokens.spansLines = isArray
        self.tokens = tokens
    }

    /// Reads on from the object that stands `offset` bytes from the start of `source`.
    init(_ source: any ByteSource, memory: Int, at offset: UInt64, isArray: Bool) throws(RDBError) {
        let window = try InputWindow(source, capacity: 64 << 10, skipping: offset)
        tokens = JSONTokenReader(ByteReader(window), memory: memory)
        tokens.spansLines = isArray
        self.isArray = isArray
    }

    /// Whether a file that begins with this byte may be JSON: an RDB file does not.
    static func mayBegin(with byte: UInt8?) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["), 0x20, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    /// Whether the objects are elements of one array.
    var readsArray: Bool { isArray }
    /// Offset of the next byte.
    var offset: UInt64 { tokens.input.offset }
    /// Database and name of the current object are known.
    var knowsKey: Bool { members.isSuperset(of: [.db, .key]) }

    /// What the JSON may not say of the value that was decoded last.
    var doubt: JSONDoubt? {
        switch type {
        case .array: .doubles
        case .module: tokens.hasMetNaN ? .nan : nil
        case .stream: mayHoldRefusals && tokens.hasMetGroups ? .refusals : nil
        default: nil
        }
    }

    /// The name of the current key; valid until the next one is read.
    var key: RDBKey {
        unsafe RDBKey(base: UnsafeRawPointer(keyBuffer.base), storedCount: UInt32(keyCount))
    }
}

// MARK: Objects

extension JSONKeyReader {
    /// Reads the next object up to its value; nil behind the last.
    ///
    /// - Throws: `json` for what is no JSON, or not of this shape; `memory-limit`; `io-error`, `compressed-...`.
    public mutating func next() throws(RDBError) -> Record? {
        if hasUnreadValue { try skipValue() }
        guard try beginRecord() else { return nil }
        try tokens.beginObject()
        guard try readMembers(), let recordType else {
            throw tokens.failure(.typedValue, at: offset - 1)
        }
        hasUnreadValue = true
        return recordType.valueType != nil ? .key : recordType == .function ? .function : .other
    }

    /// Hands the value of the current object to `visitor`.
    @inline(__always)
    public mutating func decodeValue<V: RDBValueVisitor & ~Copyable>(into visitor: inout V) throws(RDBError) {
        guard hasUnreadValue else { return }
        hasUnreadValue = false
        if let type {
            try tokens.decodeValue(type, into: &visitor)
        } else if recordType == .function {
            try tokens.decodeFunction(&visitor)
        } else {
            try tokens.skipValue()
        }
        try endRecord()
    }

    private mutating func skipValue() throws(RDBError) {
        hasUnreadValue = false
        try tokens.skipValue()
        try endRecord()
    }

    /// Goes on behind the line in which the reader has met damage; false where nothing can follow it.
    mutating func skipDamage() throws(RDBError) -> Bool {
        hasUnreadValue = false
        return isArray ? false : try tokens.skipLine()
    }

    /// Goes on with the object at `offset`, which lies ahead.
    mutating func move(to offset: UInt64) throws(RDBError) {
        hasUnreadValue = false
        isBehindElement = false
        try tokens.input.skip(offset - self.offset)
    }

    /// Stands in front of the next object; false where there is none.
    private mutating func beginRecord() throws(RDBError) -> Bool {
        // What is damaged in front of an object is no matter of the one before it.
        forgetRecord()
        let isThere = isArray ? try beginElement() : try beginLine()
        recordOffset = offset
        return isThere
    }

    private mutating func forgetRecord() {
        tokens.text.shrink(to: JSONTokenReader.usualCapacity)
        keyBuffer.shrink(to: JSONTokenReader.usualCapacity)
        recordType = nil
        members = []
        isFirstMember = true
        keyCount = 0
        database = 0
        metadata.clear()
        valueBytes = nil
        mayHoldRefusals = false
        tokens.forgetDoubts()
    }

    /// Moves over empty lines.
    private mutating func beginLine() throws(RDBError) -> Bool {
        while let byte = try tokens.next() {
            guard byte == 0x0A else { return true }
            tokens.advanceLine()
        }
        return false
    }

    private mutating func beginElement() throws(RDBError) -> Bool {
        var isFirst = !isBehindElement
        isBehindElement = true
        if try tokens.nextElement(&isFirst) { return true }
        guard try tokens.next() == nil else { throw tokens.failure(.fileEnd) }
        return false
    }

    /// Reads what stands behind the value.
    @inline(__always)
    private mutating func endRecord() throws(RDBError) {
        if try readMembers() { throw tokens.failure(.oneValue) }
        if type != nil && !knowsKey { throw tokens.failure(.keyMembers, at: offset - 1) }
        guard !isArray else { return }
        switch try tokens.next() {
        case 0x0A: tokens.advanceLine()
        case nil: break
        default: throw tokens.failure(.lineEnd)
        }
    }
}

// MARK: Members

extension JSONKeyReader {
    /// Reads members up to the value, in front of which it stands then; false behind the object.
    @inline(__always)
    private mutating func readMembers() throws(RDBError) -> Bool {
        while try tokens.nextMember(&isFirstMember) {
            if tokens.textIs("key") {
                try readKey()
            } else if tokens.textIs("db") {
                try readDatabase()
            } else if let recordType, tokens.textIs(recordType.name) {
                return true
            } else if tokens.textIs("type") {
                try readType()
            } else {
                try readOther()
            }
        }
        return false
    }

    /// The database is known once it was read, as the key is.
    private mutating func readDatabase() throws(RDBError) {
        try tokens.meet(.db, &members)
        members.remove(.db)
        database = try tokens.readInteger(UInt64.self)
        members.insert(.db)
    }

    private mutating func readKey() throws(RDBError) {
        try tokens.meet(.key, &members)
        members.remove(.key)
        try tokens.readData()
        guard tokens.count <= Self.longestKey else {
            throw RDBError(.memoryLimit, at: recordOffset, found: UInt64(tokens.count))
        }
        keyBuffer.grow(to: tokens.count, keeping: 0)
        unsafe keyBuffer.base.copyMemory(from: tokens.text.base, byteCount: tokens.count)
        keyCount = tokens.count
        members.insert(.key)
    }

    private mutating func readType() throws(RDBError) {
        try tokens.meet(.type, &members)
        _ = try tokens.next()
        let start = offset
        try tokens.readString()
        guard let type = tokens.namedType else { throw tokens.failure(.type, at: start) }
        recordType = type
    }

    private mutating func readOther() throws(RDBError) {
        if tokens.textIs("expires_ms") {
            try tokens.meet(.expires, &members)
            metadata.expiresMs = try tokens.readInteger(Int64.self)
        } else if tokens.textIs("idle_s") {
            try tokens.meet(.idle, &members)
            metadata.idleSeconds = try tokens.readInteger(UInt64.self)
        } else if tokens.textIs("freq") {
            try tokens.meet(.frequency, &members)
            metadata.frequency = try tokens.readInteger(UInt8.self)
        } else if tokens.textIs("bytes") {
            try tokens.meet(.bytes, &members)
            valueBytes = try tokens.readInteger(UInt64.self)
        } else if recordType == .stream && tokens.textIs("encoding") {
            try tokens.readString()
            mayHoldRefusals = tokens.textIs("listpacks5")
        } else if tokens.namedType != nil {
            throw tokens.failure(recordType == nil ? .typeFirst : .typedValue)
        } else {
            try tokens.skipValue()
        }
    }
}
