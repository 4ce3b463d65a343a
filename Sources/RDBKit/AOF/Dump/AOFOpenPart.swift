internal import SystemPackage

/// A file of a set that is held open: what is written to it is read even when its name is gone.
final class AOFOpenPart {
    let part: AOFPart
    private let file: FileDescriptor
    private let facts: FileFacts?

    /// - Throws: `io-error`; `not-repeatable` for what is no plain file.
    init(_ part: AOFPart) throws(RDBError) {
        self.part = part
        do {
            file = try FileDescriptor.open(part.path, .readOnly, options: .closeOnExec)
        } catch {
            throw RDBError(.ioError, at: 0, found: (error as? Errno).map { UInt64($0.rawValue) })
        }
        facts = FileFacts(Self.path(of: file))
        guard facts?.isRegular == true else {
            try? file.close()
            throw RDBError(.notRepeatable, at: 0)
        }
    }

    deinit {
        try? file.close()
    }

    private static func path(of file: FileDescriptor) -> FilePath { FilePath("/proc/self/fd/\(file.rawValue)") }

    /// A name of the open file, whatever has become of its own.
    var path: FilePath { Self.path(of: file) }

    /// Bytes that it has by now.
    var size: UInt64 { FileFacts(path)?.size ?? 0 }

    /// The last bytes in front of a place, as many as tell it from others; fewer where the file does not reach it.
    func bytes(before end: UInt64) -> [UInt8] {
        let start = end - min(end, 64)
        var bytes = [UInt8](repeating: 0, count: Int(end - start))
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe try? file.read(fromAbsoluteOffset: Int64(start), into: $0)
        }
        return Array(bytes.prefix(count ?? 0))
    }

    /// Whether its name is another file's now.
    var isReplaced: Bool { FileFacts(part.path).map { !$0.isSameFile(as: facts) } ?? false }
}
