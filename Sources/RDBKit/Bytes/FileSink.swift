public import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// Bytes to an open file, pipe or device, written where its descriptor stands.
public final class FileSink: ByteSink {
    private let descriptor: FileDescriptor
    private let closesDescriptor: Bool
    /// How many bytes were written.
    public private(set) var count: UInt64 = 0

    /// Writes to `descriptor`; closes it at the end of life when `closing` is set.
    public init(_ descriptor: FileDescriptor, closing: Bool) {
        self.descriptor = descriptor
        closesDescriptor = closing
    }

    deinit {
        if closesDescriptor { try? descriptor.close() }
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
        var left = unsafe bytes
        while unsafe !left.isEmpty {
            let written = try unsafe writeSome(left)
            count += UInt64(written)
            unsafe left = UnsafeRawBufferPointer(rebasing: left[written...])
        }
    }

    /// Nothing is held back.
    public func finish() {}

    private func writeSome(_ bytes: UnsafeRawBufferPointer) throws(OutputError) -> Int {
        do {
            return try unsafe descriptor.write(bytes)
        } catch Errno.resourceTemporarilyUnavailable {
            // Standard output is left non-blocking by some programs that share it.
            waitUntilWritable()
            return 0
        } catch {
            throw OutputError(.write, error)
        }
    }

    private func waitUntilWritable() {
        var wanted = pollfd(fd: descriptor.rawValue, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&wanted, 1, -1)
    }
}
