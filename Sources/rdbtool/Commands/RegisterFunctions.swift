import ArgumentParser
import CLua
import ToolSupport

/// Runs one function library, from standard input, in this process: what ``LuaChild`` starts.
///
/// Not for users, so it is not in the list of verbs.
struct RegisterFunctions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register-functions", abstract: "Run one function library for registration.",
        shouldDisplay: false)

    @Argument var product: String

    func run() throws {
        ProcessLimits.apply()
        let result = LuaSandbox.run(StandardInput.readAll(limit: 64 << 20), product: product)
        print((result.isGood ? "registered" : "failed") + "\n" + result.text, terminator: "")
    }
}
