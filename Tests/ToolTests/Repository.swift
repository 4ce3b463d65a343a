import Foundation

/// Where things are that tests use.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let fixtures = root.appending(path: "Fixtures")
    /// The tools stand beside the tests.
    static let tools = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// The path of a tool that was built with the tests.
    static func tool(_ name: String) -> String { tools.appending(path: name).path }
}
