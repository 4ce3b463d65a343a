package import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// Keeps other mends away from a folder, for as long as it lives.
package final class FolderLock {
    private let descriptor: FileDescriptor

    /// Locks the folder at `path`.
    ///
    /// - Throws: Where another mend holds it, or there is no such folder.
    package init(_ path: FilePath) throws(AOFMendError) {
        let folder: FilePath = path.isEmpty ? "." : path
        descriptor = try MendFiles.open(folder, .readOnly, [.directory])
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            try? descriptor.close()
            throw AOFMendError(folder.string, "another mend is at work in it")
        }
    }

    deinit {
        try? descriptor.close()
    }
}
