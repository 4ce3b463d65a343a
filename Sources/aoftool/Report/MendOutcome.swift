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

    /// How the command ends: 1 also where whole commands were lost, or bytes between records.
    func status(_ plan: AOFMendPlan) -> ExitStatus {
        switch self {
        case .nothing: plan.unmended.isEmpty ? .good : .negative
        case .mended: plan.losesRecords || !plan.unmended.isEmpty ? .negative : .good
        case .planned, .declined, .refused: .negative
        case .failed: .failed
        }
    }
}

extension AOFMendPlan {
    /// Whether more goes than the end of a record that never was whole.
    var losesRecords: Bool { loss.commands > 0 || edits.contains { $0.cut == nil && $0.loss.bytes > 0 } }
}
