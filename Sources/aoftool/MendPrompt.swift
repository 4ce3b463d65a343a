import RDBKit
import ToolSupport

#if canImport(Glibc)
    import Glibc
#endif

/// Asks whether to go on.
struct MendPrompt {
    /// What is agreed to, where that was not shown before.
    let lines: [String]

    /// Whether the answer is yes.
    var isAgreedTo: Bool {
        for line in lines { StandardError.line(line) }
        var stream = StandardError()
        stream.write("Continue? [y/N]: ")
        fflush(nil)
        let answer = readLine() ?? ""
        if answer.lowercased() == "y" || answer.lowercased() == "yes" { return true }
        StandardError.line("aoftool: nothing was changed")
        return false
    }
}
