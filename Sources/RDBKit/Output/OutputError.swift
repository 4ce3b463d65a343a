public import SystemPackage

/// Why bytes could not be put where they should go.
public struct OutputError: Error, Equatable, Sendable {
    /// What was being done.
    public enum Operation: Sendable {
        /// Finding out what the target is, and whether it may be written.
        case open
        /// Making the new file beside the target.
        case create
        case write
        case compress
        /// Bringing the bytes, or the folder's entry, to the disk.
        case synchronize
        /// Giving the new file the target's name.
        case rename
        /// Nothing: the target is one of the inputs.
        case overwriteInput
    }

    /// What was being done.
    public var operation: Operation
    /// The reason.
    public var errno: Errno

    /// `operation` failed because of `errno`.
    public init(_ operation: Operation, _ errno: Errno) {
        self.operation = operation
        self.errno = errno
    }

    /// `operation` failed as a call of the system package said.
    init(_ operation: Operation, _ error: any Error) {
        self.init(operation, error as? Errno ?? .ioError)
    }

    /// Nobody reads the other end any more: no failure for a command that writes to a pipe.
    public var isBrokenPipe: Bool { operation == .write && errno == .brokenPipe }

    /// One sentence without the name of the target.
    public var message: String {
        switch operation {
        case .open: "cannot open it for writing: \(errno)"
        case .create where errno == .noSuchFileOrDirectory: "its folder does not exist, or takes no new files"
        case .create: "cannot create a file in its folder: \(errno)"
        case .write: "cannot write: \(errno)"
        case .compress: "cannot compress: \(errno)"
        case .synchronize: "cannot bring it to the disk: \(errno)"
        case .rename: "cannot put the new file in its place: \(errno)"
        case .overwriteInput: "it is an input too, and would be overwritten"
        }
    }
}
