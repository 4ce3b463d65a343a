public import ArgumentParser

extension ParsableCommand {
    /// Runs the tool and ends the process, as `main()` does, but refuses words that would not arrive as they are.
    public static func start() -> Never {
        if let refusal = ProgramArguments.refusal(of: ProgramArguments.words) {
            StandardError.line("\(ProgramArguments.programName): \(refusal)")
            exit(withError: ExitCode.validationFailure)
        }
        main()
        exit()
    }
}
