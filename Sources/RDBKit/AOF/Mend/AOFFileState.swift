internal import SystemPackage

/// What tells whether a file was written since: a server that appends, or replaces it, changes one or the other.
struct AOFFileState: Equatable, Sendable {
    var size: UInt64
    /// Nanoseconds since 1970; renaming a file, or giving it attributes, leaves it as it is.
    var modified: Int64

    init(size: UInt64, modified: Int64) {
        self.size = size
        self.modified = modified
    }

    /// That of the file at `path`; nil where there is none.
    init?(_ path: FilePath) {
        guard let facts = FileFacts(path) else { return nil }
        size = facts.size
        modified = facts.modified
    }
}
