import ArgumentParser
import RDBKit
import SystemPackage
import ToolSupport

/// The files that a command works on.
struct SetArguments: ParsableArguments {
    @Argument(
        help: "A log, a folder with a manifest, a manifest, one file of a set, or - for standard input.",
        completion: .file())
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "The files that this redis.conf names (dir, appenddirname, appendfilename).", valueName: "redis.conf"),
        completion: .file(extensions: ["conf"]))
    var config: String?

    /// All paths; nil where the configuration cannot be read, which is said then.
    func resolved() -> [String]? {
        guard let config else { return paths }
        do throws(RDBError) {
            return [try RedisConfig(path: FilePath(config)).logPath.string] + paths
        } catch {
            StandardError.line(RedisConfig.line(error, tool: "aoftool", name: config))
            return nil
        }
    }
}
