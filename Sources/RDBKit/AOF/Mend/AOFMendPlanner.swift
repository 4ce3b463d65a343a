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
            if !(part.isLast && report.isBeingWritten) { removeTail(tail, part, &edit, &plan) }
        } else {
            removeOpenMultis(checked.openMultis, to: checked.byteCount, isTorn: false, part, &edit, &plan)
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

    private func removeTail(
        _ tail: AOFDamage, _ part: AOFPart, _ edit: inout AOFPartEdit, _ plan: inout AOFMendPlan
    ) {
        removeOpenMultis(tail.openMultis, to: edit.size, isTorn: true, part, &edit, &plan)
        if edit.removals.last?.range.upperBound != edit.size { edit.remove(tail.start..<edit.size, Self.reason(tail)) }
    }

    private static func reason(_ tail: AOFDamage) -> String {
        switch tail.error.code {
        case .truncated: "a record that the file ends in"
        case .nulPadding: "zeros"
        default: "bytes that are no records"
        }
    }

    /// Takes out transactions that never ended; what a server that was started anew wrote behind them was acknowledged,
    /// and stays.
    ///
    /// - Parameters:
    ///   - end: Where the last of them ends.
    ///   - isTorn: Whether damage ended it. Else a server has most likely cut the damage off and written on.
    private func removeOpenMultis(
        _ multis: [AOFOpenMulti], to end: UInt64, isTorn: Bool, _ part: AOFPart, _ edit: inout AOFPartEdit,
        _ plan: inout AOFMendPlan
    ) {
        if multis.count == AOFOpenMulti.most {
            let reason = "\(multis.count) MULTI without EXEC, or more"
            return plan.obstacles.append(.init(file: part.name, reason: reason, remedy: ""))
        }
        for multi in multis {
            if options.keepsOpenMulti {
                edit.remove(multi.start..<multi.end, "the MULTI of a transaction that never ended")
            } else if multi.isUnclear || multi.restart == nil && multi.beginsWithSelect && !isTorn {
                plan.obstacles.append(.unclearTransaction(part.name, at: multi.start))
            } else if let restart = multi.restart {
                edit.remove(multi.start..<restart, "a transaction that never ended; what was written after it is kept")
            } else {
                let reason = "a transaction that never ended" + (isTorn ? ", and the damage that ends it" : "")
                edit.remove(multi.start..<end, reason)
            }
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
        removeOpenMultis(hole.openMultis, to: end, isTorn: true, part, &edit, &plan)
        if (edit.removals.last?.range.upperBound ?? 0) < end { edit.remove(hole.start..<end, "damage") }
        guard hole.hidesDatabase else { return }
        let assumed = AOFAssumedDatabases(report, options.assumedDatabases)
        if let database = assumed.database(behind: hole, in: part) {
            edit.insertions[end] = AOFCommandWriter.bytes(["SELECT", "\(database)"])
        } else {
            let reason = "nothing says which database is selected behind the damage at \(hole.start)"
            plan.obstacles.append(.init(file: part.name, reason: reason, remedy: assumed.remedy))
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

extension AOFMendPlan.Obstacle {
    /// What was written in a transaction, and what after a restart, cannot be told apart.
    fileprivate static func unclearTransaction(_ file: String, at offset: UInt64) -> Self {
        let reason =
            "the transaction at \(offset) never ended, and a server that was started anew may have written on at a SELECT behind it"
        return Self(file: file, reason: reason, remedy: "--keep-open-multi")
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
