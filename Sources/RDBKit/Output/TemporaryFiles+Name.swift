internal import SystemPackage

extension TemporaryFiles {
    /// Bytes that a file name may have.
    private static let longestName = 255
    private static let attempts = 100

    /// Makes a temporary file in the folder of `final`, with a name that says what it is to become.
    static func create(beside final: FilePath) throws(Errno) -> (descriptor: FileDescriptor, path: FilePath) {
        for _ in 0..<attempts {
            let path = final.removingLastComponent().appending(temporaryName(for: final))
            do throws(Errno) {
                return (try create(path), path)
            } catch Errno.fileExists {}
        }
        throw Errno.fileExists
    }

    private static func temporaryName(for final: FilePath) -> String {
        let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz")
        let random = String((0..<8).map { _ in letters[Int.random(in: 0..<letters.count)] })
        let ending = ".rdbkit-\(random).tmp"
        var name = final.lastComponent?.string ?? ""
        while name.utf8.count + ending.utf8.count + 1 > longestName { name.removeLast() }
        return ".\(name)\(ending)"
    }
}
