internal import SystemPackage

/// Doing and undoing the steps of a journal. Each can be repeated after it was interrupted anywhere.
extension AOFJournal {
    /// Does all steps.
    ///
    /// - Throws: Also where a file is not as it was found; nothing was done to that file then.
    func carryOut(_ folder: AOFMendFolder) throws(AOFMendError) {
        for step in steps { try carryOut(step, folder) }
    }

    private func carryOut(_ step: Step, _ folder: AOFMendFolder) throws(AOFMendError) {
        switch progress(of: step, folder) {
        case .done: return
        case .changed: throw AOFMendError(step.name, "it was written since the mend was begun")
        case .open: break
        }
        let path = folder.filesFolder(self).appending(step.name)
        switch step {
        case .cut(_, _, let to, _):
            try MendFiles.truncate(path, to: to)
        case .swap(_, let number, _):
            let (new, old) = (folder.newPath(number), folder.oldPath(number))
            if FileFacts(old) == nil, !MendFiles.link(path, as: old) { try MendFiles.rename(path, to: old) }
            try MendFiles.rename(new, to: path)
        case .create(_, let number, _):
            try MendFiles.rename(folder.newPath(number), to: path)
        case .aside(_, let number):
            try MendFiles.rename(path, to: folder.oldPath(number))
        }
    }

    /// Undoes all steps, the last one first.
    ///
    /// - Parameter isBegun: Whether some may have been undone already.
    func undo(_ folder: AOFMendFolder, isBegun: Bool) throws(AOFMendError) {
        for step in steps.reversed() { try undo(step, folder, isBegun: isBegun) }
    }

    private func undo(_ step: Step, _ folder: AOFMendFolder, isBegun: Bool) throws(AOFMendError) {
        switch undoProgress(of: step, folder, isBegun: isBegun) {
        case .done: return
        case .changed: throw AOFMendError(step.name, "it was written since it was mended")
        case .open: break
        }
        let path = folder.filesFolder(self).appending(step.name)
        switch step {
        case .cut(_, let from, let to, let kept):
            try Self.putBack(path, from: from, to: to, kept: kept, folder)
        case .swap(_, let number, _), .aside(_, let number):
            try MendFiles.rename(folder.oldPath(number), to: path)
        case .create(_, let number, _):
            try MendFiles.rename(path, to: folder.newPath(number))
        }
    }

    /// Appends the bytes that were cut off, or those of them that an interrupted undo did not append.
    private static func putBack(
        _ path: FilePath, from: UInt64, to: UInt64, kept: UInt64, _ folder: AOFMendFolder
    ) throws(AOFMendError) {
        guard let size = FileFacts(path)?.size else { throw AOFMendError(path.string, "it is not there") }
        let descriptor = try MendFiles.open(path, .writeOnly, [.append])
        defer { try? descriptor.close() }
        let rest = kept + (size - to)..<kept + (from - to)
        try MendFiles.copy(rest, of: folder.removedPath, to: descriptor, path) { true }
        try MendFiles.synchronize(descriptor, path)
    }
}
