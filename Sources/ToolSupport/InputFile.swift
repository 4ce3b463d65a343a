public import RDBKit
internal import SystemPackage

/// An input named on the command line: a path, or `-` for standard input.
public struct InputFile: Sendable {
    /// The name as it was given.
    public let name: String

    /// The input with this name.
    public init(_ name: String) {
        self.name = name
    }

    /// The input as messages name it.
    public var shownName: String { name == "-" ? "standard input" : name }

    private var path: FilePath { FilePath(name) }

    /// An input that was opened.
    public struct Opened {
        /// Its bytes, expanded, and a way to read them again.
        public let input: RDBInput
        /// How it is compressed.
        public let compression: CompressionFormat
        /// Bytes to read where that is known.
        public let size: UInt64?
    }

    /// Opens the input and looks whether it is compressed.
    ///
    /// - Parameter memory: Bytes that a decompressor may use.
    /// - Throws: `io-error`, and what is wrong with a compressed input.
    public func open(memory: Int) throws(RDBError) -> Opened {
        let raw = try openRaw()
        let size = raw.size
        let (source, compression) = try CompressionFormat.open(raw, memory: memory)
        return Opened(
            input: RDBInput(source, reopen: raw.startsRegularFile ? reopener(memory) : nil),
            compression: compression,
            size: compression == .none ? size : nil)
    }

    private func reopener(_ memory: Int) -> @Sendable () throws(RDBError) -> any ByteSource {
        return { () throws(RDBError) -> any ByteSource in
            // The name of standard input opens the same file once more, from its start.
            let raw = try FileSource(path: name == "-" ? "/dev/stdin" : path)
            return try CompressionFormat.open(raw, memory: memory).0
        }
    }

    private func openRaw() throws(RDBError) -> FileSource {
        name == "-" ? FileSource(.standardInput, closing: false) : try FileSource(path: path)
    }
}
