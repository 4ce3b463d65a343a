/// The first nine bytes of an RDB file: whose it is and which version of the format.
public struct RDBHeader: Equatable, Sendable {
    /// Bytes of the header.
    public static let byteCount = 9

    /// Whose numbers the file uses.
    public var dialect: RDBDialect
    /// The version of the format.
    public var version: Int

    /// Parses the magic and the version digits.
    ///
    /// - Throws: `empty-file`, `truncated`, `not-rdb`.
    public init(_ bytes: Span<UInt8>) throws(RDBError) {
        if bytes.isEmpty { throw RDBError(.emptyFile, at: 0) }
        guard let dialect = Self.dialect(of: bytes) else { throw RDBError(.notRDB, at: 0, length: 9) }
        guard bytes.count >= Self.byteCount else {
            throw RDBError(.truncated, at: 0, expected: 9, found: UInt64(bytes.count))
        }
        var version = 0
        for index in dialect.rawValue.utf8.count..<Self.byteCount {
            guard case 0x30...0x39 = bytes[index] else { throw RDBError(.notRDB, at: 0, length: 9) }
            version = version * 10 + Int(bytes[index] - 0x30)
        }
        self.dialect = dialect
        self.version = version
        guard version > 0 else { throw RDBError(.unsupportedVersion, at: 0, length: 9, found: 0) }
    }

    /// The magic that `bytes` start with, as far as they go.
    private static func dialect(of bytes: Span<UInt8>) -> RDBDialect? {
        for dialect in [RDBDialect.redis, .valkey] {
            let magic = Array(dialect.rawValue.utf8)
            let shared = min(bytes.count, magic.count)
            if (0..<shared).allSatisfy({ bytes[$0] == magic[$0] }) { return dialect }
        }
        return nil
    }

    /// The newest version whose every type and opcode this library knows from a real server.
    public var newestConfirmed: Int { dialect == .redis ? 12 : 80 }

    /// The newest version that this library knows at all, from the servers' sources.
    public var newestKnown: Int { dialect == .redis ? 15 : 81 }

    /// Whether a checksum stands behind the EOF opcode.
    public var hasChecksum: Bool { version >= 5 }
}
