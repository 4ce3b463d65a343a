import RDBKit
import ToolSupport

/// The command line of `redis-check-aof` and `valkey-check-aof`.
struct CompatArguments {
    enum Mode: Equatable {
        case check, fix, version, usage
        case truncate(to: Int64)
        case invalidTimestamp
    }

    /// The name of the program, as it was called.
    let program: String
    let mode: Mode
    let file: String

    /// The arguments where this program is called like an official checker; nil where it is not.
    init?(_ words: [String]) {
        let name = words.first?.split(separator: "/").last.map(String.init) ?? ""
        guard let known = CompatStyle.allCases.first(where: { name.contains($0.rawValue) }) else { return nil }
        self.init(known, Array(words.dropFirst()))
    }

    /// The arguments that `style` is to be called with.
    init(_ style: CompatStyle, _ words: [String]) {
        program = style.rawValue
        file = words.last ?? ""
        switch (words.first, words.count) {
        case ("-v", 1), ("--version", 1): mode = .version
        case (_, 1): mode = .check
        case ("--fix", 2): mode = .fix
        case ("--truncate-to-timestamp", 3): mode = Self.truncation(words[1])
        default: mode = .usage
        }
    }

    /// The official checkers take 0 and an empty word for "do not truncate"; that is no answer to what was asked.
    private static func truncation(_ word: String) -> Mode {
        guard let seconds = Int64(word), seconds != 0 else { return .invalidTimestamp }
        return .truncate(to: seconds)
    }
}
