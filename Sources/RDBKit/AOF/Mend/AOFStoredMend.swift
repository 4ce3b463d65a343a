public import SystemPackage

/// A mend as its folder on the disk tells of it: one that was interrupted, or one that can be undone.
public struct AOFStoredMend {
    private let folder: AOFMendFolder
    private let journal: AOFJournal

    init(_ folder: AOFMendFolder) throws(AOFMendError) {
        self.folder = folder
        journal = try folder.journal()
    }

    /// A mend that can be undone, by its folder, or by the journal in it.
    public init(finishedAt path: FilePath) throws(AOFMendError) {
        let isJournal = path.lastComponent?.string == "journal"
        if FileFacts(path) == nil { throw AOFMendError(path.string, "there is no such folder") }
        guard let folder = AOFMendFolder(isJournal ? path.removingLastComponent() : path), folder.state == .journal
        else { throw AOFMendError(path.string, "this is not the folder of a mend that can be undone") }
        try self.init(folder)
    }

    /// Mends that were interrupted, and undoings, of files in a folder.
    public static func interrupted(in folder: FilePath) throws(AOFMendError) -> [AOFStoredMend] {
        var mends: [AOFStoredMend] = []
        for leftover in AOFMendFolder.all(in: folder, [.pending, .undoing]) {
            let mend = try AOFStoredMend(leftover)
            if mend.journal.folder == nil { mends.append(mend) }
        }
        return mends
    }

    /// Throws away what mends prepared that never began.
    public static func removeUnbegun(in folder: FilePath) {
        for leftover in AOFMendFolder.all(in: folder, [.preparing]) { MendFiles.remove(leftover.path) }
    }

    /// Where it is.
    public var path: FilePath { folder.path }

    /// The folder of the files.
    public var filesFolder: FilePath { folder.filesFolder(journal) }

    /// Whether it was being undone.
    public var isUndoing: Bool { folder.state == .undoing }

    /// Whether it takes something away.
    public var losesBytes: Bool { !isUndoing && !(journal.removed.isEmpty && journal.steps.allSatisfy(\.keepsFile)) }

    /// What it does to which file, in words; undoing it does the contrary.
    public var changes: [String] { journal.steps.map(\.description) }

    /// Whether it can be forgotten: files were written since, and none of its steps was done.
    public var isObsolete: Bool {
        !isUndoing && journal.isUntouched(folder) && !journal.changedSinceFound(folder).isEmpty
    }

    /// Removes its folder, and with it what it keeps.
    public func forget() { MendFiles.remove(folder.path) }

    /// Brings it to its end.
    ///
    /// - Parameter isForced: Also where a process has one of the files open for writing.
    public func finish(isForced: Bool = false) throws(AOFMendError) {
        if !isForced { try refuseWriters() }
        if isUndoing { return try takeBack(isBegun: true) }
        if let changed = journal.changedSinceFound(folder).first {
            throw AOFMendError(
                changed,
                "it was written since the mend in \(folder.path) was interrupted: move that folder away to mend what is there now"
            )
        }
        _ = try carryOut()
    }

    /// Puts everything back as it was before it, and removes its folder.
    public func undo(isForced: Bool = false) throws(AOFMendError) {
        if !isForced { try refuseWriters() }
        try takeBack(isBegun: false)
    }

    /// Does all steps; where that fails, undoes those that were done.
    ///
    /// - Returns: The folder as it is called then.
    func carryOut() throws(AOFMendError) -> FilePath {
        do throws(AOFMendError) {
            try journal.carryOut(folder)
        } catch {
            try? takeBack(isBegun: true)
            throw error
        }
        var folder = folder
        try folder.become(.journal)
        return folder.path
    }

    private func takeBack(isBegun: Bool) throws(AOFMendError) {
        if let changed = journal.changedSinceMended(folder, isBegun: isBegun).first {
            throw AOFMendError(
                changed, "it was written since it was mended; what was taken out is kept in \(folder.path)")
        }
        var folder = folder
        if folder.state != .undoing { try folder.become(.undoing) }
        try journal.undo(folder, isBegun: true)
        MendFiles.remove(folder.path)
    }

    /// A server that has a file open would write on as if nothing had happened: also one of the other files of the set.
    private func refuseWriters() throws(AOFMendError) {
        let parts = AOFFolder(filesFolder).entries(prefix: nil).map(\.nameText)
        for name in Set(parts + journal.steps.map(\.name)).sorted() {
            guard let process = FileUse.writer(of: filesFolder.appending(name)) else { continue }
            throw AOFMendError(
                name, "process \(process) has it open for writing: stop the server first (--force)")
        }
    }
}

extension AOFJournal.Step {
    /// Whether the set has the file afterwards as before, or another in its place.
    fileprivate var keepsFile: Bool {
        if case .aside = self { false } else { true }
    }

    /// It in words.
    fileprivate var description: String {
        switch self {
        case .cut(let name, let from, let to, _): "\(name): cut from \(from) to \(to.counted("byte"))"
        case .swap(let name, _, _): "\(name): written anew"
        case .create(let name, _, _): "\(name): made"
        case .aside(let name, _): "\(name): moved aside"
        }
    }
}
