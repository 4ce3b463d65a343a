/// How logs are converted.
public struct AOFConvertOptions: Sendable {
    /// What is made.
    public var format = AOFConvertFormat.ndjson
    /// Threads that work.
    public var threads = 1
    /// Bytes that a packed node or a group's pending entries of a base file may take.
    public var memory = 512 << 20
    /// Bytes that a decompressor may use.
    public var windowMemory = CompressionFormat.standardMemory
    /// Which commands are wanted, by their names.
    public var commands: [String] = []
    /// Which keys are wanted. A command passes if one of its keys does; types, expiries and sizes concern base files only.
    public var filter = KeyFilter()
    /// Where the wanted range begins; base files lie in front of it.
    public var since: AOFPlace?
    /// Where the wanted range ends.
    public var until: AOFPlace?
    /// Write this many commands and keys at most.
    public var limit: UInt64?
    /// The server that must know all commands that are made of base files (resp, commands).
    public var target: ServerTarget?
    /// Bytes of an argument that a line shows (lines, map).
    public var longestArgument = 64
    /// The last file is still being written: that it ends inside a record or a transaction is no matter.
    public var follows = false
    /// Only the record that holds this byte (map) of the last file.
    public var at: UInt64?
    /// The file that ``at`` speaks of, where it is not the last one.
    public var fileOfAt: String?
    /// Findings of each code to keep.
    public var maximumFindings = 1000
    /// A command larger than this is not kept in memory; it is written in pieces.
    var wholeLimit = 16 << 20

    /// The defaults.
    public init() {}

    /// Whether something of this file may be wanted.
    func concerns(_ part: AOFPart) -> Bool {
        at == nil || (fileOfAt.map { $0 == part.name } ?? part.isLast)
    }

    /// Whether commands are wanted by name or key.
    var picksCommands: Bool { !commands.isEmpty || !filter.isEmpty }

    /// How the RDB that a base file is, or that a log begins with, is converted.
    var rdb: RDBConvertOptions {
        var options = RDBConvertOptions()
        switch format {
        case .ndjson, .lines, .map: options.format = .ndjson
        case .json: options.format = .json
        case .resp: options.format = .resp
        case .commands: options.format = .commands
        }
        options.threads = threads
        options.memory = memory
        options.filter = filter
        options.limit = limit
        options.extras = [.file, .offset]
        options.target = target
        options.continuesBehindDamage = true
        options.maximumFindings = maximumFindings
        return options
    }
}
