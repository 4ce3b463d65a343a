public import SystemPackage

/// Writes a mended set to a new folder; the files that it is made from stay as they are.
public struct AOFMendCopy {
    private let plan: AOFMendPlan
    private let mayGoOn: () -> Bool

    /// A copy of the set of `plan`, mended.
    public init(_ plan: AOFMendPlan, mayGoOn: @escaping () -> Bool = { true }) {
        self.plan = plan
        self.mayGoOn = mayGoOn
    }

    /// Writes all files to the folder at `path`, which must not exist yet.
    public func write(to path: FilePath, stamp: String) throws(AOFMendError) {
        if FileFacts(path) != nil { throw AOFMendError(path.string, "it exists already") }
        let name = path.lastComponent?.string ?? "aof"
        let folder = path.removingLastComponent().appending("\(name)\(AOFFolder.ownMark)\(stamp).preparing")
        try MendFiles.makeFolder(folder)
        do throws(AOFMendError) {
            try writeFiles(to: folder)
            if let descriptor = try? MendFiles.open(folder, .readOnly, [.directory]) {
                MendFiles.takeAttributes(of: plan.set.folder.isEmpty ? "." : plan.set.folder, descriptor)
                try? descriptor.close()
            }
            try MendFiles.rename(folder, to: path)
        } catch {
            MendFiles.remove(folder)
            throw error
        }
    }

    private func writeFiles(to folder: FilePath) throws(AOFMendError) {
        for (index, part) in plan.set.parts.enumerated() where !plan.movedAside.contains(index) {
            let size = FileFacts(part.path)?.size ?? 0
            let edit = plan.edits.first { $0.part == index } ?? AOFPartEdit(part: index, size: size)
            let target = folder.appending(edit.newName ?? part.name)
            try MendedFile(edit: edit, source: part.path).write(to: target, mayGoOn: mayGoOn)
        }
        guard plan.set.kind == .set else { return }
        let text = plan.manifest.map { Array($0.utf8) } ?? plan.set.manifestBytes
        try MendFiles.write(text, to: folder.appending(plan.set.manifestName), like: plan.set.modelOfManifest)
    }
}
