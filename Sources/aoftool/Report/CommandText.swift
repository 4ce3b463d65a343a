import RDBKit
import ToolSupport

/// A command as `redis-cli` would read it, long words shortened.
struct CommandText {
    private let words: [[UInt8]]
    private let longest: Int

    init(_ words: [[UInt8]], longest: Int) {
        self.words = words
        self.longest = longest
    }

    /// Words that are shown; the others are counted.
    private static let mostWords = 32

    var text: String {
        var parts = words.prefix(Self.mostWords).enumerated().map { index, word in index == 0 ? name : shown(word) }
        if words.count > Self.mostWords { parts.append("...(\(words.count - Self.mostWords) more)") }
        return parts.joined(separator: " ")
    }

    private var name: String {
        words.first.map { Terminal.escaped(String(decoding: $0.prefix(64), as: UTF8.self)) } ?? ""
    }

    private func shown(_ word: [UInt8]) -> String {
        guard word.count > longest else {
            return Self.isPlain(word) ? String(decoding: word, as: UTF8.self) : quoted(word)
        }
        return quoted(Array(word.prefix(longest))) + "...(\(word.count.counted("byte")))"
    }

    private func quoted(_ word: [UInt8]) -> String { Terminal.quoted(word) }

    private static func isPlain(_ word: [UInt8]) -> Bool {
        !word.isEmpty && word.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x27 && $0 != 0x5C }
    }
}
