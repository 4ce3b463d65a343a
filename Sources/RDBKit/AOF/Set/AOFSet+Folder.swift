package import SystemPackage

extension AOFSet {
    /// The name behind all symbolic links: what is mended is the file that they lead to.
    package static func resolved(_ path: FilePath) -> FilePath {
        (try? OutputTarget.resolve(path)) ?? path
    }

    /// The folder in which the files of `path` are, and with them what is left of a mend.
    ///
    /// It can be told before anything is read: what is there may be in the middle of a mend.
    package static func folder(of path: FilePath) -> FilePath {
        guard FileFacts(path)?.isFolder == true else { return path.removingLastComponent() }
        return AOFFolder(path).folderOfSet
    }
}
