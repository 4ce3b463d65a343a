public import ArgumentParser

#if canImport(Glibc)
    internal import Glibc
#endif

extension ParsableCommand {
    /// Runs the tool and ends the process, as `main()` does, but refuses words that would not arrive as they are, and
    /// says so where help or a version could not be written.
    public static func start() -> Never {
        if let refusal = ProgramArguments.refusal(of: ProgramArguments.words) {
            StandardError.line("\(ProgramArguments.programName): \(refusal)")
            exit(withError: ExitCode.validationFailure)
        }
        do {
            var command = try parseAsRoot()
            try command.run()
            exit()
        } catch {
            guard exitCode(for: error) == .success else { exit(withError: error) }
            print(fullMessage(for: error))
            Glibc.exit(StandardOutput.ending(.good).rawValue)
        }
    }
}
