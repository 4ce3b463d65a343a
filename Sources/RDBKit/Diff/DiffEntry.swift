/// What is remembered of a key until its counterpart comes: hashes under random keys, so that nobody can prepare
/// collisions of so few bits.
struct DiffEntry: BitwiseCopyable {
    /// Database and name; never all zero.
    var name: SIMD2<UInt64>
    /// The value; all zero for one that cannot be read.
    var value: SIMD2<UInt64>
    /// Unix milliseconds.
    var expiry: Int64
    /// Where the record is in its source, and above it the side.
    var place: UInt64

    static let never = Int64.min
    private static let sideBit: UInt64 = 1 << 63

    /// An entry of an empty place in a table.
    static let none = DiffEntry(name: SIMD2(), value: SIMD2(), expiry: 0, place: 0)

    init(name: SIMD2<UInt64>, value: SIMD2<UInt64>, expiry: Int64, place: UInt64) {
        self.name = name
        self.value = value
        self.expiry = expiry
        self.place = place
    }

    init(name: SIMD2<UInt64>, value: SIMD2<UInt64>, expiry: Int64?, at offset: UInt64, of side: DiffSide) {
        self.init(
            name: SIMD2(name[0] | 1, name[1]), value: value, expiry: expiry ?? Self.never,
            place: offset | (side == .after ? Self.sideBit : 0))
    }

    var side: DiffSide {
        @inline(__always) get { place & Self.sideBit == 0 ? .before : .after }
    }

    /// Offset of the record.
    var offset: UInt64 { place & ~Self.sideBit }

    /// Whether its value cannot be read.
    var isUnknown: Bool { value == SIMD2() }
}

/// Which of the two sources.
public enum DiffSide: Sendable {
    /// The first: what was.
    case before
    /// The second: what is.
    case after
}
