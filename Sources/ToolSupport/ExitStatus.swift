public import ArgumentParser

/// How a command ended; several inputs end with the worst of theirs.
public enum ExitStatus: Int32, Comparable, Sendable {
    /// Sound, equal, found, done.
    case good = 0
    /// Damage found, files differ, key absent.
    case negative = 1
    /// The work could not be done.
    case failed = 2

    public static func < (left: ExitStatus, right: ExitStatus) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A subcommand that ends with a status instead of throwing for a negative answer.
public protocol ToolCommand: ParsableCommand {
    /// Does the work.
    func execute() throws -> ExitStatus
}

extension ToolCommand {
    public func run() throws {
        let status = StandardOutput.ending(try execute())
        if status != .good { throw ExitCode(status.rawValue) }
    }
}
