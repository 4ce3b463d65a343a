import ArgumentParser

/// How much of a snapshot is written, and how much is said.
struct ExtentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write this many keys at most.", valueName: "n"))
    var limit: UInt64?

    @Flag(help: "Go on behind damage whose end is known, and keep what was made of a damaged file.")
    var keepPartial = false

    @Flag(name: .shortAndLong, help: "Show errors only.")
    var quiet = false
}
