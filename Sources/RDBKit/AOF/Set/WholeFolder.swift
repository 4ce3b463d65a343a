internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// The folder that relative paths start from.
enum WholeFolder {
    static func current() throws(RDBError) -> FilePath {
        guard let name = unsafe getcwd(nil, 0) else { throw RDBError(.ioError, at: 0, found: UInt64(errno)) }
        defer { unsafe free(name) }
        return FilePath(unsafe String(cString: name))
    }
}
