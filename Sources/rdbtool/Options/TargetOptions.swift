import ArgumentParser
import RDBKit
import ToolSupport

/// Which server commands are made for, and how.
struct TargetOptions: ParsableArguments {
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Only commands that this server knows: \(ServerTarget.names).",
            valueName: "server"))
    var server: ServerTarget?

    @Flag(help: "RESTORE with the values' own bytes, idle times and frequencies: for servers of the file's version.")
    var restore = false

    @Flag(help: "Replace keys and functions that exist in the target.")
    var replace = false

    /// Options that would have no effect are wrong usage.
    func validate(for format: RDBConvertFormat) throws {
        guard format != .resp && format != .commands else { return }
        if server != nil { throw ValidationError("--for is for --to resp and commands.") }
        if restore { throw ValidationError("--restore is for --to resp and commands.") }
        if replace { throw ValidationError("--replace is for --to resp and commands.") }
    }

    func apply(to options: inout RDBConvertOptions) {
        options.target = server
        options.usesRestore = restore
        options.replaces = replace
    }
}
