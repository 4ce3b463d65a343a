internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// What stands under the name that is to be written.
struct OutputTarget {
    enum Kind {
        /// A regular file, or nothing yet.
        case file
        /// A device, FIFO or socket.
        case device
        /// A name of a descriptor that is open already, as `/dev/stdout`. Opening the name would write a regular file
        /// from its start again, and fails for a socket.
        case descriptor(FileDescriptor)
    }

    /// The name behind all symbolic links.
    let path: FilePath
    let kind: Kind
    /// Nil where nothing is there.
    let status: Stat?

    /// Follows `path` and finds out what is there.
    init(_ path: FilePath) throws(OutputError) {
        self.path = try Self.resolve(path)
        do throws(Errno) {
            if let descriptor = Self.descriptor(named: self.path) {
                kind = .descriptor(descriptor)
                status = try descriptor.stat()
            } else {
                let status = try Self.status(of: self.path)
                if status?.type == .directory { throw Errno.isDirectory }
                kind = status.map { $0.type == .regular } ?? true ? .file : .device
                self.status = status
                if case .file = kind, status != nil { try Self.requireWritable(self.path) }
            }
        } catch {
            throw OutputError(.open, error)
        }
    }

    /// Throws where one of `inputs` is the target. A FIFO or terminal may well be both.
    func refuse(_ inputs: [FilePath]) throws(OutputError) {
        guard let status, status.type == .regular || status.type == .blockSpecial else { return }
        for input in inputs {
            guard let other = try? input.stat() else { continue }
            if other.deviceID == status.deviceID && other.inode == status.inode {
                throw OutputError(.overwriteInput, .fileExists)
            }
        }
    }

    private static func status(of path: FilePath) throws(Errno) -> Stat? {
        do throws(Errno) {
            return try path.stat()
        } catch Errno.noSuchFileOrDirectory {
            if path.isEmpty { throw Errno.noSuchFileOrDirectory }
            return nil
        }
    }

    /// A file that this user may not write is not replaced either, though the folder would allow it.
    private static func requireWritable(_ path: FilePath) throws(Errno) {
        let status = unsafe path.withPlatformString { unsafe faccessat(AT_FDCWD, $0, W_OK, AT_EACCESS) }
        if status != 0 { throw Errno(rawValue: errno) }
    }

    private static func descriptor(named path: FilePath) -> FileDescriptor? {
        guard let number = path.lastComponent.flatMap({ Int32($0.string) }), number >= 0 else { return nil }
        let folder = path.removingLastComponent()
        return folder == "/proc/self/fd" || folder == "/dev/fd" ? FileDescriptor(rawValue: number) : nil
    }
}

extension OutputTarget {
    /// As many links as Linux follows.
    private static let mostLinks = 40

    /// Follows symbolic links by hand, because the last one may lead to a file that does not exist yet.
    static func resolve(_ path: FilePath) throws(OutputError) -> FilePath {
        var path = path
        for _ in 0...mostLinks {
            guard descriptor(named: path) == nil, let link = link(at: path) else { return path }
            path = path.removingLastComponent().pushing(link)
        }
        throw OutputError(.open, .tooManySymbolicLinkLevels)
    }

    /// Where the symbolic link at `path` leads; nil where there is no such link.
    private static func link(at path: FilePath) -> FilePath? {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let room = target.count - 1
        let count = unsafe path.withPlatformString { unsafe readlink($0, &target, room) }
        return count > 0 ? FilePath(platformString: target) : nil
    }
}
