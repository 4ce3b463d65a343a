public import SystemPackage

/// Carries mends out: in place, so that whatever is killed at whatever moment leaves the old files, or a journal that
/// the next run finishes.
public struct AOFMender {
    private let plan: AOFMendPlan
    private let stamp: String
    private let mayGoOn: () -> Bool

    /// A mender for `plan`.
    ///
    /// - Parameters:
    ///   - stamp: What tells this mend's folder from others.
    ///   - mayGoOn: Asked now and then before anything was changed; false gives up.
    public init(_ plan: AOFMendPlan, stamp: String, mayGoOn: @escaping () -> Bool = { true }) {
        self.plan = plan
        self.stamp = stamp
        self.mayGoOn = mayGoOn
    }

    /// Mends the files in place.
    ///
    /// - Parameter spare: A folder for what is taken out, where there is no room beside the files.
    /// - Returns: The folder with the journal, for ``undo(_:isForced:)``.
    public func mend(spare: FilePath?) throws(AOFMendError) -> FilePath {
        try requireUnchanged()
        var folder = try prepare(in: plan.set.folder, isElsewhere: false, spare: spare)
        do throws(AOFMendError) {
            try requireUnchanged()
            guard mayGoOn() else { throw AOFMendError(folder.path.string, "interrupted", .interrupted) }
            try folder.become(.pending)
        } catch {
            if folder.state == .preparing { MendFiles.remove(folder.path) }
            throw error
        }
        return try Self.finish(folder)
    }

    private static func finish(_ folder: AOFMendFolder) throws(AOFMendError) -> FilePath {
        var folder = folder
        try folder.journal().carryOut(folder)
        try folder.become(.journal)
        return folder.path
    }

    /// Throws where a file is no longer as it was checked.
    private func requireUnchanged() throws(AOFMendError) {
        for edit in plan.edits {
            let part = plan.set.parts[edit.part]
            guard FileFacts(part.path)?.size == edit.size else {
                throw AOFMendError(part.name, "it changed while it was checked: a server is writing to it")
            }
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

    /// Finishes mends that were interrupted, and throws away what never began.
    ///
    /// - Returns: The folders of those that were finished.
    public static func resume(in folder: FilePath) throws(AOFMendError) -> [FilePath] {
        for leftover in AOFMendFolder.all(in: folder, [.preparing]) { MendFiles.remove(leftover.path) }
        var finished: [FilePath] = []
        for pending in AOFMendFolder.all(in: folder, [.pending]) where try pending.journal().folder == nil {
            finished.append(try finish(pending))
        }
        for undoing in AOFMendFolder.all(in: folder, [.undoing]) where try undoing.journal().folder == nil {
            try undoing.journal().undo(undoing)
            MendFiles.remove(undoing.path)
            finished.append(undoing.path)
        }
        return finished
    }

    /// Puts everything back as it was before the mend whose folder is at `path`, and removes that folder.
    ///
    /// - Parameter isForced: Undo it although files were written since, which loses what was written.
    public static func undo(_ path: FilePath, isForced: Bool = false) throws(AOFMendError) {
        let isJournal = path.lastComponent?.string == "journal"
        guard var folder = AOFMendFolder(isJournal ? path.removingLastComponent() : path), folder.state == .journal
        else { throw AOFMendError(path.string, "this is not the folder of a mend that can be undone") }
        let journal = try folder.journal()
        if let changed = journal.changedSince(folder).first, !isForced {
            throw AOFMendError(changed, "it was written since it was mended")
        }
        try folder.become(.undoing)
        try journal.undo(folder)
        MendFiles.remove(folder.path)
    }
}

extension AOFMendPlan {
    /// Whether files are only made shorter.
    var onlyCuts: Bool { manifest == nil && movedAside.isEmpty && edits.allSatisfy { $0.cut != nil } }
}
