/// Something whose keys can be compared: an RDB file, or JSON that was made of one.
///
/// A source is read twice: once for the hashes of all keys, and then only where keys differ.
protocol DiffSource: AnyObject {
    /// Gives the hashes of all keys to `table`.
    func collect(
        as side: DiffSide, into table: DiffTable, _ hashes: DiffHashes, _ options: DiffOptions,
        progress: (@Sendable (UInt64) -> Void)?)
    /// Reads the key again whose record is at `offset`; ascending offsets are fastest.
    func key(at offset: UInt64, _ options: DiffOptions) throws(RDBError) -> DiffKey
    /// Writes the commands that make `key`, which is one of its own; ascending offsets are fastest.
    func write<Encoding: CommandEncoding>(
        _ key: DiffKey, to writer: inout CommandWriter<Encoding>, _ options: DiffOptions) throws(RDBError)
    /// The name of the function library whose record is at `offset`; nil where its code does not say it.
    func library(at offset: UInt64, _ options: DiffOptions) throws(RDBError) -> String?
    /// What is known of the source once it was read.
    var facts: DiffSourceFacts { get }
}

/// What is known of a source besides its keys.
public struct DiffSourceFacts: Sendable {
    /// What is wrong with it.
    public internal(set) var findings: [RDBFinding] = []
    /// Where the records of its function libraries are, by the digests of their code.
    var functions: [ContentDigest: UInt64] = [:]
    /// Whether it says which function libraries there are: JSON does so only with its objects beside the keys.
    public internal(set) var knowsFunctions = true
    /// Keys of which a part cannot be read.
    public internal(set) var unknownKeys: UInt64 = 0
    /// Keys that were left out because a regular expression met a limit.
    public internal(set) var undecidedKeys: UInt64 = 0
    /// Whether a part of it could not be read in which there may be other keys.
    public internal(set) var isCut = false
    /// Whether it could not be read at all.
    public internal(set) var isUnreadable = false
    /// Whether keys of it become one (``DiffOptions/mapping``).
    public internal(set) var hasCollisions = false

    init() {}

    /// Notes what was found of keys that become one.
    mutating func note(_ collisions: [RDBFinding]) {
        findings += collisions
        hasCollisions = collisions.contains { $0.error.code == .keyCollision }
    }

    /// Whether there may be other keys in it than those that were read.
    var mayHoldMore: Bool { isCut || isUnreadable }

    /// Whether there was something to compare.
    public var isComparable: Bool { !isUnreadable && !hasCollisions }
}
