import RDBKit
import SystemPackage
import ToolSupport

/// What mends left that were interrupted: it is shown, and finished if the user agrees.
struct MendLeftovers {
    let path: String
    let options: MendWorkOptions
    let show: ShowOptions

    /// How far that has led.
    struct Outcome {
        /// 1 where something was taken away, or nothing was to be done.
        var status = ExitStatus.good
        /// Whether the files cannot be looked at as they are.
        var isFinal = false
    }

    /// Finishes all mends of files in `folder`.
    func finish(in folder: FilePath) throws(AOFMendError) -> Outcome {
        var outcome = Outcome()
        if !isReading { AOFStoredMend.removeUnbegun(in: folder) }
        for mend in try AOFStoredMend.interrupted(in: folder) {
            if mend.isObsolete {
                forget(mend)
            } else if let end = agree(to: mend) {
                return end
            } else {
                try mend.finish(isForced: options.force)
                StandardError.line("aoftool: finished an interrupted mend: \(Terminal.escaped(mend.path.string))")
                if mend.losesBytes { outcome.status = .negative }
            }
        }
        return outcome
    }

    /// Whether the files stay as they are.
    private var isReading: Bool { options.dryRun || options.output != nil }

    private func forget(_ mend: AOFStoredMend) {
        guard !isReading else { return }
        mend.forget()
        StandardError.line(
            "aoftool: forgot an interrupted mend, which had changed nothing: \(Terminal.escaped(mend.path.string))")
    }

    /// Nil where the mend is to be finished.
    private func agree(to mend: AOFStoredMend) -> Outcome? {
        let name = Terminal.escaped(mend.path.string)
        let lines =
            ["aoftool: a mend was interrupted\(mend.isUndoing ? " while it was undone" : ""): \(name)"]
            + mend.changes.map { "  \(Terminal.escaped($0))" }
        if !isReading && !options.yes { return MendPrompt(lines: lines).isAgreedTo ? nil : end(mend, .declined) }
        for line in lines { StandardError.line(line) }
        if options.output != nil {
            StandardError.line("aoftool: finish it first, without -o")
            return end(mend, .failed)
        }
        return options.dryRun ? end(mend, .planned) : nil
    }

    private func end(_ mend: AOFStoredMend, _ outcome: MendOutcome) -> Outcome {
        let status: ExitStatus = outcome == .failed ? .failed : .negative
        if show.format == .json && !show.quiet {
            print(JSONLine.encode(MendPlanJSON(file: path, outcome: outcome, status, pending: mend.path.string)))
        }
        return Outcome(status: status, isFinal: true)
    }
}
