import Foundation
import RDBKit

/// Starts a real server on a file and sees what becomes of it.
struct ServerLoad {
    let installation: LiveServer.Installation

    /// What happened, and the last lines that the server wrote.
    struct Result: Sendable {
        var outcome: ServerOutcome
        var log: String

        /// Whether this machine's memory decided: the verdict does not know it.
        var ranOutOfMemory: Bool { log.contains("OUT OF MEMORY") }
    }

    /// Seconds after which a server that neither serves nor ends counts as hanging.
    private static let patience = 15.0

    /// Starts the server on each file, a few at a time.
    func results(of files: [URL]) -> [Result] {
        let results = Collected(count: files.count)
        DispatchQueue.concurrentPerform(iterations: 3) { lane in
            for index in stride(from: lane, to: files.count, by: 3) {
                results.set(index, (try? start(on: files[index])) ?? Result(outcome: .hangs, log: "not started"))
            }
        }
        return results.all
    }

    private func start(on file: URL) throws -> Result {
        let folder = URL(filePath: "/tmp").appending(path: "rdbkit-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "dump.rdb"), withDestinationURL: file)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: installation.server)
        process.arguments = [
            "--port", "0", "--unixsocket", "s", "--dir", folder.path, "--save", "", "--daemonize", "no",
        ]
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(["RDBKIT_MODULES": "no"]) { $1 }
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return watch(process, output.fileHandleForReading)
    }

    private func watch(_ process: Process, _ output: FileHandle) -> Result {
        let pid = process.processIdentifier
        let watchdog = DispatchWorkItem { kill(pid, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience, execute: watchdog)
        let start = Date()
        var log = ""
        var isReady = false
        while !isReady {
            let data = output.availableData
            if data.isEmpty { break }
            log = String((log + String(decoding: data, as: UTF8.self)).suffix(20_000))
            isReady = log.contains("eady to accept connections")
        }
        if isReady { kill(pid, SIGKILL) }
        process.waitUntilExit()
        watchdog.cancel()
        let outcome: ServerOutcome =
            isReady
            ? .loads
            : Date().timeIntervalSince(start) >= Self.patience
                ? .hangs
                : process.terminationReason == .uncaughtSignal ? .crashes : .refuses
        return Result(outcome: outcome, log: log)
    }
}

/// Results that threads put in place.
private final class Collected: @unchecked Sendable {
    private let lock = NSLock()
    private var results: [ServerLoad.Result]

    init(count: Int) {
        results = Array(repeating: ServerLoad.Result(outcome: .hangs, log: ""), count: count)
    }

    func set(_ index: Int, _ result: ServerLoad.Result) { lock.withLock { results[index] = result } }

    var all: [ServerLoad.Result] { lock.withLock { results } }
}
