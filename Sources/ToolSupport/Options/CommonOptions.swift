public import ArgumentParser
public import RDBKit

extension Terminal.Color: ExpressibleByArgument {}

/// How a report looks.
public enum ReportFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text, json
}

/// Options about the work that every command has.
public struct WorkOptions: ParsableArguments {
    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        help: ArgumentHelp("Threads that decode.", valueName: "n"))
    public var threads: Int = min(Processors.count, 256)

    @Option(
        help: ArgumentHelp(
            "Memory for what cannot be checked without remembering it (512MiB), and for a zstd window (8MiB).",
            valueName: "size"))
    public var memory: ByteSize?

    @Option(help: ArgumentHelp("The present, as epoch seconds or RFC 3339.", valueName: "time"))
    public var now: Moment?

    @Option(help: "Show progress on standard error: auto, always, never or json.")
    public var progress = ProgressMode.auto

    public init() {}

    public func validate() throws {
        guard (1...256).contains(threads) else { throw ValidationError("--threads must be 1 to 256.") }
        guard memory.map({ $0.bytes >= 1 << 20 }) ?? true else {
            throw ValidationError("--memory must be at least 1MiB.")
        }
    }

    /// How RDB files are checked with these options.
    public var checkOptions: RDBCheckOptions {
        var options = RDBCheckOptions()
        options.threads = threads
        options.memory = checkMemory
        options.nowMs = nowMs
        return options
    }

    /// Bytes that checks needing memory by nature share.
    public var checkMemory: Int { memory?.bytes ?? 512 << 20 }

    /// Bytes that a decompressor may use.
    public var windowMemory: Int { memory?.bytes ?? CompressionFormat.standardMemory }

    /// The present, Unix milliseconds.
    public var nowMs: Int64 { (now ?? .now).milliseconds }
}

/// Options about what is shown.
public struct ShowOptions: ParsableArguments {
    @Option(help: "How the report looks: text or json (one document for each file, on one line).")
    public var format = ReportFormat.text

    @Flag(name: .shortAndLong, help: "Show errors only; say the rest with the exit status.")
    public var quiet = false

    @Flag(name: .shortAndLong, help: "Show notes and AUX fields too.")
    public var verbose = false

    @Option(help: "Use colour: auto, always or never.")
    public var color = Terminal.Color.auto

    public init() {}
}
