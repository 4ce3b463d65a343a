import RDBKit
import ToolSupport

/// A plan as text: what is done to which file, and what is lost.
struct MendPlanText {
    let plan: AOFMendPlan

    var lines: [String] {
        var lines = plan.edits.flatMap(describe)
        if plan.manifest != nil { lines.append("\(escaped(plan.set.manifestName)): written anew") }
        lines += plan.movedAside.map { "\(escaped(plan.set.parts[$0].name)): moved aside" }
        lines += plan.obstacles.map(describe)
        let loss = plan.loss
        if plan.isPossible { lines.append("lost: " + (loss.bytes == 0 ? "nothing" : LossText(loss).text)) }
        return lines
    }

    private func escaped(_ name: String) -> String { Terminal.escaped(name) }

    private func describe(_ edit: AOFPartEdit) -> [String] {
        let name = escaped(plan.set.parts[edit.part].name)
        if let cut = edit.cut, let removal = edit.removals.first {
            let what = "\(name): cut from \(edit.size) to \(cut.counted("byte"))"
            return [what + ": \(removal.reason), \(LossText(removal.loss).text)"]
        }
        let removals = edit.removals.map {
            "\(name): take out bytes \($0.range.lowerBound) to \($0.range.upperBound): \($0.reason), "
                + LossText($0.loss).text
        }
        let naming = edit.newName.map { ["\(name): written anew as \(escaped($0)), and moved aside"] } ?? []
        return removals + naming + edit.insertions.keys.sorted().map { "\(name): put in a SELECT at byte \($0)" }
    }

    private func describe(_ obstacle: AOFMendPlan.Obstacle) -> String {
        let remedy = obstacle.remedy.isEmpty ? "" : "; needs \(obstacle.remedy)"
        return "\(escaped(obstacle.file)): cannot be mended so: \(escaped(obstacle.reason))\(remedy)"
    }
}
