import ArgumentParser
import RDBKit
import ToolSupport

struct Dump: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print one line for each command: where, when, in which database and transaction.",
        discussion: """
            A line is FILE:OFFSET, time, database, transaction (multi: and the offset of its MULTI) and the words of \
            the command, as redis-cli would read them; what is not known is a hyphen. Words are shortened to \
            --max-arg bytes. Keys of base files have a line each, too.

            EXAMPLES:
              aoftool dump appendonlydir | less -S
              aoftool dump --key 'cart:*' --since=-10m appendonlydir
              aoftool dump --follow --command del,unlink /var/lib/redis/appendonlydir

            EXIT STATUS: 0 all is printed; 1 a file is damaged; 2 an input could not be read; 64 wrong usage.
            """
    )

    @OptionGroup var input: SetArguments

    @Option(help: ArgumentHelp("Bytes of a word that are shown (64).", valueName: "size"))
    var maxArg: ByteSize?

    @Flag(name: .shortAndLong, help: "Go on as the log grows, and over to the next file when the server rewrites it.")
    var follow = false

    @OptionGroup(title: "Which commands") var filters: CommandFilterOptions

    @Flag(name: .shortAndLong, help: "Show errors only.")
    var quiet = false

    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if input.paths.isEmpty && input.config == nil { throw ValidationError("Name a path, - or --config.") }
        if follow && input.paths.count + (input.config == nil ? 0 : 1) != 1 {
            throw ValidationError("--follow is for one path.")
        }
        if follow && input.paths == ["-"] {
            throw ValidationError("--follow reads the log again and again, and standard input cannot be.")
        }
    }

    func execute() throws -> ExitStatus {
        guard let paths = input.resolved() else { return .failed }
        var options = AOFConvertOptions()
        options.format = .lines
        options.longestArgument = maxArg?.bytes ?? options.longestArgument
        options.follows = follow
        filters.apply(to: &options, nowMs: work.nowMs)
        return LogConversion(options, filters.namedFiles, work, keepsPartial: true, isQuiet: quiet).write(
            paths, to: nil)
    }
}
