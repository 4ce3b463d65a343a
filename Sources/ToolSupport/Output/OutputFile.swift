public import RDBKit
internal import SystemPackage

/// An output named on the command line by `-o`: a path, or `-` for standard output.
///
/// A name ending in `.gz` or `.zst` is compressed. A file gets its name only by ``commit()``; without it, and where a
/// signal ends the process before, the target is as it was.
public final class OutputFile {
    /// Where the contents go.
    public let sink: any ByteSink
    private let file: SafeFile
    private let name: String
    private var isFinished = false

    /// Opens the output with this name; nil is standard output.
    ///
    /// - Parameters:
    ///   - inputs: The names of all that is read at the same time, as on the command line.
    ///   - replacesInput: Allows the output to take the place of an input (`--in-place`).
    ///   - threads: Threads that compression may use.
    /// - Throws: Why the output cannot be written. Nothing has changed then.
    public init(
        _ name: String?, inputs: [String] = [], replacesInput: Bool = false, threads: Int
    ) throws(OutputError) {
        self.name = name ?? "-"
        // The path type drops the slash, and a folder's name would become a file's.
        if self.name.hasSuffix("/") { throw OutputError(.open, .isDirectory) }
        TemporaryFiles.removeWhenProcessEnds()
        let file = try SafeFile(
            path: self.name == "-" ? "/dev/fd/1" : FilePath(self.name),
            inputs: inputs.map { FilePath($0 == "-" ? "/dev/stdin" : $0) },
            replacesInput: replacesInput)
        self.file = file
        sink = Self.compressing(file, self.name, threads)
    }

    private static func compressing(_ file: SafeFile, _ name: String, _ threads: Int) -> any ByteSink {
        if name.hasSuffix(".gz") { return GzipSink(file) }
        if name.hasSuffix(".zst") { return ZstdSink(file, threads: threads) }
        return file
    }

    /// Whether the output is shown on a terminal.
    public var isTerminal: Bool { file.isTerminal }

    /// Whether it is a file that has no name yet.
    public var isNewFile: Bool { file.temporaryPath != nil }

    /// Reads the file from its start, once it is finished; nil where it was written directly.
    ///
    /// - Parameter memory: Bytes that a decompressor may use.
    public func readBack(memory: Int) throws(RDBError) -> RDBInput? {
        guard let path = file.temporaryPath else { return nil }
        return try InputFile(path.string).open(memory: memory).input
    }

    /// Writes what is held back and gives the file its name.
    public func commit() throws(OutputError) {
        try finish()
        try file.commit()
    }

    /// Writes what is held back.
    public func finish() throws(OutputError) {
        if !isFinished { try sink.finish() }
        isFinished = true
    }

    /// Gives up; the target is as it was.
    public func discard() {
        file.discard()
    }

    /// Does what a command does with an output of this name; says why it could not be written, if that ends it.
    public static func ending(
        tool: String, name: String?, _ work: () throws(OutputError) -> ExitStatus
    ) -> ExitStatus {
        do throws(OutputError) {
            return try work()
        } catch {
            guard !error.isBrokenPipe else { return .good }
            StandardError.line(line(error, tool: tool, name: name))
            return .failed
        }
    }

    /// What to say of `error` in an output of this name: `rdbtool: out.json: cannot write: No space left on device`.
    public static func line(_ error: OutputError, tool: String, name: String?) -> String {
        var shown = name == nil || name == "-" ? "standard output" : Terminal.escaped(name ?? "")
        if shown.isEmpty { shown = "''" }
        return "\(tool): \(shown): \(error.message)"
    }
}
