/// Reads the commands of an append-only file one by one.
///
/// ```swift
/// var reader = AOFReader(try FileSource(path: "appendonly.aof.1.incr.aof"))
/// while let record = try reader.next() {
///     if record == .command { print(reader.argument(0)) }
/// }
/// ```
/// An RDB preamble must have been read before. The arguments are valid until the next call of ``next()``.
@safe
public struct AOFReader: ~Copyable {
    /// Offset of the first byte of the current record.
    public internal(set) var recordOffset: UInt64
    /// Words of the current command, its name included.
    public internal(set) var argumentCount = 0
    /// Whether the current command was too large, or too odd, to be kept: of its arguments only the starts are there.
    public internal(set) var isCut = false
    /// A count or length of the current command was written as servers read it but never write it (`$+4`).
    public internal(set) var hasOddNumber = false
    /// Behind an argument of the current command stand other bytes than a carriage return and a line feed: servers do
    /// not look at them.
    public internal(set) var hasOddEnd = false

    /// The current annotation line ends with the file.
    public internal(set) var isUnended = false

    var input: ByteReader
    var arguments = AOFArguments()
    let wholeLimit: Int

    /// Longest line that begins with `#`, its line feed included: servers read at most so much at once.
    static var longestLine: Int { 1023 }

    /// Reads `source`, the next byte of which stands at `offset` of the file.
    ///
    /// - Parameter wholeLimit: The largest command that is kept in memory whole, in bytes.
    public init(_ source: any ByteSource, offset: UInt64 = 0, wholeLimit: Int = 64 << 20) {
        self.init(
            InputWindow(source, capacity: InputWindow.standardCapacity, offset: offset, summing: false),
            wholeLimit: wholeLimit)
    }

    /// Reads `count` bytes at `base`, behind which eight zeros stand; the first stands at `offset` of the file.
    init(base: UnsafeRawPointer, count: Int, offset: UInt64) {
        wholeLimit = 0
        recordOffset = offset
        input = unsafe ByteReader(base: base, count: count, offset: offset)
    }

    init(_ window: InputWindow, wholeLimit: Int) {
        self.wholeLimit = max(wholeLimit, 1 << 16)
        recordOffset = window.offset
        input = ByteReader(window)
        closeWindow()
    }

    /// Makes the window forget what has been read, so that others may go on behind it.
    mutating func settle() {
        input.settle()
    }

    /// Offset of the byte behind the current record.
    public var offset: UInt64 { input.offset }

    /// Reads the next record; nil at the end of the file.
    ///
    /// - Throws: `truncated`, `aof-format`, `aof-number`, `aof-count`, `aof-length`, `aof-line-end`,
    ///   `annotation-long`, `nul-padding`, and what the source throws. ``recordOffset`` says where the record
    ///   begins that could not be read; reading cannot go on.
    @inline(__always)
    public mutating func next() throws(RDBError) -> AOFRecord? {
        recordOffset = input.offset
        if !isCut && parseWhole() { return .command }
        return try nextSlowly()
    }

    /// Moves to the next record, but leaves a command where it is that cannot be parsed in memory.
    @inline(__always)
    mutating func find() throws(RDBError) -> Found? {
        recordOffset = input.offset
        if !isCut && parseWhole() { return .record(.command) }
        return try findSlowly()
    }

    /// A copy of an argument, or of what was kept of it.
    public func argument(_ index: Int) -> [UInt8] {
        guard let span = arguments[index] else { return [] }
        return unsafe Array(UnsafeRawBufferPointer(start: base + span.start, count: span.kept))
    }

    /// Bytes of an argument, whether kept or not.
    public func argumentLength(_ index: Int) -> UInt64 { arguments[index]?.length ?? 0 }

    /// The place of an argument in memory; nil where not all of it was kept.
    func wholeArgument(_ index: Int) -> RDBKey? {
        guard let span = arguments[index], span.length == UInt64(span.kept) else { return nil }
        return unsafe RDBKey(base: base + span.start, storedCount: UInt32(clamping: span.kept))
    }

    /// What the arguments' places count from.
    var base: UnsafeRawPointer {
        @inline(__always) get {
            unsafe isCut ? arguments.headsBase : input.position - Int(input.offset - recordOffset)
        }
    }
}
