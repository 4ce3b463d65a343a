internal import RDBKit
internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// Where answers go that are printed.
enum StandardOutput {
    /// How a command ends that would end with `status`: an answer that could not be written was not given. Nobody reads
    /// a closed pipe: that is a quiet end.
    static func ending(_ status: ExitStatus) -> ExitStatus {
        guard fflush(nil) != 0, case let reason = Errno(rawValue: errno), reason != .brokenPipe else { return status }
        let failure = OutputError(.write, reason)
        StandardError.line(OutputFile.line(failure, tool: ProgramArguments.programName, name: nil))
        return .failed
    }
}
