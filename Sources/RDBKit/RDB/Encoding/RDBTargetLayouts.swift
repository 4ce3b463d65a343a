/// Which layouts a server writes, and up to which limits it packs values (the defaults of its configuration).
///
/// From the servers' `rdb.c`, `t_*.c` and `config.c`; held against the five servers that could be run.
struct RDBTargetLayouts: Sendable {
    /// Most fields of a packed hash.
    static let hashEntries: UInt64 = 512
    /// Most members of a packed sorted set.
    static let zsetEntries: UInt64 = 128
    /// Most members of a packed set that are not all integers.
    static let setEntries: UInt64 = 128
    /// Most members of an intset.
    static let intsetEntries: UInt64 = 512
    /// Longest element of a packed hash, set or sorted set, in bytes.
    static let packedElement = 64
    /// Most bytes of a quicklist node of several elements.
    static let nodeBytes = 8192

    let target: ServerTarget

    init(_ target: ServerTarget) {
        self.target = target
    }

    /// Whether packed values are ziplists: all servers before Redis 7.0.
    var usesZiplists: Bool { target == .redis62 }

    var hash: RDBObjectType { usesZiplists ? .hashZiplist : .hashListpack }
    var zset: RDBObjectType { usesZiplists ? .zsetZiplist : .zsetListpack }
    var list: RDBObjectType { usesZiplists ? .listQuicklist : .listQuicklist2 }

    /// Packed sets of strings came with Redis 7.2.
    var set: RDBObjectType? { usesZiplists || target == .redis70 ? nil : .setListpack }

    /// Unpacked hashes with fields that expire.
    var expiringHash: RDBObjectType? {
        guard target.hasFieldExpiry else { return nil }
        return target.dialect == .valkey ? .hash2 : .hashMetadata
    }

    /// Packed hashes with fields that expire; Valkey never packs them.
    var expiringPackedHash: RDBObjectType? { expiringHash == .hashMetadata ? .hashListpackEx : nil }

    var stream: RDBObjectType {
        switch target {
        case .redis62: .streamListpacks
        case .redis70: .streamListpacks2
        default: .streamListpacks3
        }
    }

    /// Whether the target writes this layout itself.
    func writes(_ type: RDBObjectType) -> Bool {
        switch type {
        case .string, .set, .setIntset, .hash, .zset2, .module2, hash, zset, list, stream: true
        default: type == set || type == expiringHash || type == expiringPackedHash
        }
    }

    /// Whether the target loads this layout from a file with its own header.
    func loads(_ type: RDBObjectType) -> Bool {
        if writes(type) || type == .modulePreGA { return type != .modulePreGA }
        // Valkey does not know what Redis added after the common ground of version 11.
        let known = target.dialect == .valkey ? 11 : target.rdbVersion
        return type != .hash2 && type.firstVersion <= known
    }
}
