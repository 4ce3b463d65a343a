import ArgumentParser
import ToolSupport

struct RDBTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rdbtool",
        abstract: "Works with RDB snapshots of Redis and Valkey.",
        discussion: """
            Reads RDB 1 to 12 and Valkey 80 in full; RDB 13 to 15 and Valkey 81 as their sources say.

            EXIT STATUS: 0 the good answer; 1 the negative answer, such as damage found; 2 the work could not \
            be done; 64 wrong usage.
            """,
        version: ToolVersion.text,
        subcommands: [
            Check.self, Convert.self, Dump.self, Inspect.self, Get.self, Digest.self, Diff.self, Rewrite.self,
            RegisterFunctions.self,
        ]
    )
}
