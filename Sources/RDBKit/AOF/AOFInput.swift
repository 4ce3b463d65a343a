public import SystemPackage

/// The bytes of one append-only file, and a way to read them from any place.
public struct AOFInput {
    /// Opens the bytes from an offset on; nil where they can be read only once.
    public let reopen: (@Sendable (UInt64) throws(RDBError) -> any ByteSource)?
    /// How the file is compressed.
    public let compression: CompressionFormat
    /// Bytes of the file, where that is known.
    public let size: UInt64?
    let first: InputWindow

    /// Opens the file at `path`, or standard input where it is `-`.
    ///
    /// - Parameter memory: Bytes that a decompressor may use.
    /// - Throws: `io-error`, and what is wrong with a compressed input.
    public init(path: FilePath, memory: Int = CompressionFormat.standardMemory) throws(RDBError) {
        let raw = path == "-" ? FileSource(.standardInput, closing: false) : try FileSource(path: path)
        let (source, format) = try CompressionFormat.open(raw, memory: memory)
        compression = format
        size = format == .none ? raw.size : nil
        first = InputWindow(source, capacity: InputWindow.standardCapacity)
        reopen = raw.startsRegularFile && path != "-" ? Self.reopener(raw, path, format, memory) : nil
    }

    /// Opens the plain file at `path` from `offset` on.
    init(path: FilePath, from offset: UInt64) throws(RDBError) {
        let source = try FileSource(path: path, from: offset)
        compression = .none
        size = source.size.map { $0 + offset }
        first = InputWindow(
            TailSource(source, from: offset), capacity: InputWindow.standardCapacity, offset: offset, summing: false)
        reopen = Self.reopener(source, path, .none, 0)
    }

    /// Reads `bytes` in pieces of at most `step`.
    public init(_ bytes: [UInt8], step: Int = .max, reopens: Bool = true) {
        compression = .none
        size = reopens ? UInt64(bytes.count) : nil
        let source = MemorySource(bytes, step: step, hidesSize: !reopens)
        first = InputWindow(source, capacity: InputWindow.standardCapacity)
        reopen = reopens ? Self.reopener(bytes, step) : nil
    }

    private static func reopener(
        _ bytes: [UInt8], _ step: Int
    ) -> @Sendable (UInt64) throws(RDBError) -> any ByteSource {
        return { (offset: UInt64) throws(RDBError) -> any ByteSource in
            MemorySource(Array(bytes.dropFirst(Int(clamping: offset))), step: step)
        }
    }

    private static func reopener(
        _ raw: FileSource, _ path: FilePath, _ format: CompressionFormat, _ memory: Int
    ) -> @Sendable (UInt64) throws(RDBError) -> any ByteSource {
        // Nothing of it but its descriptor is used, which never changes.
        nonisolated(unsafe) let raw = raw
        return { (offset: UInt64) throws(RDBError) -> any ByteSource in
            // A server may have put another file in its place meanwhile.
            if format == .none { return try unsafe raw.again(from: offset) }
            let source = try CompressionFormat.open(try FileSource(path: path), memory: memory).source
            try source.discard(offset)
            return source
        }
    }

    /// What the RDB checker reads again; the bytes themselves it is given in a window.
    var rdbInput: RDBInput {
        guard let reopen else { return RDBInput(MemorySource([])) }
        return RDBInput(MemorySource([])) { () throws(RDBError) -> any ByteSource in try reopen(0) }
    }

    /// Whether servers take it for an RDB file, or for a log that begins with one: five bytes are enough for them.
    func beginsWithRDB() throws(RDBError) -> Bool {
        try first.fill(atLeast: RDBHeader.byteCount)
        let head = unsafe Array(UnsafeRawBufferPointer(start: first.buffer.base, count: min(first.filled, 6)))
        return head.starts(with: "REDIS".utf8) || head.starts(with: "VALKEY".utf8)
    }

    /// A window on the bytes from `offset` on; nil where they can be read only once.
    func window(from offset: UInt64, capacity: Int = InputWindow.standardCapacity) throws(RDBError) -> InputWindow? {
        guard let reopen else { return nil }
        return InputWindow(
            TailSource(try reopen(offset), from: offset), capacity: capacity, offset: offset, summing: false)
    }
}

/// A source that begins at an offset and gives its size with what went before.
private final class TailSource: ByteSource {
    private let source: any ByteSource
    let size: UInt64?

    init(_ source: any ByteSource, from offset: UInt64) {
        self.source = source
        size = source.size.map { $0 + offset }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        try unsafe source.read(into: buffer)
    }
}
