public import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// A file that gets its name only when it is complete.
///
/// A target that is absent or a regular file (symbolic links are followed) is written as a new file beside it,
/// `.NAME.rdbkit-RANDOM.tmp`, which only its owner can read. ``commit()`` gives it the owner, group, permissions and
/// extended attributes of the file that it replaces, and then its name; until then the target is as it was, whatever
/// happens. Other hard links of the target keep the old content. Devices, FIFOs and open descriptors (`/dev/stdout`,
/// `/dev/fd/N`) are written directly.
///
/// Without ``commit()`` the new file is removed, at the latest at the end of this object's life;
/// ``TemporaryFiles/removeWhenProcessEnds()`` sees to signals.
public final class SafeFile: ByteSink {
    private let descriptor: FileDescriptor
    private let sink: FileSink
    /// The new file and the name that it is to get; nil where the target is written directly, and when all is done.
    private var pending: (temporary: FilePath, final: FilePath)?
    private let permissionsIfNew: FilePermissions

    /// Begins to write to `path`.
    ///
    /// - Parameters:
    ///   - inputs: What is read at the same time. None of them may be the target, under whatever name.
    ///   - replacesInput: Allows that nevertheless: the input is replaced when all is written.
    /// - Throws: Why the target cannot be written. Nothing has changed then.
    public init(
        path: FilePath, inputs: [FilePath] = [], replacesInput: Bool = false
    ) throws(OutputError) {
        let target = try OutputTarget(path)
        if !replacesInput { try target.refuse(inputs) }
        permissionsIfNew = TemporaryFiles.permissionsOfNewFiles
        do throws(Errno) {
            switch target.kind {
            case .file:
                let temporary = try TemporaryFiles.create(beside: target.path)
                descriptor = temporary.descriptor
                pending = (temporary.path, target.path)
            case .device: descriptor = try Self.open(target.path)
            case .descriptor(let open): descriptor = try Self.duplicate(open)
            }
        } catch {
            if case .file = target.kind { throw OutputError(.create, error) }
            throw OutputError(.open, error)
        }
        sink = FileSink(descriptor, closing: true)
    }

    deinit {
        discard()
    }

    /// How many bytes were written.
    public var count: UInt64 { sink.count }

    /// The new file, as long as it has not got its name; nil where the target is written directly.
    public var temporaryPath: FilePath? { pending?.temporary }

    /// Whether the target is a terminal.
    public var isTerminal: Bool { isatty(descriptor.rawValue) == 1 }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
        try unsafe sink.write(bytes)
    }

    /// Nothing is held back.
    public func finish() {}

    /// Puts what was written, complete or not, in the place of the target, and sees that it is on the disk.
    ///
    /// Where the target is written directly, nothing is left to do.
    /// - Throws: Why that was not possible; the target is as before then. Only if the disk fails when the folder is
    ///   written (`synchronize`), it may have changed.
    public func commit() throws(OutputError) {
        guard let (temporary, final) = pending else { return }
        try takeAttributes(of: final)
        try synchronize(descriptor)
        do throws(Errno) {
            try TemporaryFiles.rename(temporary, to: final)
        } catch {
            throw OutputError(.rename, error)
        }
        pending = nil
        try synchronizeFolder(of: final)
    }

    /// Gives up: the new file is removed, and the target is as it was. Does nothing after ``commit()``.
    public func discard() {
        guard let pending else { return }
        TemporaryFiles.remove(pending.temporary)
        self.pending = nil
    }

    private func takeAttributes(of final: FilePath) throws(OutputError) {
        guard let status = try? final.stat(followTargetSymlink: false) else {
            _ = fchmod(descriptor.rawValue, permissionsIfNew.rawValue)
            return
        }
        // Somebody has put something else under this name meanwhile.
        if status.type != .regular { throw OutputError(.rename, .fileExists) }
        FileAttributes(of: final, status).apply(to: descriptor)
    }

    private func synchronizeFolder(of path: FilePath) throws(OutputError) {
        let folder = path.removingLastComponent()
        // A folder may be writable and not readable; then this is left to the system.
        let options: FileDescriptor.OpenOptions = [.directory, .closeOnExec]
        let opened = try? FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly, options: options)
        guard let opened else { return }
        defer { try? opened.close() }
        try synchronize(opened)
    }

    private func synchronize(_ descriptor: FileDescriptor) throws(OutputError) {
        while fsync(descriptor.rawValue) != 0 {
            let error = Errno(rawValue: errno)
            // Some file systems cannot do it, above all for folders.
            if error == .invalidArgument || error == .notSupported { return }
            if error != .interrupted { throw OutputError(.synchronize, error) }
        }
    }

    private static func open(_ path: FilePath) throws(Errno) -> FileDescriptor {
        try Errno.only { try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec]) }
    }

    private static func duplicate(_ descriptor: FileDescriptor) throws(Errno) -> FileDescriptor {
        let copy = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
        if copy < 0 { throw Errno(rawValue: errno) }
        return FileDescriptor(rawValue: copy)
    }
}
