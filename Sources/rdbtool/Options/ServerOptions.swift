import ArgumentParser
import RDBKit
import ToolSupport

/// The server that a file is judged for.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Say what this server does with the file at start.", valueName: "server"))
    var target: ServerTarget?

    @Option(help: ArgumentHelp("That server's setting databases (16).", valueName: "n"))
    var databases: UInt64?

    @Option(
        help: ArgumentHelp(
            "Types of the modules that it has loaded, such as ReJSON-RL,MBbloom--.", valueName: "types"))
    var modules: String?

    func validate() throws {
        if target == nil && (databases != nil || modules != nil) {
            throw ValidationError("--databases and --modules belong to --for.")
        }
        if databases == 0 { throw ValidationError("--databases must be at least 1.") }
    }

    /// What the check needs to know of it; nil where none was named.
    var settings: ServerSettings? {
        guard let target else { return nil }
        var settings = ServerSettings(target)
        settings.databases = databases ?? 16
        settings.modules = Set((modules ?? "").split(separator: ",").map(String.init))
        settings.functions = LuaChild(product: target.product)
        return settings
    }
}
