public import SystemPackage

/// Why a mend was not carried out, or not to its end.
public struct AOFMendError: Error, Equatable, Sendable {
    /// The file that it is about.
    public var file: String
    /// Why, in words.
    public var reason: String
    /// What the system said.
    public var errno: Errno?

    init(_ file: String, _ reason: String, _ errno: Errno? = nil) {
        self.file = file
        self.reason = reason
        self.errno = errno
    }

    /// One sentence with the file.
    public var message: String {
        "\(file): \(reason)" + (errno.map { ": \($0)" } ?? "")
    }
}
