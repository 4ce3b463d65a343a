import RDBKit
import ToolSupport

/// This tool under the name of an official checker: its arguments, usage and exit statuses.
struct CompatProgram {
    let style: CompatStyle
    let name: String
    let arguments: [String]

    /// Does what the arguments say; returns the exit status.
    func run() -> Int32 {
        guard let words = CompatArguments(arguments, style) else {
            let more = style.hasStatistics ? " [--format table|info|csv] [--stats]" : ""
            StandardError.line("Usage: \(name) <rdb-file-name>\(more)")
            return 1
        }
        if words.asksVersion {
            print("\(style.program) \(style.version) (rdbtool \(ToolVersion.text))")
            return 0
        }
        var options = RDBCheckOptions()
        options.threads = Processors.count
        options.nowMs = Moment.now.milliseconds
        return CompatCheck(style, options: options, statistics: words.statistics).run(words.file).rawValue
    }
}
