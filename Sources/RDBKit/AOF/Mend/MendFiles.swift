internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// The calls that a mend is made of. All that is written is on the disk when a call returns.
enum MendFiles {
    private static let chunk = 1 << 20

    static func makeFolder(_ path: FilePath) throws(AOFMendError) {
        try check(unsafe path.withPlatformString { unsafe mkdir($0, 0o700) }, path, "cannot make the folder")
    }

    static func rename(_ path: FilePath, to new: FilePath) throws(AOFMendError) {
        let status = unsafe path.withPlatformString { old in
            unsafe new.withPlatformString { unsafe Glibc.rename(old, $0) }
        }
        try check(status, path, "cannot rename it to \(new)")
        try synchronizeFolder(of: path)
        if new.removingLastComponent() != path.removingLastComponent() { try synchronizeFolder(of: new) }
    }

    /// Gives a file a second name; where the file system has no such thing, false.
    static func link(_ path: FilePath, as new: FilePath) -> Bool {
        let status = unsafe path.withPlatformString { old in
            unsafe new.withPlatformString { unsafe Glibc.link(old, $0) }
        }
        return status == 0
    }

    static func truncate(_ path: FilePath, to size: UInt64) throws(AOFMendError) {
        let descriptor = try open(path, .readWrite)
        defer { try? descriptor.close() }
        try check(ftruncate(descriptor.rawValue, Int(clamping: size)), path, "cannot cut it")
        try synchronize(descriptor, path)
    }

    /// Removes a file, or a folder with all files in it; what is not there is fine.
    static func remove(_ path: FilePath) {
        for name in FolderListing.names(in: path) ?? [] {
            _ = unsafe path.appending(name).withPlatformString { unsafe unlink($0) }
        }
        if FileFacts(path)?.isFolder == true {
            _ = unsafe path.withPlatformString { unsafe rmdir($0) }
        } else {
            _ = unsafe path.withPlatformString { unsafe unlink($0) }
        }
    }

    static func open(
        _ path: FilePath, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions = []
    ) throws(AOFMendError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, mode, options: options.union(.closeOnExec), permissions: .ownerReadWrite)
        } catch {
            throw AOFMendError(path.string, "cannot open it", error as? Errno)
        }
    }

    /// Makes a new file with these bytes.
    ///
    /// - Parameter model: A file whose owner, mode and extended attributes it gets.
    static func write(_ bytes: [UInt8], to path: FilePath, like model: FilePath? = nil) throws(AOFMendError) {
        let descriptor = try open(path, .writeOnly, [.create, .exclusiveCreate])
        defer { try? descriptor.close() }
        try append(bytes, to: descriptor, path)
        if let model { takeAttributes(of: model, descriptor) }
        try synchronize(descriptor, path)
    }

    static func append(_ bytes: [UInt8], to descriptor: FileDescriptor, _ path: FilePath) throws(AOFMendError) {
        do {
            try descriptor.writeAll(bytes)
        } catch {
            throw AOFMendError(path.string, "cannot write", error as? Errno)
        }
    }

    /// Copies a stretch of a file to the end of an open one.
    ///
    /// - Parameter mayGoOn: Asked now and then; false ends it with an error.
    static func copy(
        _ range: Range<UInt64>, of source: FilePath, to descriptor: FileDescriptor, _ target: FilePath,
        mayGoOn: () -> Bool
    ) throws(AOFMendError) {
        let input = try open(source, .readOnly)
        defer { try? input.close() }
        var place = range.lowerBound
        while place < range.upperBound {
            guard mayGoOn() else { throw AOFMendError(target.string, "interrupted", .interrupted) }
            let bytes = try read(input, source, at: place, count: Int(min(UInt64(chunk), range.upperBound - place)))
            if bytes.isEmpty { throw AOFMendError(source.string, "it became shorter meanwhile") }
            try append(bytes, to: descriptor, target)
            place += UInt64(bytes.count)
        }
    }

    static func read(
        _ descriptor: FileDescriptor, _ path: FilePath, at offset: UInt64, count: Int
    ) throws(AOFMendError) -> [UInt8] {
        do {
            return try unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
                length = try unsafe descriptor.read(
                    fromAbsoluteOffset: Int64(clamping: offset), into: UnsafeMutableRawBufferPointer(buffer))
            }
        } catch {
            throw AOFMendError(path.string, "cannot read", error as? Errno)
        }
    }

    /// The state of a file that must be there.
    static func state(of path: FilePath) throws(AOFMendError) -> AOFFileState {
        guard let state = AOFFileState(path) else { throw AOFMendError(path.string, "it is gone") }
        return state
    }

    /// Whether a stretch of a file holds what another file holds from `place` on; false where one cannot be read.
    static func areEqual(
        _ range: Range<UInt64>, of path: FilePath, _ place: UInt64, of other: FilePath
    ) -> Bool {
        guard let left = try? open(path, .readOnly) else { return false }
        defer { try? left.close() }
        guard let right = try? open(other, .readOnly) else { return false }
        defer { try? right.close() }
        var done: UInt64 = 0
        while done < UInt64(range.count) {
            let count = Int(min(UInt64(chunk), UInt64(range.count) - done))
            guard let mine = try? read(left, path, at: range.lowerBound + done, count: count), !mine.isEmpty,
                let theirs = try? read(right, other, at: place + done, count: mine.count), mine == theirs
            else { return false }
            done += UInt64(mine.count)
        }
        return true
    }

    static func synchronize(_ descriptor: FileDescriptor, _ path: FilePath) throws(AOFMendError) {
        while fsync(descriptor.rawValue) != 0 {
            let error = Errno(rawValue: errno)
            // Some file systems cannot do it for folders.
            if error == .invalidArgument { return }
            if error != .interrupted { throw AOFMendError(path.string, "cannot bring it to the disk", error) }
        }
    }

    static func synchronizeFolder(of path: FilePath) throws(AOFMendError) {
        let parent = path.removingLastComponent()
        let folder: FilePath = parent.isEmpty ? "." : parent
        let descriptor = try open(folder, .readOnly, [.directory])
        defer { try? descriptor.close() }
        try synchronize(descriptor, folder)
    }

    /// Gives an open file owner, group, permissions and extended attributes of the file at `path`.
    static func takeAttributes(of path: FilePath, _ descriptor: FileDescriptor) {
        guard let status = try? path.stat() else { return }
        FileAttributes(of: path, status).apply(to: descriptor)
    }

    private static func check(_ status: Int32, _ path: FilePath, _ what: String) throws(AOFMendError) {
        if status != 0 { throw AOFMendError(path.string, what, Errno(rawValue: errno)) }
    }
}
