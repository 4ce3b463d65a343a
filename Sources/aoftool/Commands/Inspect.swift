import ArgumentParser
import RDBKit
import ToolSupport

struct Inspect: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show which bytes of a log are what.",
        discussion: """
            A line for each word of each command: FILE:OFFSET, the number of bytes with the line of the length, the \
            bytes of the word, and what it is. Damage has a line, too. An RDB in front is one line; rdbtool inspect \
            shows what is in it.

            EXAMPLES:
              aoftool inspect appendonly.aof | less
              aoftool inspect --at 4711 appendonlydir

            EXIT STATUS: 0 shown; 1 a file is damaged, or no record holds the offset; 2 an input could not be read; \
            64 wrong usage.
            """
    )

    @OptionGroup var input: SetArguments

    @Option(
        help: ArgumentHelp(
            "Only the record that holds this byte of the last file, or of the file that is named.",
            valueName: "[file:]offset"))
    var at: FileOffset?

    @Option(help: ArgumentHelp("Bytes of a word that are shown (64).", valueName: "size"))
    var maxArg: ByteSize?

    @Flag(name: .shortAndLong, help: "Show errors only.")
    var quiet = false

    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if input.paths.isEmpty && input.config == nil { throw ValidationError("Name a path, - or --config.") }
    }

    func execute() throws -> ExitStatus {
        guard let paths = input.resolved() else { return .failed }
        var options = AOFConvertOptions()
        options.format = .map
        options.longestArgument = maxArg?.bytes ?? options.longestArgument
        options.at = at?.offset
        options.fileOfAt = at?.file
        let names = at?.file.map { [$0] } ?? []
        return LogConversion(options, names, work, keepsPartial: true, isQuiet: quiet).write(paths, to: nil)
    }
}

/// `N` or `FILE:N` on the command line.
struct FileOffset: ExpressibleByArgument {
    let file: String?
    let offset: UInt64

    init?(argument: String) {
        guard case .offset(let offset, let file)? = LogMoment(argument: "offset:" + argument) else { return nil }
        self.file = file
        self.offset = offset
    }
}
