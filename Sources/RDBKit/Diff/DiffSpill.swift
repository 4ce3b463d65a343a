internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// What found no room in memory, keys and places of records, in a file without a name: it is gone with the process, however that ends.
final class DiffSpill: Sendable {
    /// A part of the file.
    struct Extent {
        var offset: Int64
        var count: Int

        /// Takes up to `most` elements off its start.
        mutating func takeFirst<Element: BitwiseCopyable>(_ most: Int, of _: Element.Type) -> Extent {
            let part = Extent(offset: offset, count: min(most, count))
            offset += Int64(part.count * MemoryLayout<Element>.stride)
            count -= part.count
            return part
        }
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

    /// Writes `entries`; nil where that fails, or has failed before.
    func write<Element: BitwiseCopyable>(_ entries: [Element]) -> Extent? {
        state.withLock { state in
            guard state.failure == nil else { return nil }
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
    func read<Element: BitwiseCopyable>(_ extent: Extent, as _: Element.Type) -> [Element]? {
        state.withLock { state in
            do {
                return try unsafe [Element](unsafeUninitializedCapacity: extent.count) { room, count in
                    let bytes = unsafe UnsafeMutableRawBufferPointer(
                        start: room.baseAddress, count: extent.count * MemoryLayout<Element>.stride)
                    try unsafe Self.read(state.descriptor, from: extent.offset, into: bytes)
                    count = extent.count
                }
            } catch {
                state.failure = error as? Errno ?? .ioError
                return nil
            }
        }
    }

    private static func read(
        _ descriptor: FileDescriptor?, from offset: Int64, into bytes: UnsafeMutableRawBufferPointer
    ) throws {
        var done = 0
        while done < bytes.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
            let got = try unsafe descriptor?.read(fromAbsoluteOffset: offset + Int64(done), into: rest) ?? 0
            if got == 0 { throw Errno.ioError }
            done += got
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
