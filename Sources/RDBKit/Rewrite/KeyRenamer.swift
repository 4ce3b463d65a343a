/// Applies a ``KeyRename`` for one thread.
struct KeyRenamer: ~Copyable {
    private let rename: KeyRename
    private let isEmpty: Bool
    private var scratches: [SubstitutionScratch?]

    init(_ rename: KeyRename) {
        self.rename = rename
        isEmpty = rename.isEmpty
        scratches = rename.substitutions.map(SubstitutionScratch.init)
    }

    /// The name of the current key in the output.
    ///
    /// - Returns: `same` where nothing changes.
    @inline(__always)
    mutating func name(of reader: borrowing RDBReader) -> RenamedKey {
        isEmpty ? .same : name(for: reader.keyBytes)
    }

    /// What a key of this name is called in the output.
    @inline(never)
    mutating func name(for old: [UInt8]) -> RenamedKey {
        var name = old
        if !rename.strippedPrefix.isEmpty && name.starts(with: rename.strippedPrefix) {
            name.removeFirst(rename.strippedPrefix.count)
        }
        for (substitution, scratch) in zip(rename.substitutions, scratches) {
            guard let scratch, let next = substitution.apply(to: name, using: scratch) else { return .undecided }
            name = next
        }
        name.insert(contentsOf: rename.addedPrefix, at: 0)
        return name == old ? .same : .other(name)
    }
}

/// What became of a key's name.
enum RenamedKey {
    case same
    case other([UInt8])
    /// A regular expression met a limit before it found an answer.
    case undecided
}
