public import RDBKit

extension InputFile {
    /// The pieces of the input that end with `terminator`; behind the last one it may be missing.
    ///
    /// - Parameter limit: Bytes that the input may have.
    /// - Throws: `io-error`; `memory-limit` for a larger input.
    public func records(endingWith terminator: UInt8, atMost limit: Int) throws(RDBError) -> [[UInt8]] {
        let bytes = try contents(atMost: limit)
        return bytes.split(separator: terminator, omittingEmptySubsequences: false)
            .dropLast(bytes.isEmpty || bytes.last == terminator ? 1 : 0).map(Array.init)
    }

    private func contents(atMost limit: Int) throws(RDBError) -> [UInt8] {
        let source = try open(memory: CompressionFormat.standardMemory).input.source
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let got = try read(source, into: &part)
            guard got > 0 else { return bytes }
            guard bytes.count + got <= limit else {
                throw RDBError(.memoryLimit, at: 0, expected: UInt64(limit), found: UInt64(bytes.count + got))
            }
            bytes.append(contentsOf: part[..<got])
        }
    }

    private func read(_ source: any ByteSource, into part: inout [UInt8]) throws(RDBError) -> Int {
        let result = unsafe part.withUnsafeMutableBytes { room in
            Result { () throws(RDBError) -> Int in unsafe try source.read(into: room) }
        }
        return try result.get()
    }
}
