/// STAND-IN
public enum CompressionFormat: String, Sendable {
    case none, gzip, zstd, lz4, vcs
    public static func open(_ raw: any ByteSource, memory: Int) throws(RDBError) -> (any ByteSource, CompressionFormat)
    { (raw, .none) }
}
