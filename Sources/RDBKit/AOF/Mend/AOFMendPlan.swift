/// What would make a set load again, and what that would cost.
public struct AOFMendPlan: Sendable {
    /// The files.
    public let set: AOFSet
    /// Changes to files, in the order of the set.
    public internal(set) var edits: [AOFPartEdit] = []
    /// The new text of the manifest, where it must change.
    public internal(set) var manifest: String?
    /// Files that are no longer loaded and are moved aside, by their place in the set.
    public internal(set) var movedAside: [Int] = []
    /// What is lost with the files that are moved aside.
    public internal(set) var movedLoss = AOFLoss()
    /// What stands in the way, each with what would clear it.
    public internal(set) var obstacles: [Obstacle] = []
    /// What a server will refuse all the same; it does not stand in the way of the rest.
    public internal(set) var unmended: [Obstacle] = []
    /// Bytes of the whole set.
    public internal(set) var byteCount: UInt64 = 0

    /// Why something cannot be mended as asked.
    public struct Obstacle: Sendable {
        /// The file.
        public var file: String
        /// What is in the way.
        public var reason: String
        /// The option, or the tool, that would do it; empty where nothing would.
        public var remedy: String
    }

    init(set: AOFSet) {
        self.set = set
    }

    /// A plan to cut one file of a checked set.
    public static func cut(_ report: AOFCheckReport, part: Int, to offset: UInt64) -> AOFMendPlan {
        var plan = AOFMendPlan(set: report.set)
        plan.byteCount = report.byteCount
        var edit = AOFPartEdit(part: part, size: report.parts[part]?.byteCount ?? 0)
        edit.remove(offset..<max(offset, edit.size), "what follows the place where it was to end")
        plan.edits = [edit]
        return plan
    }

    /// A plan to do nothing.
    public static func nothing(for set: AOFSet) -> AOFMendPlan { AOFMendPlan(set: set) }

    /// Whether there is nothing to do.
    public var isEmpty: Bool { edits.isEmpty && manifest == nil && movedAside.isEmpty && obstacles.isEmpty }

    /// Whether it can be carried out.
    public var isPossible: Bool { obstacles.isEmpty }

    /// All that is lost.
    public var loss: AOFLoss {
        var loss = movedLoss
        for edit in edits { loss.add(edit.loss) }
        return loss
    }
}
