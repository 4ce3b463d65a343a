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

    /// Names under which this program is the official checker.
    private static let names = ["redis-check-aof", "valkey-check-aof"]

    /// The arguments behind `aoftool check --compat`, or all of them where the program is called like the official
    /// checker; nil where it is neither.
    init?(_ words: [String]) {
        let name = words.first?.split(separator: "/").last.map(String.init) ?? ""
        if let known = Self.names.first(where: name.contains) {
            self.init(known, Array(words.dropFirst()))
        } else if Array(words.dropFirst().prefix(2)) == ["check", "--compat"] {
            self.init("redis-check-aof", Array(words.dropFirst(3)))
        } else {
            return nil
        }
    }

    private init(_ program: String, _ words: [String]) {
        self.program = program
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
