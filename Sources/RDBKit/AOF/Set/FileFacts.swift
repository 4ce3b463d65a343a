package import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// What can be known of a file without reading it.
package struct FileFacts: Equatable, Sendable {
    /// Its bytes.
    package var size: UInt64
    package var isFolder: Bool
    package var isRegular: Bool
    package var device: UInt64
    package var inode: UInt64
    /// When its contents changed last, nanoseconds since 1970.
    var modified: Int64

    /// Whether both are the same file, which may have grown.
    func isSameFile(as other: FileFacts?) -> Bool {
        device == other?.device && inode == other?.inode
    }

    /// Looks at the file at `path`, following links; nil where there is none.
    package init?(_ path: FilePath) {
        guard let status = try? path.stat() else { return nil }
        size = UInt64(clamping: Int64(status.size))
        isFolder = status.type == .directory
        isRegular = status.type == .regular
        device = UInt64(truncatingIfNeeded: status.deviceID.rawValue)
        inode = UInt64(truncatingIfNeeded: status.inode.rawValue)
        modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    }
}
