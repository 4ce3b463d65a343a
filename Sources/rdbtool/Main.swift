import Glibc
import ToolSupport

/// The name that the tool is called by decides what it is.
@main
enum Main {
    static func main() {
        let words = CommandLine.arguments
        guard let name = words.first, let style = CompatStyle(program: name) else { RDBTool.start() }
        exit(CompatProgram(style: style, name: name, arguments: Array(words.dropFirst())).run())
    }
}
