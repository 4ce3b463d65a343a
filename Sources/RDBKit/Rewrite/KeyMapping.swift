/// Where keys go: under which names, and into which databases.
public struct KeyMapping: Sendable {
    /// What becomes of the names of keys.
    public var names = KeyRename()
    /// The number that a database gets, for those that get another; all are renumbered at once.
    public var databases: [UInt64: UInt64] = [:]

    /// All keys stay where they are.
    public init() {}

    /// Whether all keys stay where they are.
    public var isEmpty: Bool { names.isEmpty && databases.isEmpty }

    /// Whether two keys can become one.
    var canCollide: Bool { names.canCollide || !databases.isEmpty }

    /// The number that a database gets.
    func renumbered(_ database: UInt64) -> UInt64 { databases[database] ?? database }
}
