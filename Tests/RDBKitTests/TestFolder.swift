import Foundation
import SystemPackage

/// A folder that lasts as long as a test.
final class TestFolder {
    let path: FilePath

    init() throws {
        path = FilePath(FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path)
        try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path.string)
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: path.appending(name).string))
    }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    /// All files by name; folders are left out.
    var files: [String: [UInt8]] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
        return Dictionary(
            names.compactMap { name in
                (try? Data(contentsOf: URL(filePath: path.appending(name).string))).map { (name, Array($0)) }
            }, uniquingKeysWith: { $1 })
    }

    var folders: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
        return names.filter { files[$0] == nil }
    }
}
