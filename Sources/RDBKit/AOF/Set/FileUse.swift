package import SystemPackage

/// Who has a file open: a server that writes on while its file is mended would destroy it.
package enum FileUse {
    /// A process that has the file at `path` open for writing, other than this one; nil where none can be seen.
    ///
    /// Processes of other users can be seen by root only.
    package static func writer(of path: FilePath) -> Int32? {
        guard let wanted = FileFacts(path) else { return nil }
        let own = FolderListing.names(in: "/proc/self/task")?.compactMap { Int32($0) } ?? []
        for name in FolderListing.names(in: "/proc") ?? [] {
            guard let process = Int32(name), !own.contains(process) else { continue }
            let folder = FilePath("/proc/\(name)/fd")
            for descriptor in FolderListing.names(in: folder) ?? [] {
                guard let facts = FileFacts(folder.appending(descriptor)), facts.isRegular,
                    facts.inode == wanted.inode, facts.device == wanted.device,
                    isForWriting("/proc/\(name)/fdinfo/\(descriptor)")
                else { continue }
                return process
            }
        }
        return nil
    }

    /// Whether the flags of an open descriptor allow writing.
    private static func isForWriting(_ info: String) -> Bool {
        guard let text = try? WholeFile.read(FilePath(info), limit: 4096) else { return false }
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") where line.hasPrefix("flags:") {
            let flags = Int(line.dropFirst(6).drop { $0 == "\t" || $0 == " " }, radix: 8) ?? 0
            return flags & 3 != 0
        }
        return false
    }
}
