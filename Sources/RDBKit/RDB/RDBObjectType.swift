/// How the value of a key is laid out (`RDB_TYPE_*`).
///
/// The raw value is the byte in the file, but for types that Valkey numbers differently: those carry
/// ``valkeyBit``, so that one number means one layout.
public struct RDBObjectType: RawRepresentable, Hashable, Sendable {
    /// The byte in the file, with ``valkeyBit`` where the number has another meaning in `VALKEY` files.
    public var rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Marks the layouts that `VALKEY` files give a number of their own.
    static let valkeyBit: UInt8 = 0x80

    /// The layout that `byte` means in files of `dialect`.
    @inline(__always)
    init(byte: UInt8, dialect: RDBDialect) {
        switch byte {
        case ..<22: rawValue = byte
        case Self.valkeyBit...: rawValue = .max
        default: rawValue = dialect == .valkey ? byte | Self.valkeyBit : byte
        }
    }

    /// The byte in the file.
    public var byte: UInt8 { rawValue & ~Self.valkeyBit }

    /// `RDB_TYPE_STRING`
    public static let string = Self(rawValue: 0)
    /// `RDB_TYPE_LIST`
    public static let list = Self(rawValue: 1)
    /// `RDB_TYPE_SET`
    public static let set = Self(rawValue: 2)
    /// `RDB_TYPE_ZSET`: scores as text
    public static let zset = Self(rawValue: 3)
    /// `RDB_TYPE_HASH`
    public static let hash = Self(rawValue: 4)
    /// `RDB_TYPE_ZSET_2`: scores as 64-bit floats
    public static let zset2 = Self(rawValue: 5)
    /// `RDB_TYPE_MODULE_PRE_GA`: cannot be read by anyone
    public static let modulePreGA = Self(rawValue: 6)
    /// `RDB_TYPE_MODULE_2`
    public static let module2 = Self(rawValue: 7)
    /// `RDB_TYPE_HASH_ZIPMAP`
    public static let hashZipmap = Self(rawValue: 9)
    /// `RDB_TYPE_LIST_ZIPLIST`
    public static let listZiplist = Self(rawValue: 10)
    /// `RDB_TYPE_SET_INTSET`
    public static let setIntset = Self(rawValue: 11)
    /// `RDB_TYPE_ZSET_ZIPLIST`
    public static let zsetZiplist = Self(rawValue: 12)
    /// `RDB_TYPE_HASH_ZIPLIST`
    public static let hashZiplist = Self(rawValue: 13)
    /// `RDB_TYPE_LIST_QUICKLIST`
    public static let listQuicklist = Self(rawValue: 14)
    /// `RDB_TYPE_STREAM_LISTPACKS`
    public static let streamListpacks = Self(rawValue: 15)
    /// `RDB_TYPE_HASH_LISTPACK`
    public static let hashListpack = Self(rawValue: 16)
    /// `RDB_TYPE_ZSET_LISTPACK`
    public static let zsetListpack = Self(rawValue: 17)
    /// `RDB_TYPE_LIST_QUICKLIST_2`
    public static let listQuicklist2 = Self(rawValue: 18)
    /// `RDB_TYPE_STREAM_LISTPACKS_2`
    public static let streamListpacks2 = Self(rawValue: 19)
    /// `RDB_TYPE_SET_LISTPACK`
    public static let setListpack = Self(rawValue: 20)
    /// `RDB_TYPE_STREAM_LISTPACKS_3`
    public static let streamListpacks3 = Self(rawValue: 21)
    /// `RDB_TYPE_HASH_METADATA_PRE_GA`: release candidates of Redis 7.4
    public static let hashMetadataPreGA = Self(rawValue: 22)
    /// `RDB_TYPE_HASH_LISTPACK_EX_PRE_GA`: release candidates of Redis 7.4
    public static let hashListpackExPreGA = Self(rawValue: 23)
    /// `RDB_TYPE_HASH_METADATA`: fields with expiry
    public static let hashMetadata = Self(rawValue: 24)
    /// `RDB_TYPE_HASH_LISTPACK_EX`: fields with expiry, packed
    public static let hashListpackEx = Self(rawValue: 25)
    /// `RDB_TYPE_STREAM_LISTPACKS_4`
    public static let streamListpacks4 = Self(rawValue: 26)
    /// `RDB_TYPE_STREAM_LISTPACKS_5`
    public static let streamListpacks5 = Self(rawValue: 27)
    /// `RDB_TYPE_ARRAY`
    public static let array = Self(rawValue: 28)
    /// `RDB_TYPE_HASH_TMPL_LP`: only in DUMP payloads
    public static let hashTemplateListpack = Self(rawValue: 29)
    /// `RDB_TYPE_HASH_TMPL_LP_REF`
    public static let hashTemplateListpackRef = Self(rawValue: 30)
    /// `RDB_TYPE_HASH_TMPL_ARRAY`: only in DUMP payloads
    public static let hashTemplateArray = Self(rawValue: 31)
    /// `RDB_TYPE_HASH_TMPL_ARRAY_REF`
    public static let hashTemplateArrayRef = Self(rawValue: 32)
    /// Valkey's `RDB_TYPE_HASH_2`: fields with expiry
    public static let hash2 = Self(rawValue: 22 | valkeyBit)

    /// Whether this library knows the layout.
    var isKnown: Bool {
        @inline(__always) get { isOneOf(0x1_FFFF_FEFF) || self == .hash2 }
    }

    /// Whether no element may occur twice in a value of this layout: sets, sorted sets and hashes.
    var hasDistinctElements: Bool {
        @inline(__always) get { isOneOf(0x1_E3D3_3A3C) || self == .hash2 }
    }

    /// Whether it is a layout of streams.
    var isStream: Bool {
        @inline(__always) get { isOneOf(0x0C28_8000) }
    }

    /// Whether a value of this layout can be the payload of `RESTORE`: those that refer to templates cannot.
    var isRestorable: Bool { self != .hashTemplateListpackRef && self != .hashTemplateArrayRef }

    /// Whether the bit of this layout is set; Valkey's own layouts have none.
    @inline(__always)
    private func isOneOf(_ bits: UInt64) -> Bool {
        rawValue < 64 && bits >> UInt64(rawValue) & 1 != 0
    }
}
