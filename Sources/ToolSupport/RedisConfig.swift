internal import FoundationEssentials
public import RDBKit
public import SystemPackage

/// The few settings of a `redis.conf` or `valkey.conf` that say where data files are.
///
/// Included files are not followed, and nothing is executed.
public struct RedisConfig: Sendable {
    private var settings: [String: String] = [:]
    private let folder: FilePath

    private static let largest = 16 << 20

    /// Reads the configuration file at `path`.
    ///
    /// - Throws: `io-error`; `memory-limit` for a file that is none by its size.
    public init(path: FilePath) throws(RDBError) {
        folder = path.removingLastComponent()
        let bytes = try WholeFile.read(path, limit: Self.largest)
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let words = Self.words(line)
            guard words.count >= 2, !words[0].hasPrefix("#") else { continue }
            settings[words[0].lowercased()] = words[1]
        }
    }

    /// What to say of a configuration file that cannot be read.
    public static func line(_ error: RDBError, tool: String, name: String) -> String {
        "\(tool): \(Terminal.escaped(name)): cannot read the configuration file: \(Terminal.escaped(error.message))"
    }

    /// The dump: `dir` and `dbfilename`, with the servers' defaults.
    ///
    /// A relative `dir` is taken from the folder of the configuration file.
    public var dumpPath: FilePath {
        directory.appending(settings["dbfilename"] ?? "dump.rdb")
    }

    /// The append-only file: the manifest of servers from 7.0 on, else the single file, if there is one.
    public var logPath: FilePath {
        let name = settings["appendfilename"] ?? "appendonly.aof"
        let folder = directory.appending(settings["appenddirname"] ?? "appendonlydir")
        let manifest = folder.appending(name + ".manifest")
        if Self.isThere(manifest) { return manifest }
        let single = directory.appending(name)
        return Self.isThere(single) && !Self.isThere(folder) ? single : folder
    }

    private static func isThere(_ path: FilePath) -> Bool { FileManager.default.fileExists(atPath: path.string) }

    private var directory: FilePath {
        folder.pushing(FilePath(settings["dir"] ?? "./")).lexicallyNormalized()
    }

    /// Splits a line at blanks; quotes keep blanks together.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let whole = word { words.append(whole) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return word.map { words + [$0] } ?? words
    }
}
