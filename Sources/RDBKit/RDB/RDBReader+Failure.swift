/// What a reader was doing when it failed.
extension RDBReader {
    /// The record that could not be read, as far as it was.
    public enum FailedRecord: Sendable {
        /// An expiry in front of a key.
        case expiry
        /// The name of a key whose value has this layout.
        case key(RDBObjectType)
        /// Something that is no key, behind this opcode.
        case record(UInt8)
    }

    /// What ``next()`` was reading when it threw.
    public var failedRecord: FailedRecord {
        switch lastByte {
        case RDBOpcode.expireTime, RDBOpcode.expireTimeMs: .expiry
        case ..<RDBOpcode.vendor242 where RDBObjectType(byte: lastByte, dialect: header.dialect).isKnown:
            .key(objectType)
        default: .record(lastByte)
        }
    }
}
