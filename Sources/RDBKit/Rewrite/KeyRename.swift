/// What becomes of the names of keys: a prefix goes, substitutions are made one after the other, a prefix comes.
public struct KeyRename: Sendable {
    /// Taken off the keys that have it; others stay as they are.
    public var strippedPrefix: [UInt8] = []
    /// Made in this order.
    public var substitutions: [KeySubstitution] = []
    /// Put in front of every key.
    public var addedPrefix: [UInt8] = []

    /// Names stay.
    public init() {}

    /// Whether all names stay.
    public var isEmpty: Bool { addedPrefix.isEmpty && !canCollide }

    /// Whether two names can become one.
    var canCollide: Bool { !strippedPrefix.isEmpty || !substitutions.isEmpty }
}
