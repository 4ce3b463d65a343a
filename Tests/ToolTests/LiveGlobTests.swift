import Foundation
import RDBKit
import Testing

/// Patterns mean what they mean to a real server.
@Suite("Live globs", .serialized)
struct LiveGlobTests {
    /// Answers for each pattern with a line of 0 and 1, one for each key.
    private static let script = """
        local lines = {}
        local count = tonumber(ARGV[1])
        for number = 1, count do redis.call('SET', ARGV[number + 1], '') end
        for number = count + 2, #ARGV do
            local found, line = {}, {}
            for _, key in ipairs(redis.call('KEYS', ARGV[number])) do found[key] = true end
            for index = 1, count do line[index] = found[ARGV[index + 1]] and '1' or '0' end
            lines[#lines + 1] = table.concat(line)
        end
        return lines
        """

    /// Forms that chance seldom makes.
    private static let forms = [
        "", "*", "**", "***", "a*", "*a", "a*b*", "[", "[^", "[]", "[^]", "[a-", "[a-]", "[\\", "[a\\", "\\", "a\\",
        "[a-c-e]",
        "*[^a]", "[^a-c]*", "\\[*", "[\\]]", "[]a]", "é*", "?é", "*\\**", "[c-a]*", "a/*",
    ]

    @Test("KEYS gives the same keys", arguments: LiveServer.installations)
    func sameKeys(_ installation: LiveServer.Installation) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("glob seed \(seed) on \(installation.name)")
        var random = SplitMix(seed: seed)
        let keys = Array(Set((0..<300).map { _ in Self.word("aaabbc-]^*?[\\/", 6, &random) } + ["", "aé", "é"]))
        let patterns = Self.forms + (0..<500).map { _ in Self.word("aabc**??[[]]^--\\/", 9, &random) }
        let server = try LiveServer(installation)
        defer { server.stop() }
        let answers = try ask(server, keys, patterns)
        #expect(answers.count == patterns.count)
        for (pattern, answer) in zip(patterns, answers) {
            let glob = GlobPattern(pattern)
            for (key, found) in zip(keys, answer) {
                let isSame = glob.matches(Array(key.utf8).span) == (found == "1")
                #expect(isSame, "seed \(seed): pattern \(pattern), key \(key), server \(found)")
            }
        }
    }

    private func ask(_ server: LiveServer, _ keys: [String], _ patterns: [String]) throws -> [String] {
        let call = ["redis-cli", "-s", server.folder.appending(path: "s").path, "EVAL", Self.script, "0"]
        let answer = try Shell.run(call + ["\(keys.count)"] + keys + patterns)
        return answer.output.split(separator: "\n").map(String.init)
    }

    private static func word(_ alphabet: String, _ longest: Int, _ random: inout SplitMix) -> String {
        let letters = Array(alphabet)
        let count = Int.random(in: 0...longest, using: &random)
        return String((0..<count).compactMap { _ in letters.randomElement(using: &random) })
    }
}
