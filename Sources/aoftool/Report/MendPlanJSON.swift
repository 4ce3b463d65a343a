import RDBKit
import ToolSupport

/// A plan as a JSON document, and what became of it.
struct MendPlanJSON: Encodable {
    struct Removal: Encodable {
        let file: String
        let offset: UInt64
        let end: UInt64
        let reason: String
        let lost: LossJSON
    }

    struct Obstacle: Encodable {
        let file: String
        let reason: String
        let needs: String?
    }

    let file: String
    let outcome: String
    let exit: Int32
    let removals: [Removal]
    let manifest: String?
    let moved_aside: [String]
    let obstacles: [Obstacle]
    let lost: LossJSON
    let journal: String?

    /// A mend that was interrupted, and is not finished.
    init(file: String, outcome: MendOutcome, _ status: ExitStatus, pending: String) {
        self.file = file
        self.outcome = outcome.rawValue
        exit = status.rawValue
        removals = []
        manifest = nil
        moved_aside = []
        obstacles = []
        lost = LossJSON(AOFLoss())
        journal = pending
    }

    init(file: String, plan: AOFMendPlan, outcome: MendOutcome, journal: String?) {
        self.file = file
        self.outcome = outcome.rawValue
        exit = outcome.status(plan).rawValue
        removals = plan.edits.flatMap { edit in
            edit.removals.map {
                Removal(
                    file: plan.set.parts[edit.part].name, offset: $0.range.lowerBound, end: $0.range.upperBound,
                    reason: $0.reason, lost: LossJSON($0.loss))
            }
        }
        manifest = plan.manifest
        moved_aside = plan.movedAside.map { plan.set.parts[$0].name }
        obstacles = plan.obstacles.map {
            Obstacle(file: $0.file, reason: $0.reason, needs: $0.remedy.isEmpty ? nil : $0.remedy)
        }
        lost = LossJSON(plan.loss)
        self.journal = journal
    }
}
