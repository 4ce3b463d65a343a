internal import SystemPackage

/// The folder in which a mend keeps its journal and its files; its name says how far the mend has come.
struct AOFMendFolder {
    enum State: String, CaseIterable {
        case preparing, pending, journal, undoing
    }

    private let base: FilePath
    private(set) var state: State

    /// A new folder called after the file `name`, in `parent`.
    init(creatingIn parent: FilePath, name: String, stamp: String) throws(AOFMendError) {
        base = parent.appending("\(name)\(AOFFolder.ownMark)\(stamp)")
        state = .preparing
        try MendFiles.makeFolder(path)
    }

    /// The folder at `path`, if its name is that of one.
    init?(_ path: FilePath) {
        guard let name = path.lastComponent?.string, name.contains(AOFFolder.ownMark),
            let state = State.allCases.first(where: { name.hasSuffix("." + $0.rawValue) })
        else { return nil }
        self.state = state
        base = path.removingLastComponent().appending(String(name.dropLast(state.rawValue.count + 1)))
    }

    /// Where it is.
    var path: FilePath { FilePath(base.string + "." + state.rawValue) }

    var journalPath: FilePath { path.appending("journal") }
    var removedPath: FilePath { path.appending("removed") }
    func newPath(_ number: Int) -> FilePath { path.appending("new-\(number)") }
    func oldPath(_ number: Int) -> FilePath { path.appending("old-\(number)") }

    /// Goes on to the next state: the one call that decides.
    mutating func become(_ next: State) throws(AOFMendError) {
        try MendFiles.synchronizeFolder(of: journalPath)
        let target = FilePath(base.string + "." + next.rawValue)
        try MendFiles.rename(path, to: target)
        state = next
    }

    /// The journal in it.
    func journal() throws(AOFMendError) -> AOFJournal {
        guard let text = try? WholeFile.read(journalPath, limit: 64 << 20), let journal = AOFJournal(text) else {
            throw AOFMendError(journalPath.string, "it cannot be read as a journal")
        }
        return journal
    }

    /// The folder of the files that the journal speaks of.
    func filesFolder(_ journal: AOFJournal) -> FilePath {
        journal.folder.map { FilePath($0) } ?? path.removingLastComponent()
    }

    /// Those beside the files of a set, in some state.
    static func all(in folder: FilePath, _ states: Set<State>) -> [AOFMendFolder] {
        let place: FilePath = folder.isEmpty ? "." : folder
        return (FolderListing.names(in: place) ?? []).compactMap { AOFMendFolder(folder.appending($0)) }
            .filter { states.contains($0.state) }
    }
}
