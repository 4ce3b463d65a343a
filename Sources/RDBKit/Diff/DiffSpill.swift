internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// Keys that found no room in memory, in a file without a name: it is gone with the process, however that ends.
final class DiffSpill: Sendable {
    /// A part of the file.
    struct Extent {
        var offset: Int64
        var count: Int
    }

    private let folder: FilePath
    private let state = Mutex<State>(State())

    private struct State {
        var descriptor: FileDescriptor?
        var end: Int64 = 0
        var failure: Errno?
    }

    init(_ folder: FilePath) {
        self.folder = folder
    }

    deinit {
        state.withLock { try? $0.descriptor?.close() }
    }

    /// Why keys could not be written or read again; the comparison is worth nothing then.
    var failure: Errno? { state.withLock { $0.failure } }

    /// Writes `entries`; nil where that fails.
    func write(_ entries: [DiffEntry]) -> Extent? {
        state.withLock { state in
            do {
                let descriptor = try open(&state)
                let offset = state.end
                try unsafe entries.withUnsafeBytes { bytes in
                    _ = try unsafe descriptor.writeAll(toAbsoluteOffset: offset, bytes)
                    state.end += Int64(bytes.count)
                }
                return Extent(offset: offset, count: entries.count)
            } catch {
                state.failure = error as? Errno ?? .ioError
                return nil
            }
        }
    }

    /// Reads what was written; nil where that fails.
    func read(_ extent: Extent) -> [DiffEntry]? {
        state.withLock { state in
            var entries = [DiffEntry](repeating: .none, count: extent.count)
            do {
                try unsafe entries.withUnsafeMutableBytes { bytes in
                    var done = 0
                    while done < bytes.count {
                        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
                        let got =
                            try unsafe state.descriptor?.read(
                                fromAbsoluteOffset: extent.offset + Int64(done), into: rest) ?? 0
                        if got == 0 { throw Errno.ioError }
                        done += got
                    }
                }
                return entries
            } catch {
                state.failure = error as? Errno ?? .ioError
                return nil
            }
        }
    }

    /// The file; it is removed from its folder as soon as it is there.
    private func open(_ state: inout State) throws(Errno) -> FileDescriptor {
        if let descriptor = state.descriptor { return descriptor }
        let path = folder.appending(".rdbkit-diff-\(UInt64.random(in: 0 ... .max)).tmp")
        let descriptor = try Errno.only {
            try FileDescriptor.open(
                path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
                permissions: .ownerReadWrite)
        }
        _ = unsafe path.withPlatformString { unsafe unlink($0) }
        state.descriptor = descriptor
        return descriptor
    }
}
