internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// Names in folders.
enum FolderListing {
    /// The names in the folder at `path`, sorted; nil where it is none, or cannot be read.
    static func names(in path: FilePath) -> [String]? {
        guard let folder = unsafe opendir(path.string) else { return nil }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
