public import SystemPackage

/// Carries mends out: in place, so that whatever is killed at whatever moment leaves the old files, or a journal that
/// the next run finishes.
public struct AOFMender {
    private let plan: AOFMendPlan
    private let stamp: String
    private let isForced: Bool
    private let mayGoOn: () -> Bool

    /// A mender for `plan`.
    ///
    /// - Parameters:
    ///   - stamp: What tells this mend's folder from others.
    ///   - isForced: Mend files that a process has open for writing.
    ///   - mayGoOn: Asked now and then before anything was changed; false gives up.
    public init(
        _ plan: AOFMendPlan, stamp: String, isForced: Bool = false, mayGoOn: @escaping () -> Bool = { true }
    ) {
        self.plan = plan
        self.stamp = stamp
        self.isForced = isForced
        self.mayGoOn = mayGoOn
    }

    /// Mends the files in place.
    ///
    /// - Parameter spare: A folder for what is taken out, where there is no room beside the files.
    /// - Returns: The folder with the journal, for ``AOFStoredMend``.
    /// - Throws: Why it was not possible; the files are as they were then.
    public func mend(spare: FilePath?) throws(AOFMendError) -> FilePath {
        try refuseLinks()
        try requireUnchanged()
        var folder = try prepare(in: plan.set.folder, isElsewhere: false, spare: spare)
        do throws(AOFMendError) {
            try requireUnchanged()
            if !isForced { try requireUnused() }
            guard mayGoOn() else { throw AOFMendError(folder.path.string, "interrupted", .interrupted) }
            try folder.become(.pending)
        } catch {
            if folder.state == .preparing { MendFiles.remove(folder.path) }
            throw error
        }
        return try AOFStoredMend(folder).carryOut()
    }

    /// Throws where a file that would change is no longer as it was checked.
    private func requireUnchanged() throws(AOFMendError) {
        for index in Set(plan.edits.map(\.part) + plan.movedAside).sorted() {
            let part = plan.set.parts[index]
            let size = plan.edits.first { $0.part == index }?.size
            guard let state = AOFFileState(part.path), state == part.state, size == nil || size == state.size else {
                throw AOFMendError(part.name, "it changed while it was checked: a server is writing to it")
            }
        }
        guard plan.set.kind == .set, let path = plan.set.manifestPath else { return }
        let now = FileFacts(path) == nil ? nil : try? WholeFile.read(path, limit: AOFSet.largestManifest)
        guard now == (plan.set.manifest == nil ? nil : plan.set.manifestBytes) else {
            throw AOFMendError(plan.set.manifestName, "it changed while the set was checked: a server is at work on it")
        }
    }

    /// Throws where a process has a file of the set open for writing.
    private func requireUnused() throws(AOFMendError) {
        for part in plan.set.parts {
            guard let process = FileUse.writer(of: part.path) else { continue }
            throw AOFMendError(
                part.name, "process \(process) has it open for writing: stop the server first (--force)")
        }
    }

    /// A file that is written anew would take the place of a symbolic link, and not of the file that it leads to.
    private func refuseLinks() throws(AOFMendError) {
        var paths = plan.edits.filter { $0.cut == nil && $0.newName == nil }.map { plan.set.parts[$0.part].path }
        if plan.manifest != nil, let path = plan.set.manifestPath { paths.append(path) }
        for path in paths where (try? path.stat(followTargetSymlink: false))?.type == .symbolicLink {
            throw AOFMendError(path.string, "it is a symbolic link: name the file that it leads to")
        }
    }

    /// Writes all that the mend needs; nothing of the set has changed after it.
    private func prepare(
        in place: FilePath, isElsewhere: Bool, spare: FilePath?
    ) throws(AOFMendError) -> AOFMendFolder {
        let name = plan.set.kind == .set ? plan.set.manifestName : plan.set.parts.first?.name ?? "aof"
        do throws(AOFMendError) {
            let folder = try AOFMendFolder(creatingIn: place, name: name, stamp: stamp)
            do throws(AOFMendError) {
                try AOFMendPreparation(plan: plan, folder: folder, isElsewhere: isElsewhere, mayGoOn: mayGoOn).write()
                return folder
            } catch {
                MendFiles.remove(folder.path)
                throw error
            }
        } catch {
            // A full disk is what a cut must cure: what it takes off goes elsewhere.
            let isFull = error.errno == .noSpace || error.errno == .diskQuotaExceeded
            guard isFull, !isElsewhere, let spare, plan.onlyCuts else { throw error }
            return try prepare(in: spare, isElsewhere: true, spare: nil)
        }
    }
}

extension AOFMendPlan {
    /// Whether files are only made shorter.
    var onlyCuts: Bool { manifest == nil && movedAside.isEmpty && edits.allSatisfy { $0.cut != nil } }
}
