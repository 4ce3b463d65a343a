package import SystemPackage

/// Small files, read at once.
package enum WholeFile {
    /// The bytes of the file at `path`.
    ///
    /// - Throws: `io-error`; `memory-limit` where it has more than `limit` bytes.
    package static func read(_ path: FilePath, limit: Int) throws(RDBError) -> [UInt8] {
        let source = try FileSource(path: path)
        var bytes: [UInt8] = []
        let buffer = RawBuffer(capacity: 64 << 10)
        while true {
            let room = unsafe UnsafeMutableRawBufferPointer(start: buffer.base, count: buffer.capacity)
            let count = try unsafe source.read(into: room)
            if count == 0 { return bytes }
            unsafe bytes.append(contentsOf: room[..<count])
            if bytes.count > limit { throw RDBError(.memoryLimit, at: 0, expected: UInt64(limit)) }
        }
    }

    /// The first `count` bytes of the file at `path`, or as many as there are.
    package static func head(_ path: FilePath, count: Int) throws(RDBError) -> [UInt8] {
        try PeekingSource(try FileSource(path: path)).peek(count)
    }
}
