internal import SystemPackage

/// Doing and undoing the steps of a journal. Each can be repeated after it was interrupted anywhere.
extension AOFJournal {
    /// Does all steps.
    func carryOut(_ folder: AOFMendFolder) throws(AOFMendError) {
        let files = folder.filesFolder(self)
        for step in steps { try Self.carryOut(step, files, folder) }
    }

    private static func carryOut(
        _ step: Step, _ files: FilePath, _ folder: AOFMendFolder
    ) throws(AOFMendError) {
        switch step {
        case .cut(let name, let from, let to, _):
            let path = files.appending(name)
            guard let size = FileFacts(path)?.size, size != to else { return }
            guard size == from else { throw AOFMendError(name, "its size changed meanwhile") }
            try MendFiles.truncate(path, to: to)
        case .swap(let name, let number, _):
            let (path, new, old) = (files.appending(name), folder.newPath(number), folder.oldPath(number))
            guard FileFacts(new) != nil else { return }
            if FileFacts(old) == nil, !MendFiles.link(path, as: old) { try MendFiles.rename(path, to: old) }
            try MendFiles.rename(new, to: path)
        case .create(let name, let number, _):
            guard FileFacts(folder.newPath(number)) != nil else { return }
            try MendFiles.rename(folder.newPath(number), to: files.appending(name))
        case .aside(let name, let number):
            guard FileFacts(files.appending(name)) != nil, FileFacts(folder.oldPath(number)) == nil else { return }
            try MendFiles.rename(files.appending(name), to: folder.oldPath(number))
        }
    }

    /// Undoes all steps, the last one first.
    func undo(_ folder: AOFMendFolder) throws(AOFMendError) {
        let files = folder.filesFolder(self)
        for step in steps.reversed() { try undo(step, files, folder) }
    }

    private func undo(_ step: Step, _ files: FilePath, _ folder: AOFMendFolder) throws(AOFMendError) {
        switch step {
        case .cut(let name, let from, let to, let kept):
            try Self.putBack(files.appending(name), from: from, to: to, kept: kept, folder)
        case .swap(let name, let number, _), .aside(let name, let number):
            guard FileFacts(folder.oldPath(number)) != nil else { return }
            try MendFiles.rename(folder.oldPath(number), to: files.appending(name))
        case .create(let name, let number, _):
            guard FileFacts(files.appending(name)) != nil else { return }
            try MendFiles.rename(files.appending(name), to: folder.newPath(number))
        }
    }

    /// Appends the bytes that were cut off, or those of them that an interrupted undo did not append.
    private static func putBack(
        _ path: FilePath, from: UInt64, to: UInt64, kept: UInt64, _ folder: AOFMendFolder
    ) throws(AOFMendError) {
        guard let size = FileFacts(path)?.size, size < from else { return }
        guard size >= to else { throw AOFMendError(path.string, "it is shorter than it was left") }
        let descriptor = try MendFiles.open(path, .writeOnly, [.append])
        defer { try? descriptor.close() }
        let rest = kept + (size - to)..<kept + (from - to)
        try MendFiles.copy(rest, of: folder.removedPath, to: descriptor, path) { true }
        try MendFiles.synchronize(descriptor, path)
    }

    /// Files that are no longer as the mend left them: undoing it would lose what was written since.
    func changedSince(_ folder: AOFMendFolder) -> [String] {
        let files = folder.filesFolder(self)
        return steps.compactMap { step in
            switch step {
            case .cut(let name, _, let to, _):
                FileFacts(files.appending(name))?.size == to ? nil : name
            case .swap(let name, _, let size), .create(let name, _, let size):
                FileFacts(files.appending(name))?.size == size ? nil : name
            case .aside(let name, _):
                FileFacts(files.appending(name)) == nil ? nil : name
            }
        }
    }
}
