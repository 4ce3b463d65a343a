public import SystemPackage

/// Bytes of an open file, pipe or device, read from where its descriptor stands.
public final class FileSource: ByteSource {
    private let descriptor: FileDescriptor
    private let closesDescriptor: Bool
    public let size: UInt64?
    /// Bytes that were read or moved over.
    private var passed: UInt64 = 0
    /// Whether it is a regular file that is read from its first byte, so that its name gives the same bytes again.
    public let startsRegularFile: Bool

    /// Reads from `descriptor`; closes it at the end of life when `closing` is set.
    public init(_ descriptor: FileDescriptor, closing: Bool) {
        self.descriptor = descriptor
        closesDescriptor = closing
        size = Self.regularSize(of: descriptor)
        startsRegularFile = size != nil && (try? descriptor.seek(offset: 0, from: .current)) == 0
    }

    /// Opens the file at `path` for reading, from `offset` on; ``size`` counts from there.
    public convenience init(path: FilePath, from offset: UInt64 = 0) throws(RDBError) {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            if offset > 0 { _ = try? descriptor.seek(offset: Int64(clamping: offset), from: .start) }
            self.init(descriptor, closing: true)
        } catch let error as Errno {
            throw RDBError(.ioError, at: 0, found: UInt64(error.rawValue))
        } catch {
            throw RDBError(.ioError, at: 0)
        }
    }

    /// The same file from `offset` on, whatever has become of its name.
    func again(from offset: UInt64) throws(RDBError) -> FileSource {
        try FileSource(path: FilePath("/proc/self/fd/\(descriptor.rawValue)"), from: offset)
    }

    deinit {
        if closesDescriptor { try? descriptor.close() }
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        do {
            let count = try unsafe descriptor.read(into: buffer)
            passed += UInt64(count)
            return count
        } catch let error as Errno {
            throw RDBError(.ioError, at: 0, found: UInt64(error.rawValue))
        } catch {
            throw RDBError(.ioError, at: 0)
        }
    }

    /// Moves over the bytes without reading them, in a regular file.
    @discardableResult
    public func discard(_ count: UInt64) throws(RDBError) -> UInt64 {
        guard let left = size.map({ $0 - min($0, passed) }) else { return try dropByReading(count) }
        let moved = min(count, left)
        do {
            try descriptor.seek(offset: Int64(moved), from: .current)
            passed += moved
            return moved
        } catch let error as Errno {
            throw RDBError(.ioError, at: 0, found: UInt64(error.rawValue))
        } catch {
            throw RDBError(.ioError, at: 0)
        }
    }

    private static func regularSize(of descriptor: FileDescriptor) -> UInt64? {
        guard let status = try? descriptor.stat(), status.type == .regular,
            let position = try? descriptor.seek(offset: 0, from: .current)
        else { return nil }
        return UInt64(clamping: Int64(status.size) - position)
    }
}
