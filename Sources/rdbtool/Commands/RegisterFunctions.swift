import ArgumentParser
import CLua
import ToolSupport

/// Runs one function library, or compiles one script, from standard input: what ``LuaChild`` starts.
///
/// Not for users, so it is not in the list of verbs.
struct RegisterFunctions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register-functions", abstract: "Run one function library for registration.",
        shouldDisplay: false)

    /// Whose library it is (`redis`, `valkey`), or `script`.
    @Argument var product: String

    func run() throws {
        ProcessLimits.apply()
        let code = StandardInput.readAll(limit: 64 << 20)
        let result = product == "script" ? LuaSandbox.compile(code) : LuaSandbox.register(code, product: product)
        print((result.isGood ? "registered" : "failed") + "\n" + result.text, terminator: "")
    }
}
