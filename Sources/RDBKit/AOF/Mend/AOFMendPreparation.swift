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
            journal.steps.append(.aside(name: plan.set.parts[index].name, number: journal.steps.count))
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
        let isThere = FileFacts(path) != nil
        let new = folder.newPath(number)
        try MendFiles.write(Array(text.utf8), to: new)
        let model = isThere ? path : plan.set.parts.first { $0.isThere }?.path ?? plan.set.folder
        let descriptor = try MendFiles.open(new, .readOnly)
        defer { try? descriptor.close() }
        MendFiles.takeAttributes(of: model, descriptor)
        let (name, size) = (plan.set.manifestName, UInt64(text.utf8.count))
        journal.steps.append(
            isThere
                ? .swap(name: name, number: number, size: size) : .create(name: name, number: number, size: size))
    }

    private func write(
        _ edit: AOFPartEdit, _ places: inout [String: UInt64], _ journal: inout AOFJournal
    ) throws(AOFMendError) {
        let part = plan.set.parts[edit.part]
        if let cut = edit.cut {
            let kept = places["\(part.name)\0\(cut)"] ?? 0
            return journal.steps.append(.cut(name: part.name, from: edit.size, to: cut, kept: kept))
        }
        let number = journal.steps.count
        try MendedFile(edit: edit, source: part.path).write(to: folder.newPath(number), mayGoOn: mayGoOn)
        journal.steps.append(.swap(name: part.name, number: number, size: edit.newSize))
    }

    private func writeRenamed(_ edit: AOFPartEdit, _ journal: inout AOFJournal) throws(AOFMendError) {
        guard let name = edit.newName else { return }
        let number = journal.steps.count
        let source = plan.set.parts[edit.part].path
        try MendedFile(edit: edit, source: source).write(to: folder.newPath(number), mayGoOn: mayGoOn)
        journal.steps.append(.create(name: name, number: number, size: edit.newSize))
    }

    private func absolute(_ path: FilePath) -> FilePath {
        if path.isAbsolute { return path }
        let here = (try? WholeFolder.current()) ?? "."
        return here.pushing(path).lexicallyNormalized()
    }
}
