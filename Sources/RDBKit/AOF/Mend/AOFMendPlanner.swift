/// Works out from a check's report what would make the set load.
public struct AOFMendPlanner {
    private let report: AOFCheckReport
    private let options: AOFMendOptions
    private let memory: Int
    private let table = AOFCommandTable.known

    /// A planner for the set of `report`.
    ///
    /// - Parameter memory: Bytes that a decompressor may use.
    public init(
        _ report: AOFCheckReport, _ options: AOFMendOptions = AOFMendOptions(),
        memory: Int = CompressionFormat.standardMemory
    ) {
        self.report = report
        self.options = options
        self.memory = memory
    }

    /// The plan. It reads again what would be lost, to count it.
    public func plan() -> AOFMendPlan {
        var plan = AOFMendPlan(set: report.set)
        plan.byteCount = report.byteCount
        planManifest(&plan)
        for (index, part) in report.set.parts.enumerated() {
            guard let checked = report.parts[index] else {
                plan.obstacles.append(
                    .init(file: part.name, reason: "the file is not there", remedy: "put it back from a backup"))
                continue
            }
            planPart(index, part, checked, &plan)
        }
        if let shared = report.sharedKeys.first(where: { $0.finding.severity == .error }) {
            plan.obstacles.append(
                .init(file: shared.file, reason: shared.finding.message, remedy: "one of the two files taken out"))
        }
        plan.refuseCompressed(report)
        return plan
    }

    /// A manifest that servers refuse, or that is not there, is made anew from what can be read of it and the files.
    private func planManifest(_ plan: inout AOFMendPlan) {
        guard let recovered = plan.set.recovered else { return }
        let bases = recovered.filter { $0.role == .base }.map(\.nameText)
        if recovered.isEmpty {
            plan.obstacles.append(
                .init(
                    file: plan.set.manifestName, reason: "no files of a set lie beside the manifest", remedy: ""))
        } else if bases.count > 1 {
            plan.obstacles.append(
                .init(
                    file: plan.set.manifestName,
                    reason: bases.joined(separator: " and ") + ": it cannot be known which of them is the base",
                    remedy: "move the other one away"))
        } else {
            plan.manifest = AOFManifest(entries: recovered).text
        }
    }

    private func planPart(_ index: Int, _ part: AOFPart, _ checked: AOFPartReport, _ plan: inout AOFMendPlan) {
        if let obstacle = obstacle(part, checked) { return plan.obstacles.append(obstacle) }
        noteUnmended(part, checked, &plan)
        var edit = AOFPartEdit(part: index, size: checked.byteCount)
        for hole in checked.holes { removeHole(hole, part, &edit, &plan) }
        if let tail = checked.tail {
            if !(part.isLast && report.isBeingWritten) { removeTail(tail, &edit) }
        } else if let multi = checked.openMulti {
            removeOpenMulti(multi, end: checked.byteCount, &edit)
        }
        guard !edit.removals.isEmpty else { return }
        if let input = try? AOFInput(path: part.path, memory: memory) {
            let counter = AOFLossCounter(input: input, table: table)
            for place in edit.removals.indices {
                edit.removals[place].loss = counter.count(edit.removals[place].range)
            }
        }
        plan.edits.append(edit)
    }

    /// What no mend of a log can do anything about.
    private func obstacle(_ part: AOFPart, _ checked: AOFPartReport) -> AOFMendPlan.Obstacle? {
        if checked.findingCounts[.notAOF] != nil {
            return .init(file: part.name, reason: "it is not an append-only file", remedy: "")
        }
        if checked.isUnreadable { return .init(file: part.name, reason: "it cannot be read", remedy: "") }
        if let rdb = checked.preamble, rdb.findings.contains(where: { $0.severity == .error }) {
            return .init(
                file: part.name, reason: "the RDB that it begins with is damaged", remedy: "a backup of it")
        }
        if checked.findingCounts.keys.contains(where: { $0.isCompressionDamage }) {
            return .init(file: part.name, reason: "the compressed file is damaged", remedy: "")
        }
        return nil
    }

    /// What keeps a server from loading the file even when it is mended.
    private func noteUnmended(_ part: AOFPart, _ checked: AOFPartReport, _ plan: inout AOFMendPlan) {
        let findings = checked.findings.filter {
            $0.severity == .error && ($0.error.code == .unknownCommand || $0.error.code == .wrongArity)
        }
        guard let finding = findings.first else { return }
        plan.unmended.append(
            .init(
                file: part.name, reason: "\(finding.message), at offset \(finding.error.offset)",
                remedy: "aoftool truncate --until offset:\(part.name):\(finding.error.offset) ends the log there"))
    }

    private func removeTail(_ tail: AOFDamage, _ edit: inout AOFPartEdit) {
        if let multi = tail.openMulti, let restart = multi.restart {
            edit.remove(multi.start..<restart, "a transaction that never ended")
            edit.remove(tail.start..<edit.size, Self.reason(tail))
        } else {
            edit.remove(tail.safeEnd..<edit.size, Self.reason(tail))
        }
    }

    private static func reason(_ tail: AOFDamage) -> String {
        let what =
            switch tail.error.code {
            case .truncated: "a record that the file ends in"
            case .nulPadding: "zeros"
            default: "bytes that are no records"
            }
        return tail.openMulti == nil || tail.openMulti?.restart != nil ? what : what + ", and the transaction around it"
    }

    private func removeOpenMulti(_ multi: AOFOpenMulti, end: UInt64, _ edit: inout AOFPartEdit) {
        if options.keepsOpenMulti {
            edit.remove(multi.start..<multi.end, "the MULTI of a transaction that never ended")
        } else if let restart = multi.restart {
            edit.remove(multi.start..<restart, "a transaction that never ended; what was written after it is kept")
        } else {
            edit.remove(multi.start..<end, "a transaction that never ended")
        }
    }

    /// Takes out damage with records behind it, and the transaction that it tore.
    private func removeHole(
        _ hole: AOFDamage, _ part: AOFPart, _ edit: inout AOFPartEdit, _ plan: inout AOFMendPlan
    ) {
        let following = hole.following
        let end = following.strayExecEnd ?? hole.end
        guard options.splices else {
            let commands = following.commands.counted("command")
            let reason = "damage at offset \(hole.start), with \(commands) behind it, from offset \(hole.end) on"
            plan.obstacles.append(.init(file: part.name, reason: reason, remedy: "--splice"))
            return
        }
        if following.deletions > 0 && !options.keepsDeletions {
            let reason =
                "behind the damage at \(hole.start) stand \(following.deletions) FLUSHALL, FLUSHDB, DEL, UNLINK or SWAPDB"
            plan.obstacles.append(.init(file: part.name, reason: reason, remedy: "--keep-deletions"))
        }
        edit.remove(hole.safeEnd..<end, "damage")
        guard !following.beginsWithSelect || following.strayExecEnd != nil else { return }
        if let database = options.assumedDatabase {
            edit.insertions[end] = AOFCommandWriter.bytes(["SELECT", "\(database)"])
        } else {
            let reason = "nothing says which database is selected behind the damage at \(hole.start)"
            plan.obstacles.append(.init(file: part.name, reason: reason, remedy: "--assume-db N"))
        }
    }
}

extension RDBError.Code {
    /// Whether it concerns the compression of a file.
    var isCompressionDamage: Bool {
        switch self {
        case .compressedTruncated, .compressedCorrupt, .compressedWindow, .compressedDictionary, .compressedEnvelope:
            true
        default: false
        }
    }
}

extension AOFMendPlan {
    /// Offsets in a compressed file are those of its contents: it cannot be cut there.
    mutating func refuseCompressed(_ report: AOFCheckReport) {
        for edit in edits {
            guard let format = report.parts[edit.part]?.compression, format != .none else { continue }
            obstacles.append(
                .init(
                    file: report.set.parts[edit.part].name, reason: "it is compressed with \(format.rawValue)",
                    remedy: "to be expanded first"))
        }
    }
}
