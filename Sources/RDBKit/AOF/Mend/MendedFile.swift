internal import SystemPackage

/// A file without what a mend takes out of it, and with what it puts in.
struct MendedFile {
    let edit: AOFPartEdit
    let source: FilePath

    /// Writes it to a new file, with the attributes of the old one.
    func write(to path: FilePath, mayGoOn: () -> Bool) throws(AOFMendError) {
        let descriptor = try MendFiles.open(path, .writeOnly, [.create, .exclusiveCreate])
        defer { try? descriptor.close() }
        var insertions = edit.insertions.sorted { $0.key < $1.key }[...]
        for range in edit.kept {
            while let first = insertions.first, first.key <= range.lowerBound {
                try MendFiles.append(first.value, to: descriptor, path)
                insertions.removeFirst()
            }
            try MendFiles.copy(range, of: source, to: descriptor, path, mayGoOn: mayGoOn)
        }
        for insertion in insertions { try MendFiles.append(insertion.value, to: descriptor, path) }
        MendFiles.takeAttributes(of: source, descriptor)
        try MendFiles.synchronize(descriptor, path)
    }
}
