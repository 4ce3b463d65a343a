internal import SystemPackage

/// How far a mend has come, and whether somebody else wrote to its files meanwhile.
extension AOFJournal {
    /// How far a step has come.
    enum Progress {
        /// It can be done.
        case open
        /// There is nothing to do.
        case done
        /// The file is not what the step is about: doing it would lose what was written since.
        case changed
    }

    /// How far doing a step has come.
    func progress(of step: Step, _ folder: AOFMendFolder) -> Progress {
        let path = folder.filesFolder(self).appending(step.name)
        switch step {
        case .cut(_, _, let to, _):
            return FileFacts(path)?.size == to ? .done : isAsFound(step, at: path)
        case .swap(_, let number, _):
            guard FileFacts(folder.newPath(number)) != nil else { return .done }
            // Where a file can have one name only, it is moved aside before the new one gets that name.
            return isAsFound(step, at: FileFacts(path) == nil ? folder.oldPath(number) : path)
        case .create(_, let number, _):
            guard FileFacts(folder.newPath(number)) != nil else { return .done }
            return FileFacts(path) == nil ? .open : .changed
        case .aside(_, let number):
            guard FileFacts(path) != nil, FileFacts(folder.oldPath(number)) == nil else { return .done }
            return isAsFound(step, at: path)
        }
    }

    private func isAsFound(_ step: Step, at path: FilePath) -> Progress {
        AOFFileState(path).map { $0 == found[step.name] } == true ? .open : .changed
    }

    /// How far undoing a step has come.
    ///
    /// - Parameter isBegun: Whether some steps may have been undone, or never been done.
    func undoProgress(of step: Step, _ folder: AOFMendFolder, isBegun: Bool) -> Progress {
        let path = folder.filesFolder(self).appending(step.name)
        switch step {
        case .cut(_, let from, let to, let kept):
            guard let size = FileFacts(path)?.size, size >= to, size <= from else { return .changed }
            if size == to { return .open }
            let isOwn = isBegun && MendFiles.areEqual(to..<size, of: path, kept, of: folder.removedPath)
            return isOwn ? size == from ? .done : .open : .changed
        case .swap(_, let number, let left):
            if isBegun, FileFacts(path) != nil {
                if FileFacts(folder.newPath(number)) != nil || FileFacts(folder.oldPath(number)) == nil { return .done }
            }
            guard FileFacts(folder.oldPath(number)) != nil else { return .changed }
            let isMovedOnly = isBegun && FileFacts(path) == nil
            return isMovedOnly || AOFFileState(path) == left ? .open : .changed
        case .create(_, let number, let left):
            if isBegun, FileFacts(folder.newPath(number)) != nil { return .done }
            return AOFFileState(path) == left ? .open : .changed
        case .aside(_, let number):
            guard FileFacts(folder.oldPath(number)) != nil else {
                return isBegun && FileFacts(path) != nil ? .done : .changed
            }
            return FileFacts(path) == nil ? .open : .changed
        }
    }

    /// Files that somebody wrote to since the mend was made ready.
    func changedSinceFound(_ folder: AOFMendFolder) -> [String] {
        steps.filter { progress(of: $0, folder) == .changed }.map(\.name)
    }

    /// Files that are no longer as the mend left them.
    func changedSinceMended(_ folder: AOFMendFolder, isBegun: Bool) -> [String] {
        steps.filter { undoProgress(of: $0, folder, isBegun: isBegun) == .changed }.map(\.name)
    }

    /// Whether nothing of the set has changed yet.
    func isUntouched(_ folder: AOFMendFolder) -> Bool {
        steps.allSatisfy { step in
            if case .swap = step, FileFacts(folder.filesFolder(self).appending(step.name)) == nil { return false }
            return progress(of: step, folder) != .done
        }
    }
}
