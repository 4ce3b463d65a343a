import Foundation

/// A real server in a temporary folder, reached through a unix socket, never through a port.
final class LiveServer {
    /// How to start a server and its own checker.
    struct Installation: Sendable, CustomStringConvertible {
        let name: String
        let server: String
        let checker: String

        var description: String { name }
    }

    /// The servers that `make servers` fetches.
    static let names = ["redis-6.2.14", "redis-7.0.15", "redis-7.4.1", "redis-8.2.3", "valkey-9.1.2"]

    /// The servers that are there: Debian's, and what `make servers` fetched.
    static let installations: [Installation] = {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? "/root"
        let cache = environment["RDBKIT_CACHE"] ?? environment["XDG_CACHE_HOME"] ?? home + "/.cache"
        let fetched = names.map { name in
            let folder = "\(cache)/rdbkit/servers/\(name)"
            return Installation(name: name, server: folder + "/server", checker: folder + "/check-rdb")
        }
        let system = Installation(
            name: "system redis", server: "/usr/bin/redis-server", checker: "/usr/bin/redis-check-rdb")
        let there = (fetched + [system]).filter { FileManager.default.isExecutableFile(atPath: $0.server) }
        if there.count < 6 { print("Skipped: tests against servers that are not there (`make servers`).") }
        return there
    }()

    let folder: URL
    private let process = Process()

    /// The dump that SAVE writes.
    var dump: URL { folder.appending(path: "dump.rdb") }

    /// Starts a server in a new folder, with a copy of `files` in it.
    init(_ installation: Installation, options: [String] = [], files: URL? = nil) throws {
        folder = URL(filePath: "/tmp").appending(path: "rdbkit-\(UUID().uuidString.prefix(8))")
        if let files {
            try FileManager.default.copyItem(at: files, to: folder)
        } else {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        process.executableURL = URL(filePath: installation.server)
        process.arguments =
            [
                "--port", "0", "--unixsocket", "s", "--dir", folder.path, "--save", "", "--daemonize", "no",
            ] + (installation.name.contains("6.2") ? [] : ["--enable-debug-command", "yes"]) + options
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try waitUntilReady()
    }

    private func waitUntilReady() throws {
        for _ in 0..<200 where process.isRunning {
            if try command("PING") == "PONG" { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    /// Kills the server and copies what it left, without the socket.
    func copyOfFiles() throws -> URL {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder.appending(path: "s"))
        let copy = URL(filePath: "/tmp").appending(path: "rdbkit-\(UUID().uuidString.prefix(8))")
        try FileManager.default.copyItem(at: folder, to: copy)
        return copy
    }

    /// Stops the server and removes its folder.
    func stop() {
        // A child starts with the signals blocked that its parent's thread blocks, SIGTERM among them.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Sends one command; returns the answer as `redis-cli` shows it.
    @discardableResult
    func command(_ words: String...) throws -> String {
        try Shell.run(["redis-cli", "-s", folder.appending(path: "s").path] + words).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Sends many commands, one a line.
    func commands(_ lines: [String]) throws {
        let file = folder.appending(path: "commands.txt")
        try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        _ = try Shell.run(["sh", "-c", "redis-cli -s \(folder.path)/s < \(file.path)"])
    }
}

/// Runs programs.
enum Shell {
    /// - Parameter withErrors: Whether the output is that of standard error, too.
    static func run(_ words: [String], withErrors: Bool = false) throws -> (output: String, status: Int32) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = pipe
        if withErrors { process.standardError = pipe } else { process.standardError = FileHandle.nullDevice }
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: output, as: UTF8.self), process.terminationStatus)
    }
}
