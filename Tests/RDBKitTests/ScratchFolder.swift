import Foundation
import Glibc
import SystemPackage

/// An empty folder for one test, removed with all that is in it at the end of its life.
final class ScratchFolder {
    let path: FilePath

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rdbkit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = FilePath(folder.path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path.string)
    }

    subscript(name: String) -> FilePath { path.appending(name) }

    /// The names of all that is in it, sorted.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path.string).sorted() }
    }

    /// What is in the file with this name.
    func contents(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: self[name].string)))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: self[name].string))
    }

    func makeSymbolicLink(_ name: String, to target: String) throws {
        try check(unsafe symlink(target, self[name].string))
    }

    func makeHardLink(_ name: String, to target: String) throws {
        try check(unsafe link(self[target].string, self[name].string))
    }

    func makeFIFO(_ name: String) throws {
        try check(unsafe mkfifo(self[name].string, 0o600))
    }

    /// Sets the permissions of a file, or of the folder itself.
    func setPermissions(_ mode: mode_t, of name: String? = nil) throws {
        try check(unsafe chmod((name.map { self[$0] } ?? path).string, mode))
    }

    func setOwner(_ user: uid_t, _ group: gid_t, of name: String) throws {
        try check(unsafe chown(self[name].string, user, group))
    }

    private func check(_ status: Int32) throws {
        if status != 0 { throw Errno(rawValue: errno) }
    }
}

/// Runs a program to its end and answers with its standard output; nil where it fails or is not there.
func output(of program: String, _ arguments: [String]) throws -> [UInt8]? {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? Array(bytes) : nil
}
