public import SystemPackage

/// Bytes of an open file, pipe or device, read from where its descriptor stands.
public final class FileSource: ByteSource {
    private let descriptor: FileDescriptor
    private let closesDescriptor: Bool
    public let size: UInt64?

    /// Reads from `descriptor`; closes it at the end of life when `closing` is set.
    public init(_ descriptor: FileDescriptor, closing: Bool) {
        self.descriptor = descriptor
        closesDescriptor = closing
        size = Self.regularSize(of: descriptor)
    }

    /// Opens the file at `path` for reading.
    public convenience init(path: FilePath) throws(RDBError) {
        do {
            self.init(try FileDescriptor.open(path, .readOnly, options: .closeOnExec), closing: true)
        } catch let error as Errno {
            throw RDBError(.ioError, at: 0, found: UInt64(error.rawValue))
        } catch {
            throw RDBError(.ioError, at: 0)
        }
    }

    deinit {
        if closesDescriptor { try? descriptor.close() }
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        do {
            return try unsafe descriptor.read(into: buffer)
        } catch let error as Errno {
            throw RDBError(.ioError, at: 0, found: UInt64(error.rawValue))
        } catch {
            throw RDBError(.ioError, at: 0)
        }
    }

    private static func regularSize(of descriptor: FileDescriptor) -> UInt64? {
        guard let status = try? descriptor.stat(), status.type == .regular else { return nil }
        return UInt64(clamping: status.size)
    }
}
