/// How one server's loader differs from the others'.
///
/// From `docs/server-verdicts.md`, which live servers confirm; rows of servers that could not be run follow their
/// sources.
struct LoaderTraits: Sendable {
    /// How packed nodes are looked at.
    enum Validation: Sendable {
        /// Length and terminator only.
        case frame
        /// Every entry.
        case entries
    }

    /// Versions of files with the magic `REDIS`.
    var versions: ClosedRange<Int>
    /// The version of files with the magic `VALKEY`.
    var valkeyVersion: Int?
    /// Greatest object type in files with the magic `REDIS`.
    var newestType: UInt8
    /// Opcodes that stand in front of something it knows.
    var opcodes: Set<UInt8>
    /// Ziplists are converted since Redis 7.0, and validated with that.
    var ziplist: Validation
    /// Listpacks, intsets and what a stream's groups hold.
    var listpack: Validation
    /// Fields of hashes that have expired are dropped.
    var dropsExpiredFields = false
    /// Module types that need no module, in lower case.
    var builtInModules: Set<String> = []

    /// Opcodes since Redis 5.0.
    private static let common: Set<UInt8> = [
        RDBOpcode.moduleAux, RDBOpcode.idle, RDBOpcode.freq, RDBOpcode.aux, RDBOpcode.resizeDB,
        RDBOpcode.expireTimeMs, RDBOpcode.expireTime, RDBOpcode.selectDB, RDBOpcode.eof,
    ]
    private static let withFunctions = common.union([RDBOpcode.function2])
    private static let withSlots = withFunctions.union([RDBOpcode.slotInfo])

    static let redis62 = LoaderTraits(
        versions: 1...9, newestType: 15, opcodes: common, ziplist: .frame, listpack: .frame)
    static let redis70 = LoaderTraits(
        versions: 1...10, newestType: 19, opcodes: withFunctions, ziplist: .entries, listpack: .frame)
    static let redis72 = LoaderTraits(
        versions: 1...11, newestType: 21, opcodes: withFunctions, ziplist: .entries, listpack: .frame)
    static let redis74 = LoaderTraits(
        versions: 1...12, newestType: 25, opcodes: withSlots, ziplist: .entries, listpack: .frame)
    static let redis82 = LoaderTraits(
        versions: 1...12, newestType: 25, opcodes: withSlots, ziplist: .entries, listpack: .frame,
        builtInModules: ["vectorset"])
    static let valkey8 = LoaderTraits(
        versions: 1...11, newestType: 21, opcodes: withFunctions, ziplist: .entries, listpack: .frame)
    static let valkey91 = LoaderTraits(
        versions: 1...11, valkeyVersion: 80, newestType: 21, opcodes: withSlots, ziplist: .entries,
        listpack: .entries, dropsExpiredFields: true)

    /// Whether a file with this header is read at all.
    func accepts(_ header: RDBHeader) -> Bool {
        header.dialect == .redis ? versions.contains(header.version) : header.version == valkeyVersion
    }

    /// Whether it knows how to load values of this layout.
    func accepts(_ type: RDBObjectType) -> Bool {
        switch type {
        case .hash2: valkeyVersion != nil
        case .modulePreGA: false
        default: type.rawValue <= newestType && type.isKnown
        }
    }
}

extension ServerTarget {
    /// The row of this server.
    var traits: LoaderTraits {
        switch self {
        case .redis62: .redis62
        case .redis70: .redis70
        case .redis72: .redis72
        case .redis74: .redis74
        case .redis82: .redis82
        case .valkey8: .valkey8
        case .valkey91: .valkey91
        }
    }
}

/// Counts above which servers convert a packed value to another encoding, and walk all of it for that.
enum PackedLimit {
    /// `hash-max-listpack-entries`
    static let hash: UInt64 = 512
    /// `hash-max-listpack-value`, in bytes.
    static let hashValue = 64
    /// `zset-max-listpack-entries`
    static let zset: UInt64 = 128
    /// `set-max-listpack-entries`
    static let set: UInt64 = 128
    /// `set-max-intset-entries`
    static let intset: UInt64 = 512
}
