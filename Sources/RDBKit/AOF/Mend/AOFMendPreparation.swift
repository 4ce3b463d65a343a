internal import SystemPackage

/// Writes the journal of a mend and all files that it needs.
struct AOFMendPreparation {
    let plan: AOFMendPlan
    let folder: AOFMendFolder
    /// Whether the folder is not beside the files.
    let isElsewhere: Bool
    let mayGoOn: () -> Bool

    func write() throws(AOFMendError) {
        var journal = AOFJournal()
        if isElsewhere { journal.folder = absolute(plan.set.folder).string }
        try writeRemoved(&journal)
        let renamed = plan.edits.filter { $0.newName != nil }
        for edit in renamed { try writeRenamed(edit, &journal) }
        // With one rename of the manifest the set is the new one.
        if let manifest = plan.manifest { try writeManifest(manifest, &journal) }
        for index in renamed.map(\.part) + plan.movedAside {
            let part = plan.set.parts[index]
            journal.found[part.name] = part.state
            journal.steps.append(.aside(name: part.name, number: journal.steps.count))
        }
        var places = Dictionary(
            journal.removed.map { ("\($0.name)\0\($0.range.lowerBound)", $0.place) }, uniquingKeysWith: { $1 })
        for edit in plan.edits where edit.newName == nil { try write(edit, &places, &journal) }
        try MendFiles.write(Array(journal.text.utf8), to: folder.journalPath)
    }

    /// Keeps what is taken out, one stretch after the other.
    private func writeRemoved(_ journal: inout AOFJournal) throws(AOFMendError) {
        guard !plan.edits.isEmpty else { return }
        let descriptor = try MendFiles.open(folder.removedPath, .writeOnly, [.create, .exclusiveCreate])
        defer { try? descriptor.close() }
        var place: UInt64 = 0
        for edit in plan.edits {
            let part = plan.set.parts[edit.part]
            for removal in edit.removals {
                try MendFiles.copy(
                    removal.range, of: part.path, to: descriptor, folder.removedPath, mayGoOn: mayGoOn)
                journal.removed.append(
                    AOFJournal.Removed(name: part.name, range: removal.range, place: place, reason: removal.reason))
                place += UInt64(removal.range.count)
            }
        }
        try MendFiles.synchronize(descriptor, folder.removedPath)
    }

    private func writeManifest(_ text: String, _ journal: inout AOFJournal) throws(AOFMendError) {
        let number = journal.steps.count
        let path = plan.set.folder.appending(plan.set.manifestName)
        let new = folder.newPath(number)
        try MendFiles.write(Array(text.utf8), to: new, like: plan.set.modelOfManifest)
        let (name, left) = (plan.set.manifestName, try MendFiles.state(of: new))
        guard let state = AOFFileState(path) else {
            return journal.steps.append(.create(name: name, number: number, left: left))
        }
        journal.found[name] = state
        journal.steps.append(.swap(name: name, number: number, left: left))
    }

    private func write(
        _ edit: AOFPartEdit, _ places: inout [String: UInt64], _ journal: inout AOFJournal
    ) throws(AOFMendError) {
        let part = plan.set.parts[edit.part]
        journal.found[part.name] = part.state
        if let cut = edit.cut {
            let kept = places["\(part.name)\0\(cut)"] ?? 0
            return journal.steps.append(.cut(name: part.name, from: edit.size, to: cut, kept: kept))
        }
        let number = journal.steps.count
        let new = folder.newPath(number)
        try MendedFile(edit: edit, source: part.path).write(to: new, mayGoOn: mayGoOn)
        journal.steps.append(.swap(name: part.name, number: number, left: try MendFiles.state(of: new)))
    }

    private func writeRenamed(_ edit: AOFPartEdit, _ journal: inout AOFJournal) throws(AOFMendError) {
        guard let name = edit.newName else { return }
        let number = journal.steps.count
        let (source, new) = (plan.set.parts[edit.part].path, folder.newPath(number))
        try MendedFile(edit: edit, source: source).write(to: new, mayGoOn: mayGoOn)
        journal.steps.append(.create(name: name, number: number, left: try MendFiles.state(of: new)))
    }

    private func absolute(_ path: FilePath) -> FilePath {
        if path.isAbsolute { return path }
        let here = (try? WholeFolder.current()) ?? "."
        return here.pushing(path).lexicallyNormalized()
    }
}

extension AOFSet {
    /// The file whose owner and mode a manifest gets that is written anew.
    var modelOfManifest: FilePath {
        if let manifestPath, FileFacts(manifestPath) != nil { return manifestPath }
        return parts.first { $0.isThere }?.path ?? (folder.isEmpty ? "." : folder)
    }
}
