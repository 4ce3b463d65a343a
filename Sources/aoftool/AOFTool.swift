import ArgumentParser
import ToolSupport

@main
struct AOFTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aoftool",
        abstract: "Works with append-only files of Redis and Valkey.",
        discussion: "No command is there yet.",
        version: ToolVersion.text
    )
}
