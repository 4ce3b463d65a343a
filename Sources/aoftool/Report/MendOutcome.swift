import RDBKit
import ToolSupport

/// What became of a plan.
enum MendOutcome: String {
    /// There was nothing to do.
    case nothing = "nothing-to-do"
    /// It was only shown.
    case planned
    /// Carried out.
    case mended
    /// The answer was no.
    case declined
    /// More would be lost than is allowed, or options are missing.
    case refused
    /// A file is in use, or something failed.
    case failed

    /// How the command ends: 1 also where a mend took something away, be it the end of a record that never was whole.
    func status(_ plan: AOFMendPlan) -> ExitStatus {
        switch self {
        case .nothing: plan.unmended.isEmpty ? .good : .negative
        case .mended: plan.loss.bytes > 0 || !plan.movedAside.isEmpty || !plan.unmended.isEmpty ? .negative : .good
        case .planned, .declined, .refused: .negative
        case .failed: .failed
        }
    }
}
