/// How a whole file is compressed.
public enum CompressionFormat: String, CaseIterable, Sendable {
    /// Not at all.
    case none
    /// Members of gzip, as gzip, pigz and bgzip write them.
    case gzip
    /// Frames of Zstandard.
    case zstd
    /// Frames of LZ4 (not its legacy format, nor bare blocks).
    case lz4
    /// The envelope of Valkey 9.2 (`rdbcompression lz4`) around a frame of LZ4.
    ///
    /// Known from the server's source only: no released server has confirmed it.
    case vcs

    /// The format whose magic number `head` starts with; `none` where there is no such number.
    ///
    /// A skippable frame tells nothing: both zstd and LZ4 have it.
    init(magic head: [UInt8]) {
        if head.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstd
        } else if head.starts(with: [0x04, 0x22, 0x4D, 0x18]) {
            self = .lz4
        } else if head.starts(with: "VCS".utf8) {
            self = .vcs
        } else {
            self = .none
        }
    }
}
