/// Reads an RDB file record by record.
///
/// ```swift
/// var reader = try RDBReader(FileSource(path: "dump.rdb"))
/// while let record = try reader.next() {
///     if record == .entry { print(reader.database, reader.keyBytes) }
/// }
/// ```
/// A value that is neither decoded nor skipped is skipped by the next call of ``next()``.
@safe
public struct RDBReader: ~Copyable {
    /// Whose format, and which version.
    public let header: RDBHeader
    /// The database of the current record.
    public var database: UInt64 { context.database }
    /// Expiry, idle time and frequency of the current key.
    public var metadata: KeyMetadata { context.metadata }
    /// How the current key's value is laid out.
    public internal(set) var objectType = RDBObjectType.string
    /// Offset of the first byte of the current record.
    public internal(set) var recordOffset: UInt64 = 0
    /// Offset of the current key's value.
    public internal(set) var valueOffset: UInt64 = 0
    /// What stands behind the EOF opcode, once that was read.
    public internal(set) var checksum: RDBChecksum?

    var values: RDBValueDecoder
    var key = RDBKey()
    /// Bytes of the key in the file, where only a part of it is kept.
    var cutKeyLength: UInt64?
    /// What is wrong with the string of the key, where its end is known.
    var keyDamage: RDBError?
    var hasUnreadValue = false
    /// The EOF opcode was read.
    var foundEOF = false
    /// What later records depend on.
    var context = RDBContext()
    /// What is wrong with a string of the last record that was no key.
    var textDamage: RDBError?
    /// The type or opcode that was read last.
    var lastByte: UInt8 = 0
    /// Where the type or opcode stands that followed key opcodes, or was looked at as if it did.
    var offsetBehindKeyOpcodes: UInt64 = 0
    /// Where the metadata of modules that was read last stands, opcode included.
    var metadataClassesRange: Range<UInt64> = 0..<0
    /// The current record repeats a key opcode.
    var repeatsMetadata = false

    init(
        _ input: consuming ByteReader, header: RDBHeader, scratch: RDBScratch, nodeLimit: UInt64,
        context: RDBContext = RDBContext()
    ) {
        self.header = header
        self.context = context
        values = RDBValueDecoder(input, scratch: scratch, nodeLimit: nodeLimit)
        values.templates = context.templates
    }

    /// Reads the header of `source` and stands in front of its first record.
    ///
    /// - Parameter nodeLimit: The largest packed node that is expanded in memory, in bytes.
    /// - Throws: `empty-file`, `truncated`, `not-rdb`, `unsupported-version`, `io-error`, `compressed-...`.
    public init(_ source: any ByteSource, nodeLimit: UInt64 = 512 << 20) throws(RDBError) {
        let window = InputWindow(source, capacity: InputWindow.standardCapacity)
        let header = try RDBHeader(reading: window)
        var input = ByteReader(window)
        input.advance(RDBHeader.byteCount)
        self.init(input, header: header, scratch: RDBScratch(), nodeLimit: nodeLimit)
    }

    /// Reads the next record; nil behind the end of the data.
    public mutating func next() throws(RDBError) -> RDBRecord? {
        if hasUnreadValue { try skipValue() }
        guard checksum == nil else { return nil }
        return try readPayload(of: try nextKind(keepingKey: true))
    }

    /// Hands the value of the current key to `visitor`.
    @inline(__always)
    public mutating func decodeValue<V: RDBValueVisitor & ~Copyable>(into visitor: inout V) throws(RDBError) {
        hasUnreadValue = false
        try values.decode(objectType, into: &visitor)
    }

    /// Moves over the value of the current key.
    @inline(__always)
    public mutating func skipValue() throws(RDBError) {
        var nothing = SkippingVisitor()
        try decodeValue(into: &nothing)
    }

    /// Hands the value in front of which the reader stands to `visitor`; the reader stays there.
    ///
    /// - Returns: Bytes of the value; nil where it is not in memory and cannot be read again.
    func visitAhead<V: RDBValueVisitor & ~Copyable>(
        _ input: RDBInput, _ visitor: inout V
    ) throws(RDBError) -> UInt64? {
        if let again = values.input.again(from: valueOffset) {
            return try visitAhead(again, values.scratch, &visitor)
        }
        guard let source = try input.reopen?() else { return nil }
        let window = try InputWindow(source, capacity: InputWindow.standardCapacity, skipping: valueOffset)
        return try visitAhead(ByteReader(window), RDBScratch(), &visitor)
    }

    private func visitAhead<V: RDBValueVisitor & ~Copyable>(
        _ bytes: consuming ByteReader, _ scratch: RDBScratch, _ visitor: inout V
    ) throws(RDBError) -> UInt64 {
        var decoder = RDBValueDecoder(bytes, scratch: scratch, nodeLimit: values.nodeLimit)
        decoder.templates = values.templates
        try decoder.decode(objectType, into: &visitor)
        return decoder.input.offset - valueOffset
    }

    /// A copy of the current key's name.
    public var keyBytes: [UInt8] { key.bytes }

    /// Whether all of the current key is at hand, and sound.
    var isKeyWhole: Bool {
        @inline(__always) get { cutKeyLength == nil && keyDamage == nil }
    }

    /// Where the type or opcode of the current record stands, behind its key opcodes.
    var typeOffset: UInt64 { max(recordOffset, offsetBehindKeyOpcodes) }

    /// Whether the input is read through a window: what was read is gone then.
    var isStreaming: Bool {
        @inline(__always) get { values.input.window != nil }
    }

    /// Offset of the next byte to read.
    public var offset: UInt64 { values.input.offset }
}

/// What the reading of a record depends on besides its bytes: a batch of records starts with it.
struct RDBContext {
    var database: UInt64 = 0
    /// The cluster slot that was announced for the keys that follow.
    var slot: UInt64?
    var metadata = KeyMetadata()
    /// The key opcodes in `metadata` stood in front of something that is no key; they wait for one.
    var hasDanglingMetadata = false
    var templates = RDBTemplates()

    mutating func forgetMetadata() {
        hasDanglingMetadata = false
        metadata.clear()
    }
}

/// The current key: bytes in the reader's window or scratch.
@safe
struct RDBKey {
    var base: UnsafeRawPointer?
    /// 32 bits, so that the two are stored and loaded one by one: one wide load right behind two stores stalls.
    var storedCount: UInt32 = 0

    var count: Int {
        @inline(__always) get { Int(storedCount) }
    }

    /// A copy of its bytes.
    var bytes: [UInt8] { unsafe Array(UnsafeRawBufferPointer(start: base, count: count)) }

    /// Its bytes.
    var span: Span<UInt8> {
        @_lifetime(borrow self)
        @inline(__always) get {
            let bytes = unsafe UnsafeRawBufferPointer(start: base, count: count).assumingMemoryBound(to: UInt8.self)
            return unsafe _overrideLifetime(Span(_unsafeElements: bytes), borrowing: self)
        }
    }
}

/// The trailer of an RDB file.
public struct RDBChecksum: Equatable, Sendable {
    /// The sum in the file; 0 when the writer made none; nil before version 5.
    public var stored: UInt64?
    /// The sum of the bytes that were read; nil when they were not read in one go.
    public var computed: UInt64?
}
